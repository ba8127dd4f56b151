/** Everything that the advice page says in numbers, worked out from the strategy. */

import { layoutKindOf } from '../../model/layout.ts';
import type { LayoutKind } from '../../model/layout-shape.ts';
import { regionShares } from '../../model/region-shares.ts';
import type { ServiceStrategy, Strategy } from '../../model/strategy.ts';
import { timingsOf, type ServiceTimings } from '../timings.ts';
import { worstCaseOf, type WorstCase } from '../worst-case.ts';
import { capacityRows, type CapacityRow } from './capacity.ts';
import { targetLoads, type TargetLoads } from './loads.ts';
import { failureCosts, type FailureCost } from './failures.ts';
import { ADVICE_TUNING } from './tuning.ts';

export interface AdviceFacts {
  readonly name: string;
  readonly gateways: readonly { readonly name: string; readonly region: string }[];
  readonly gatewaysInOneRegion: boolean;
  readonly services: readonly ServiceFacts[];
}

export interface ServiceFacts {
  readonly service: ServiceStrategy;
  /** How it is built in the first gateway. */
  readonly layout: LayoutKind;
  /** Full outage that the objective leaves in its window. */
  readonly budgetMs: number;
  readonly timings: ServiceTimings;
  readonly worst: WorstCase;
  /** Share of the traffic in peace, by region, seen from the first gateway. */
  readonly shares: Readonly<Record<string, number>>;
  /** Mean rate, which the estimates of times count with. */
  readonly rps: number;
  /** What capacity is held against: the stated peak, else the same. */
  readonly peakRps: number;
  readonly failures: readonly FailureCost[];
  readonly capacity: readonly CapacityRow[];
  readonly loads: readonly TargetLoads[];
  readonly returnMs: number;
  /** Steps of the way back, counted from the repair. */
  readonly returnSteps: readonly ReturnStep[];
  /** Where the rate comes from. */
  readonly loadFrom: 'given' | 'stated' | 'capacity' | 'nothing';
}

export interface ReturnStep {
  /** Of the region's normal traffic. */
  readonly share: number;
  readonly atMs: number;
  /** At least; 0 for the last, which stays. */
  readonly lastsMs: number;
}

export interface AdviceOptions {
  /** Mean load by service, requests per second; a service not named: estimated. */
  readonly rps?: Readonly<Record<string, number>>;
}

export function adviceFacts(strategy: Strategy, { rps = {} }: AdviceOptions = {}): AdviceFacts {
  const gateways = strategy.gateways.map(({ name, region }) => ({ name, region }));
  const seenFrom = gateways[0]?.region ?? strategy.regions[0]?.name ?? '';
  return {
    name: strategy.name,
    gateways,
    gatewaysInOneRegion:
      strategy.regions.length > 1 && new Set(gateways.map(({ region }) => region)).size === 1,
    services: strategy.services.map((service) => {
      const gateway = strategy.gateways[0] ?? { region: seenFrom, loopbackUrl: null };
      return serviceFacts(service, {
        seenFrom,
        layout: layoutKindOf({ strategy, gateway, service }),
        givenRps: rps[service.name] ?? null,
      });
    }),
  };
}

function serviceFacts(
  service: ServiceStrategy,
  {
    seenFrom,
    layout,
    givenRps,
  }: { readonly seenFrom: string; readonly layout: LayoutKind; readonly givenRps: number | null },
): ServiceFacts {
  const { availabilityRatio, windowMs } = service.objective;
  const capacity = capacityRows(service);
  const { assumedRps, assumedUseRatio } = ADVICE_TUNING;
  const stated = capacity[0]?.capacityRps ?? null;
  const estimated = stated === null ? assumedRps : Math.max(1, stated * assumedUseRatio);
  const load = service.load ?? null;
  const rps = givenRps ?? load?.usualRps ?? load?.peakRps ?? estimated;
  const peakRps = load === null ? rps : Math.max(rps, load.peakRps);
  const returnSteps = stepsOf(service, rps);
  const last = returnSteps.at(-1)?.atMs ?? service.failback.holdMs;
  return {
    service,
    layout,
    budgetMs: windowMs * (1 - availabilityRatio),
    timings: timingsOf(service),
    worst: worstCaseOf(service),
    shares: regionShares(service, seenFrom, () => true),
    rps,
    peakRps,
    failures: failureCosts(service, rps),
    capacity,
    loads: targetLoads(service, { seenFrom, rps: peakRps }),
    returnMs: last,
    returnSteps,
    loadFrom: loadFromOf(service, { givenRps, stated }),
  };
}

function loadFromOf(
  { load }: ServiceStrategy,
  { givenRps, stated }: { readonly givenRps: number | null; readonly stated: number | null },
): ServiceFacts['loadFrom'] {
  if (givenRps !== null) return 'given';
  if (load !== null && load !== undefined) return 'stated';
  return stated === null ? 'nothing' : 'capacity';
}

/** The hold, then each step as soon as time and requests allow. */
function stepsOf(service: ServiceStrategy, rps: number): readonly ReturnStep[] {
  const { holdMs, minDwellMs, minRequests, steps } = service.failback;
  let atMs = holdMs;
  return steps.map((share, index) => {
    const isLast = index === steps.length - 1;
    const lastsMs = isLast ? 0 : Math.max(minDwellMs, (minRequests / (share * rps)) * 1_000);
    const step = { share, atMs, lastsMs };
    atMs += lastsMs;
    return step;
  });
}
