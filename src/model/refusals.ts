/** When requests of a service are refused on purpose, with its static answer. */

import { splitsWrites } from './access.ts';
import type { ServiceStrategy } from './strategy.ts';

/** Whether there is any case in which it refuses. */
export function isKnownToRefuse(service: ServiceStrategy): boolean {
  const { failover } = service;
  return failover.whenCapacityIsShort === 'shed' || splitsWrites(service);
}
