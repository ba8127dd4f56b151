/** Where each gateway sends a service in peace: its own region comes first, then the preferred one. */

import { holdsStandby } from './promotion.ts';
import type { ServiceStrategy, Strategy } from './strategy.ts';

/** By gateway, in the order of the strategy; regions without targets of the service do not count. */
export function firstRegionsOf(
  strategy: Pick<Strategy, 'gateways'>,
  { targets, failover }: Pick<ServiceStrategy, 'targets' | 'failover'>,
): readonly string[] {
  const regions = targets.map(({ region }) => region);
  const [preferred] = regions;
  return strategy.gateways.flatMap(({ region }) => {
    const isOwn = regions.includes(region) && !holdsStandby({ failover });
    const first = isOwn ? region : preferred;
    return first === undefined ? [] : [first];
  });
}
