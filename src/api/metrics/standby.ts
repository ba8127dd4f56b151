/** Which capacity can be used now, and whether a region could take over. */

import { firstRegionsOf } from '../../model/first-regions.ts';
import type { RegionStatus, TargetStatus, UpstreamStatus } from '../../model/status.ts';
import type { ServiceStrategy, Strategy } from '../../model/strategy.ts';

/** Less than this part of its targets usable: a standby has to be looked at. */
const MIN_USABLE_RATIO = 0.5;

/** In rotation, and neither Ballast's probes nor Kong's checks say it is down. */
function isUsable({ rotation, probe, kong }: TargetStatus): boolean {
  return rotation === 'in' && probe !== 'bad' && kong !== 'down';
}

/** Of all targets of a region, in requests/s; `null` when one has none stated. */
export function statedCapacity(service: ServiceStrategy, region: string): number | null {
  return capacityOf(service, (target) => target.region === region);
}

/** Of those that can be used now; `null` when one of the region has none stated. */
export function usableCapacity(service: ServiceStrategy, status: RegionStatus): number | null {
  if (statedCapacity(service, status.region) === null) return null;
  if (!isIn(status)) return 0;
  const usable = new Set(status.targets.filter(isUsable).map(({ target }) => target));
  return capacityOf(service, ({ target }) => usable.has(target));
}

/**
 * Whether the region could take all of the demand now; `null` when it is nobody's standby: it is
 * every gateway's first choice, or the service is not active-passive.
 */
export function isStandbyReady(
  strategy: Strategy,
  service: ServiceStrategy,
  { upstream, region }: { readonly upstream: UpstreamStatus; readonly region: RegionStatus },
): boolean | null {
  if (service.failover.mode !== 'active-passive') return null;
  if (firstRegionsOf(strategy, service).every((first) => first === region.region)) return null;
  const usable = region.targets.filter(isUsable).length;
  if (!isIn(region) || usable === 0 || usable < region.targets.length * MIN_USABLE_RATIO) {
    return false;
  }
  const capacity = usableCapacity(service, region);
  return capacity === null || upstream.demandRps === null || capacity >= upstream.demandRps;
}

function isIn({ phase }: RegionStatus): boolean {
  return phase === 'healthy' || phase === 'spill';
}

function capacityOf(
  service: ServiceStrategy,
  isCounted: (target: ServiceStrategy['targets'][number]) => boolean,
): number | null {
  return service.targets
    .filter(isCounted)
    .reduce<number | null>(
      (sum, { capacityRps }) => (sum === null || capacityRps === null ? null : sum + capacityRps),
      0,
    );
}
