/** What does not speak against a lever, but should be known before it is pulled. */

import { signalSaid } from '../../model/sentences.ts';
import type { ServiceStrategy, Strategy } from '../../model/strategy.ts';
import type { LeverRequest, ServicePreview } from '../contract.ts';
import type { Speech } from '../speech.ts';
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
  readonly speech: Speech;
}

export function warningsOf(input: WarningInput): readonly string[] {
  return [...ofController(input), ...ofScope(input), ...ofLever(input), ...ofOverrides(input)];
}

/** Whether anybody would do it. */
function isControllerSilent({ snapshot, nowMs }: Pick<Situation, 'snapshot' | 'nowMs'>): boolean {
  return snapshot === null || nowMs - snapshot.atMs > SILENT_TICKS * snapshot.tickMs;
}

function ofController({ situation, strategy, speech }: WarningInput): readonly string[] {
  const { snapshot, mode } = situation;
  const warnings: string[] = [];
  if (isControllerSilent(situation)) {
    warnings.push(speech.tell('nobody-runs'));
  }
  if (mode === 'observe') {
    warnings.push(speech.tell('only-watches'));
  }
  if (snapshot !== null && snapshot.strategy !== strategy.name) {
    const names = { running: snapshot.strategy, own: strategy.name };
    warnings.push(speech.tell('other-strategy', names));
  }
  const signals = [...new Set((snapshot?.stale ?? []).map(({ signal }) => signal))];
  if (signals.length > 0) {
    const told = signals.map((signal) => speech.kept(signalSaid(signal), signal));
    warnings.push(speech.tell('not-heard-of', { signals: told }));
  }
  return warnings;
}

function ofScope(input: WarningInput): readonly string[] {
  const { request, asked, concerned, services, speech } = input;
  const left = asked.filter((one) => !concerned.includes(one)).map(({ name }) => name);
  const stays =
    left.length > 0 && request.lever.kind === 'evacuate'
      ? [speech.tell('stays-there', { services: left, region: request.lever.region })]
      : [];
  const blind = services.filter(({ regions }) => regions.every(({ loadRps }) => loadRps === null));
  const demand =
    blind.length === 0
      ? []
      : [speech.tell('demand-not-known', { services: blind.map(({ service }) => service) })];
  const isStill = services.every(({ writes }) => writes.length === 0);
  const still =
    isStill && request.lever.kind !== 'freeze' ? [speech.tell('nothing-would-change')] : [];
  return [...stays, ...demand, ...still];
}

function ofLever({ request, speech }: WarningInput): readonly string[] {
  const { lever } = request;
  if (lever.kind === 'freeze') {
    return [speech.tell('freeze-stops-all')];
  }
  if (lever.kind === 'evacuate' && lever.overMs > 0) {
    return [speech.tell('moved-in-steps', { overMs: lever.overMs })];
  }
  return [];
}

function ofOverrides({ request, situation, concerned, speech }: WarningInput): readonly string[] {
  const frozen = situation.overrides.filter(
    ({ lever, services }) =>
      lever.kind === 'freeze' &&
      concerned.some(({ name }) => services === null || services.includes(name)),
  );
  if (request.lever.kind === 'freeze') return [];
  return frozen.map(({ by, id }) => speech.tell('freeze-goes-first', { by, id }));
}
