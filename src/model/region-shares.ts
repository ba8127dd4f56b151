/**
 * Which region gets which share of an upstream's traffic, for a set of regions that may serve.
 * Peace is the case in which all may; the control law asks the same question with regions out.
 *
 * - active-passive: the first choice serves all but `standbyShareRatio`, the next one that share;
 *   further regions are last resorts.
 * - active-active: by stated capacity when every target states it, else equally.
 * - isolate: the first choice alone, and *no* last resort elsewhere: who isolates a region means
 *   that its requests must not leave it, not even when Kong finds nothing healthy.
 *
 * A gateway's own region is its first choice, then the service's order of preference; where a standby
 * must be promoted first, that order alone.
 */

import { holdsStandby } from './promotion.ts';
import type { ServiceStrategy, Target } from './strategy.ts';

export type RegionShares = Readonly<Record<string, number>>;

/** Regions with targets of the service, the gateway's own first. */
export function regionOrder(service: ServiceStrategy, gatewayRegion: string): readonly string[] {
  const names = [...new Set(service.targets.map(({ region }) => region))];
  if (holdsStandby(service)) return names;
  return names.includes(gatewayRegion)
    ? [gatewayRegion, ...names.filter((name) => name !== gatewayRegion)]
    : names;
}

/**
 * Shares (adding up to 1) of the regions that may serve; regions not named get none. With nobody
 * available the result is empty.
 */
export function regionShares(
  service: ServiceStrategy,
  gatewayRegion: string,
  mayServe: (region: string) => boolean,
): RegionShares {
  const order = regionOrder(service, gatewayRegion);
  const available = order.filter(mayServe);
  const [first, second] = available;
  if (first === undefined) return {};
  switch (service.failover.mode) {
    case 'active-active':
      return activeActiveShares(service, available);
    case 'isolate':
      return order[0] === first ? { [first]: 1 } : {};
    case 'active-passive': {
      const standby = service.failover.standbyShareRatio;
      return second === undefined || standby === 0
        ? { [first]: 1 }
        : { [first]: 1 - standby, [second]: standby };
    }
  }
}

/** How much of its region's share each target takes, before health: capacity, or 1 each. */
export function targetSizes(targets: readonly Target[]): Readonly<Record<string, number>> {
  const stated = targets.every(({ capacityRps }) => capacityRps !== null);
  return Object.fromEntries(
    targets.map(({ target, capacityRps }) => [target, stated ? (capacityRps ?? 1) : 1]),
  );
}

function activeActiveShares(service: ServiceStrategy, available: readonly string[]): RegionShares {
  const serving = service.targets.filter(({ region }) => available.includes(region));
  if (!serving.every(({ capacityRps }) => capacityRps !== null)) {
    return Object.fromEntries(available.map((region) => [region, 1 / available.length]));
  }
  const total = serving.reduce((sum, { capacityRps }) => sum + (capacityRps ?? 0), 0);
  return Object.fromEntries(
    available.map((region) => {
      const own = serving.filter((target) => target.region === region);
      return [region, own.reduce((sum, target) => sum + (target.capacityRps ?? 0), 0) / total];
    }),
  );
}
