/**
 * A standby whose data must be promoted before it can serve. Until a person has approved the failover
 * it gets nothing: no share in peace, no spill-over, no last resort of Kong's. So Kong alone does not
 * survive the loss of the first region (G1 is given up for it, knowingly). And the first region is the
 * same for every gateway: two regions that both believe to be first would both write.
 */

import type { ServiceStrategy } from './strategy.ts';

export function holdsStandby({ failover }: Pick<ServiceStrategy, 'failover'>): boolean {
  return failover.beforeApproval === 'nothing';
}
