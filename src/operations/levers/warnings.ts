/** What does not speak against a lever, but should be known before it is pulled. */

import { formatDuration } from '../../lib/quantities.ts';
import type { ServiceStrategy, Strategy } from '../../model/strategy.ts';
import type { LeverRequest, ServicePreview } from '../contract.ts';
import type { Situation } from './situation.ts';

/** A snapshot older than this many ticks has nobody behind it. */
const SILENT_TICKS = 5;

export interface WarningInput {
  readonly request: LeverRequest;
  readonly situation: Situation;
  readonly strategy: Pick<Strategy, 'name'>;
  /** In scope, and those of them that it would move. */
  readonly asked: readonly ServiceStrategy[];
  readonly concerned: readonly ServiceStrategy[];
  readonly services: readonly ServicePreview[];
}

export function warningsOf(input: WarningInput): readonly string[] {
  return [...ofController(input), ...ofScope(input), ...ofLever(input), ...ofOverrides(input)];
}

/** Whether anybody would do it. */
function isControllerSilent({ snapshot, nowMs }: Pick<Situation, 'snapshot' | 'nowMs'>): boolean {
  return snapshot === null || nowMs - snapshot.atMs > SILENT_TICKS * snapshot.tickMs;
}

function ofController({ situation, strategy }: WarningInput): readonly string[] {
  const { snapshot, mode } = situation;
  const warnings: string[] = [];
  if (isControllerSilent(situation)) {
    warnings.push(
      'No controller is running: it takes effect when one does, and the shares below rest on what ' +
        'was known last.',
    );
  }
  if (mode === 'observe') {
    warnings.push(
      'Ballast only watches (mode observe): nothing is written until `ballast enable`.',
    );
  }
  if (snapshot !== null && snapshot.strategy !== strategy.name) {
    warnings.push(
      `The controller runs the strategy ${snapshot.strategy}, this one is ${strategy.name}.`,
    );
  }
  const signals = [...new Set((snapshot?.stale ?? []).map(({ signal }) => signal))];
  if (signals.length > 0) warnings.push(`Not heard of lately: ${signals.join(', ')}.`);
  return warnings;
}

function ofScope({ request, asked, concerned, services }: WarningInput): readonly string[] {
  const left = asked.filter((one) => !concerned.includes(one)).map(({ name }) => name);
  const stays =
    left.length > 0 && request.lever.kind === 'evacuate'
      ? [`${left.join(', ')} cannot leave ${request.lever.region} and stays there.`]
      : [];
  const blind = services.filter(({ regions }) => regions.every(({ loadRps }) => loadRps === null));
  const demand =
    blind.length === 0
      ? []
      : [
          `The demand of ${blind.map(({ service }) => service).join(', ')} is not known, ` +
            'so whether it fits cannot be said.',
        ];
  const isStill = services.every(({ writes }) => writes.length === 0);
  const still = isStill && request.lever.kind !== 'freeze' ? ['No weight would change now.'] : [];
  return [...stays, ...demand, ...still];
}

function ofLever({ request }: WarningInput): readonly string[] {
  const { lever } = request;
  if (lever.kind === 'freeze') {
    return [
      'While it lasts Ballast moves nothing: not off a target that fails, not off a region that is lost.',
    ];
  }
  if (lever.kind === 'evacuate' && lever.overMs > 0) {
    return [`It is moved in steps over ${formatDuration(lever.overMs)}; shown is the end of it.`];
  }
  return [];
}

function ofOverrides({ request, situation, concerned }: WarningInput): readonly string[] {
  const frozen = situation.overrides.filter(
    ({ lever, services }) =>
      lever.kind === 'freeze' &&
      concerned.some(({ name }) => services === null || services.includes(name)),
  );
  if (request.lever.kind === 'freeze') return [];
  return frozen.map(({ by, id }) => `${by} has frozen weights (${id}): that goes first.`);
}
