/**
 * The objectives as series. They stand in the rule file and not only in Ballast's metrics, so that
 * budgets are watched with Ballast dead; and they select the strategy's services, so that other
 * services of the same Kong raise nothing.
 */

import { cleanNumber, durationText } from './promql.ts';
import type { RecordingRule, RuleGroup } from './rule.ts';
import { capacityServices, type RuleContext } from './rule-context.ts';

export const BUDGET = 'service:objective_error_budget:ratio';
export const SLOW_ALLOWED = 'service:objective_slow:ratio';
export const CAPACITY_KNOWN = 'service:capacity_known:info';

export function objectiveGroup({ strategy }: RuleContext): RuleGroup {
  const { name, services } = strategy;
  const budgets = services.map(({ name: service, objective }): RecordingRule => {
    const { availabilityRatio, windowMs } = objective;
    return {
      record: BUDGET,
      expr: `vector(${cleanNumber(1 - availabilityRatio)})`,
      labels: { strategy: name, service, objective_window: durationText(windowMs) },
    };
  });
  const latencies = services.flatMap(({ name: service, objective }) =>
    objective.latency.map(({ quantile, limitMs }): RecordingRule => ({
      record: SLOW_ALLOWED,
      expr: `vector(${cleanNumber(1 - quantile)})`,
      labels: { strategy: name, service, ...latencyLabels({ quantile, limitMs }) },
    })),
  );
  const capacities = capacityServices(strategy).map(({ name: service }): RecordingRule => ({
    record: CAPACITY_KNOWN,
    expr: 'vector(1)',
    labels: { strategy: name, service },
  }));
  return { name: `ballast-${name}-objectives`, rules: [...budgets, ...latencies, ...capacities] };
}

export function latencyLabels(limit: { readonly quantile: number; readonly limitMs: number }) {
  return { quantile: String(limit.quantile), limit: durationText(limit.limitMs) };
}
