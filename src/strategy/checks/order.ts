/** The order in which regions are tried, as each gateway sees it: its own first. */

import { holdsStandby } from '../../model/promotion.ts';
import type { ServiceStrategy, Strategy, Target } from '../../model/strategy.ts';

export interface Placement {
  readonly region: string;
  readonly targets: readonly Target[];
}

/** Regions with targets of this service, in order of preference. */
export function placementsOf(strategy: Strategy, service: ServiceStrategy): Placement[] {
  return strategy.regions
    .map(({ name }) => ({
      region: name,
      targets: service.targets.filter((target) => target.region === name),
    }))
    .filter(({ targets }) => targets.length > 0);
}

/** The same in the order of each region that has a gateway; at least one order. */
export function ordersOf(strategy: Strategy, service: ServiceStrategy): Placement[][] {
  const placements = placementsOf(strategy, service);
  const homes = new Set(strategy.gateways.map((gateway) => gateway.region));
  // A standby that must be promoted first is first for nobody.
  if (holdsStandby(service)) return [placements];
  const orders = [...homes].map((home) =>
    placements.toSorted((a, b) => Number(b.region === home) - Number(a.region === home)),
  );
  return orders.length === 0 ? [placements] : orders;
}

/** Requests per second of a placement; `null` when not stated for all its hosts. */
export function capacityOf(placements: readonly Placement[]): number | null {
  let total = 0;
  for (const { capacityRps } of placements.flatMap(({ targets }) => targets)) {
    if (capacityRps === null) return null;
    total += capacityRps;
  }
  return total;
}
