/** What is usable in the other regions, and the largest demand of the last day. */

import type { RuleGroup } from './rule.ts';
import { CAPACITY_KNOWN } from './objective-rules.ts';
import { capacityServices, type RuleContext } from './rule-context.ts';

export const ELSEWHERE = 'service_region:ballast_usable_capacity_elsewhere:rps';
const DEMAND = 'service:ballast_demand:avg5m';
export const PEAK_DEMAND = 'service:ballast_demand:max1d';

/** `null` when no service states its capacity in several regions. */
export function capacityGroup(context: RuleContext): RuleGroup | null {
  const { strategy, own, duration } = context;
  if (capacityServices(strategy).length === 0) return null;
  const usable = 'ballast_region_usable_capacity_requests_per_second';
  const capacity =
    `(max by (strategy, service, region) (${usable}{${own}})` +
    ` and on (strategy, service) ${CAPACITY_KNOWN}{${own}})`;
  const demand = `ballast_service_demand_requests_per_second{${own}}`;
  return {
    name: `ballast-${strategy.name}-capacity`,
    rules: [
      {
        record: ELSEWHERE,
        expr:
          `sum by (strategy, service) ${capacity}\n` +
          `- on (strategy, service) group_right ()\n${capacity}`,
      },
      {
        record: DEMAND,
        expr: `max by (strategy, service) (avg_over_time(${demand}[${duration(300_000)}]))`,
      },
      { record: PEAK_DEMAND, expr: `max_over_time(${DEMAND}{${own}}[${duration(86_400_000)}])` },
    ],
  };
}
