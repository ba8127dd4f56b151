/**
 * What the production law would make of the levers of a drill, all of them together, from the state as
 * it is: what it would refuse, and what they would do. Computed, never done; nothing is stored.
 */

import { policyOf } from '../../decide/policy.ts';
import type { Said } from '../../lib/said.ts';
import type { ControlEvent } from '../../model/control.ts';
import type { Override } from '../../model/override.ts';
import type { ServiceStrategy, Strategy } from '../../model/strategy.ts';
import type { ServicePreview } from '../contract.ts';
import type { LocalPorts } from '../ports.ts';
import { describe } from './preview.ts';
import { overfull, wouldShed } from './refusals.ts';
import { previewService } from './service-preview.ts';
import { readSituation, type Situation } from './situation.ts';
import { runVirtually } from './virtual-run.ts';

/** What the law says of one service. */
export interface ServiceOutlook {
  readonly service: string;
  /** Its reasons for refusing; empty when it does not. */
  readonly refusals: readonly Said[];
  /** What would become of shares and load if it did not. */
  readonly preview: ServicePreview;
  /** It would refuse more requests on purpose than it does now. */
  readonly sheds: boolean;
  /** Regions that would get more than they can take. */
  readonly overfull: ReturnType<typeof overfull>;
}

export type DrillOutlook = readonly ServiceOutlook[];

export async function weighDrill(
  ports: Pick<LocalPorts, 'strategy' | 'store' | 'clock'>,
  overrides: readonly Override[],
): Promise<DrillOutlook> {
  return weighOverrides(ports.strategy, { overrides, situation: await readSituation(ports) });
}

/** The same from what was read, purely. */
function weighOverrides(
  strategy: Strategy,
  asked: { readonly overrides: readonly Override[]; readonly situation: Situation },
): DrillOutlook {
  const { overrides, situation } = asked;
  const names = new Set(overrides.flatMap(({ services }) => services ?? []));
  const concerned = strategy.services.filter(({ name }) => names.has(name));
  if (concerned.length === 0) return [];
  const policy = policyOf({ ...strategy, services: concerned });
  const { state, seen, nowMs } = situation;
  const world = { policy, state, seen, nowMs };
  const forced = overrides.map((one) => ({ ...one, isForced: true }));
  const first = runVirtually({
    ...world,
    overrides: [...situation.overrides, ...overrides],
    maxTicks: 1,
  });
  const last = runVirtually({ ...world, overrides: [...situation.overrides, ...forced] });
  const before = describe(policy, { ...situation, atMs: seen?.atMs ?? nowMs });
  const after = describe(policy, { ...last, applied: situation.applied });
  const ids = new Set(overrides.map(({ id }) => id));
  return concerned.flatMap((service): ServiceOutlook[] => {
    const [was, is] = [before[service.name], after[service.name]];
    if (was === undefined || is === undefined) return [];
    const { applied } = situation;
    const change = { before: was, after: is, applied, desired: last.state.desired };
    const preview = previewService({ service, policy, ...change });
    return [
      {
        service: service.name,
        refusals: refusalsIn(first.events, { ids, service }),
        preview,
        sheds: wouldShed(preview, was),
        overfull: overfull(preview),
      },
    ];
  });
}

function refusalsIn(
  events: readonly ControlEvent[],
  { ids, service }: { readonly ids: ReadonlySet<string>; readonly service: ServiceStrategy },
): readonly Said[] {
  const own = events.filter(
    ({ kind, upstream, evidence }) =>
      kind === 'override-refused' &&
      upstream === service.upstream &&
      ids.has(String(evidence['id'])),
  );
  const reasons = own.flatMap(({ evidence }) => evidence['refusals'] as readonly Refused[]);
  const texts = new Map(reasons.map(({ said }) => [JSON.stringify(said), said]));
  return [...texts.values()];
}

/** As the law writes them in this very process. */
interface Refused {
  readonly said: Said;
}
