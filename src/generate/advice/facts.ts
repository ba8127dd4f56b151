/** Everything that the advice page says in numbers, worked out from the strategy. */

import { layoutKindOf } from '../../model/layout.ts';
import type { LayoutKind } from '../../model/layout-shape.ts';
import { regionShares } from '../../model/region-shares.ts';
import type { ServiceStrategy, Strategy } from '../../model/strategy.ts';
import { timingsOf, type ServiceTimings } from '../timings.ts';
import { worstCaseOf, type WorstCase } from '../worst-case.ts';
import { capacityRows, type CapacityRow } from './capacity.ts';
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
  /** Rate that the estimates count with. */
  readonly rps: number;
  readonly failures: readonly FailureCost[];
  readonly capacity: readonly CapacityRow[];
  readonly returnMs: number;
}

export function adviceFacts(strategy: Strategy): AdviceFacts {
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
      });
    }),
  };
}

function serviceFacts(
  service: ServiceStrategy,
  { seenFrom, layout }: { readonly seenFrom: string; readonly layout: LayoutKind },
): ServiceFacts {
  const { availabilityRatio, windowMs } = service.objective;
  const capacity = capacityRows(service);
  const { assumedRps, assumedUseRatio } = ADVICE_TUNING;
  const stated = capacity[0]?.capacityRps ?? null;
  const rps = stated === null ? assumedRps : Math.max(1, stated * assumedUseRatio);
  return {
    service,
    layout,
    budgetMs: windowMs * (1 - availabilityRatio),
    timings: timingsOf(service),
    worst: worstCaseOf(service),
    shares: regionShares(service, seenFrom, () => true),
    rps,
    failures: failureCosts(service, rps),
    capacity,
    returnMs: returnTime(service, rps),
  };
}

/** From healed to all traffic back, at best: the hold, then each step but the last. */
function returnTime(service: ServiceStrategy, rps: number): number {
  const { holdMs, minDwellMs, minRequests, steps } = service.failback;
  const ramp = steps
    .slice(0, -1)
    .map((share) => Math.max(minDwellMs, (minRequests / (share * rps)) * 1_000));
  return holdMs + ramp.reduce((sum, stepMs) => sum + stepMs, 0);
}
