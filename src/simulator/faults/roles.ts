/** Who is meant by a `Where`: roles are relative to the strategy, targets are indices in a region. */

import { regionOrder } from '../../model/region-shares.ts';
import type { ServiceStrategy, Strategy } from '../../model/strategy.ts';
import type { Where } from '../contract.ts';

/** Names of the servers that a fault hits, in the order of the strategy. */
export function serversAt(strategy: Strategy, where: Where): readonly string[] {
  const names = strategy.services
    .filter(({ name }) => where.service === undefined || name === where.service)
    .flatMap((service) => targetsAt(strategy, service, where));
  return [...new Set(names)];
}

function targetsAt(strategy: Strategy, service: ServiceStrategy, where: Where): string[] {
  const regions =
    where.region === undefined
      ? new Set(service.targets.map(({ region }) => region))
      : new Set([regionNamed(strategy, service, where.region)]);
  const { targets: wanted } = where;
  const indices = new Map<string, number>();
  return service.targets
    .filter(({ region }) => {
      const index = indices.get(region) ?? 0;
      indices.set(region, index + 1);
      return regions.has(region) && (wanted === undefined || wanted.includes(index));
    })
    .map(({ target }) => target);
}

/** The region meant by a role, as the first service sees it. */
export function regionOf(strategy: Strategy, role: string): string {
  const [service] = strategy.services;
  return (service === undefined ? null : regionNamed(strategy, service, role)) ?? role;
}

/** `primary` and `standby` as the first gateway prefers them; any other name is a region's own. */
function regionNamed(strategy: Strategy, service: ServiceStrategy, role: string): string | null {
  const order = regionOrder(service, strategy.gateways[0]?.region ?? '');
  if (role === 'primary') return order[0] ?? null;
  if (role === 'standby') return order[1] ?? null;
  return role;
}
