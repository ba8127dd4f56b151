/**
 * The newest snapshot → where a simulation begins, with what was taken and what had to be assumed.
 * The simulated controller is not given the live one's memory (strikes, holds, learnt limits): in the
 * warm-up it meets the same faults and levers and comes to the same place by itself.
 */

import type { Said } from '../../lib/said.ts';
import type { Override } from '../../model/override.ts';
import type { StatusSnapshot, TargetStatus, UpstreamStatus } from '../../model/status.ts';
import type { Strategy } from '../../model/strategy.ts';
import type { ScheduledFault, StartState } from '../../simulator/contract.ts';
import { leverSaid } from '../levers/lever-words.ts';
import { sayOperation } from '../speech.ts';

export interface Beginning {
  readonly start: StartState;
  /** What is wrong already: on from the start to the end. */
  readonly faults: readonly ScheduledFault[];
  readonly taken: readonly Said[];
  readonly assumed: readonly Said[];
}

/** A hold of unknown length ends after this. */
const HOLD_MS = 120_000;
/** A lever that is simulated lasts at least this long, or it would be over before it is seen. */
const LEVER_MIN_MS = 1_000;

export function beginningOf(
  strategy: Strategy,
  snapshot: StatusSnapshot,
  { nowMs, warmUpMs }: { readonly nowMs: number; readonly warmUpMs: number },
): Beginning {
  const demandRps = demandOf(snapshot);
  const capacityRps = capacitiesOf(strategy);
  const faults = faultsOf(strategy, snapshot, -warmUpMs);
  const levers = leversOf(snapshot, nowMs);
  const holds = holdsOf(snapshot, { nowMs, levers });
  const weights = weightsOf(snapshot);
  return {
    start: { demandRps, capacityRps, weights, overrides: [...levers, ...holds] },
    faults,
    ...sentences({ strategy, snapshot, demandRps, capacityRps, faults, levers, holds }),
  };
}

function demandOf({ upstreams }: StatusSnapshot): Readonly<Record<string, number>> {
  return Object.fromEntries(
    upstreams.flatMap(({ service, demandRps }) =>
      demandRps === null || demandRps <= 0 ? [] : [[service, demandRps]],
    ),
  );
}

function capacitiesOf({ services }: Strategy): Readonly<Record<string, number>> {
  return Object.fromEntries(
    services.flatMap(({ targets }) =>
      targets.flatMap(({ target, capacityRps }) =>
        capacityRps === null ? [] : [[target, capacityRps]],
      ),
    ),
  );
}

/** A target that both fails its probes or is down in Kong, and one that was ejected for it. */
function isDown({ probe, kong }: TargetStatus): boolean {
  return probe === 'bad' || kong === 'down';
}

function faultsOf(
  strategy: Strategy,
  { upstreams }: StatusSnapshot,
  atMs: number,
): readonly ScheduledFault[] {
  return upstreams.flatMap((upstream) =>
    upstream.regions.flatMap(({ region, targets }) => {
      const order = orderOf(strategy, upstream, region);
      const indices = targets
        .filter(isDown)
        .map(({ target }) => order.indexOf(target))
        .filter((index) => index >= 0);
      if (indices.length === 0) return [];
      const where = { service: upstream.service, region, targets: indices };
      return [{ atMs, forMs: null, fault: { kind: 'refuse' as const, where } }];
    }),
  );
}

/** Faults name targets by their place within the region. */
function orderOf(
  { services }: Strategy,
  { service }: UpstreamStatus,
  region: string,
): readonly string[] {
  const found = services.find(({ name }) => name === service);
  return (found?.targets ?? []).filter((one) => one.region === region).map(({ target }) => target);
}

function leversOf({ overrides = [] }: StatusSnapshot, nowMs: number): readonly Override[] {
  return overrides
    .filter(({ untilMs }) => untilMs > nowMs)
    .map((one) => ({
      ...one,
      atMs: Math.min(0, one.atMs - nowMs),
      untilMs: Math.max(LEVER_MIN_MS, one.untilMs - nowMs),
    }));
}

/** A region that is out although its targets look well is kept out until its hold is over. */
function holdsOf(
  { upstreams }: StatusSnapshot,
  { nowMs, levers }: { readonly nowMs: number; readonly levers: readonly Override[] },
): readonly Override[] {
  return upstreams.flatMap(({ service, regions }) =>
    regions
      .filter(({ phase, targets }) => phase === 'evacuated' && !targets.some(isDown))
      .filter(
        ({ region }) =>
          !levers.some(({ lever }) => lever.kind === 'evacuate' && lever.region === region),
      )
      .map(({ region, holdUntilMs }) => ({
        id: `hold/${service}/${region}`,
        lever: { kind: 'evacuate' as const, region, overMs: 0 },
        services: [service],
        origin: 'person' as const,
        by: 'simulation',
        reason: 'out when the simulation began',
        atMs: 0,
        untilMs: Math.max(LEVER_MIN_MS, (holdUntilMs ?? nowMs + HOLD_MS) - nowMs),
        isForced: true,
      })),
  );
}

/** By gateway and upstream, as written last; only flat upstreams have their targets' own weights. */
function weightsOf({ upstreams }: StatusSnapshot): StartState['weights'] {
  const weights: Record<string, Record<string, Record<string, number>>> = {};
  for (const { upstream, regions } of upstreams) {
    for (const target of regions.flatMap(({ targets }) => targets)) {
      for (const { gateway, applied } of target.weights) {
        if (applied === null) continue;
        const ofGateway = (weights[gateway] ??= {});
        const ofUpstream = (ofGateway[upstream] ??= {});
        ofUpstream[target.target] = applied;
      }
    }
  }
  return weights;
}

function sentences(found: {
  readonly strategy: Strategy;
  readonly snapshot: StatusSnapshot;
  readonly demandRps: Readonly<Record<string, number>>;
  readonly capacityRps: Readonly<Record<string, number>>;
  readonly faults: readonly ScheduledFault[];
  readonly levers: readonly Override[];
  readonly holds: readonly Override[];
}): Pick<Beginning, 'taken' | 'assumed'> {
  const { strategy, demandRps, capacityRps, faults, levers, holds } = found;
  const services = strategy.services.map(({ name }) => name);
  const unknown = services.filter((name) => demandRps[name] === undefined);
  const targets = strategy.services.flatMap((service) => service.targets);
  const unstated = targets.filter(({ target }) => capacityRps[target] === undefined).length;
  const total = Object.values(demandRps).reduce((sum, rps) => sum + rps, 0);
  const down = faults.reduce(
    (sum, { fault }) => sum + ('where' in fault ? (fault.where.targets?.length ?? 0) : 0),
    0,
  );
  return {
    taken: [
      sayOperation('taken-demand', {
        total: Math.round(total),
        known: services.length - unknown.length,
        all: services.length,
      }),
      sayOperation('taken-capacity', { stated: targets.length - unstated, all: targets.length }),
      ...(down === 0 ? [] : [sayOperation('taken-down', { down })]),
      ...levers.map(({ lever, services: own, by }) =>
        sayOperation('taken-lever', { lever: leverSaid(lever, own), by }),
      ),
      ...holds.map(({ lever }) =>
        sayOperation('taken-hold', { region: lever.kind === 'evacuate' ? lever.region : '' }),
      ),
      sayOperation('taken-weights'),
    ],
    assumed: [
      sayOperation('assumed-times'),
      sayOperation('assumed-memory'),
      sayOperation('assumed-acts'),
      ...(unknown.length === 0
        ? []
        : [sayOperation('assumed-demand', { services: unknown.slice(0, 5) })]),
      ...(unstated === 0 ? [] : [sayOperation('assumed-capacity', { unstated })]),
    ],
  };
}
