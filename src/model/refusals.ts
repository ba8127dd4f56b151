/** When requests of a service are refused on purpose, with its static answer. */

import type { ServiceStrategy } from './strategy.ts';

/** Whether there is any case in which it refuses. */
export function isKnownToRefuse({ failover }: ServiceStrategy): boolean {
  return failover.whenCapacityIsShort === 'shed';
}
