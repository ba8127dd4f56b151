/** Kong's latencies are in milliseconds; a limit of 0.3 is met by nothing, one of 2 by everything. */

import { defineRule } from '../../../define-rule.ts';
import { ALERT_EXPR, alertFile } from '../examples.ts';
import { alertsOf } from '../read-rules.ts';
import { latencyComparisonsOf, type LatencyComparison } from './histograms.ts';

interface Values {
  readonly metric: string;
  readonly limit: number;
}

export const latencyInSeconds = defineRule<'prometheus-rules', Values>({
  code: 'KB313',
  name: 'latency-limit-in-seconds',
  severity: 'error',
  source: 'kong-facts D1; recordings 70',
  appliesTo: 'prometheus-rules',
  *check(input) {
    for (const { file, exprPath, expr } of alertsOf(input)) {
      for (const comparison of expr === null ? [] : latencyComparisonsOf(expr)) {
        if (!isMeantInSeconds(comparison)) continue;
        const { metric, limit } = comparison;
        yield { file, path: exprPath, values: { metric, limit } };
      }
    }
  },
  text: {
    en: {
      title: 'latency limit in seconds',
      message: ({ metric, limit }, { number }) =>
        `${metric} is in milliseconds, so ${number(limit, 3)} means ${number(limit, 3)} ms`,
      fix: ({ limit }, { number }) => `write ${number(limit * 1000)}`,
      why: 'Most exporters follow Prometheus and export seconds; Kong does not. A limit a thousand times too low is exceeded at all times, and an alert that is always on is switched off.',
    },
    nl: {
      title: 'latencygrens in seconden',
      message: ({ metric, limit }, { number }) =>
        `${metric} is in milliseconden; ${number(limit, 3)} betekent hier dus ${number(limit, 3)} ms`,
      fix: ({ limit }, { number }) => `schrijf ${number(limit * 1000)}`,
      why: 'De meeste exporters leveren seconden, zoals Prometheus adviseert; Kong niet. Een grens die duizend keer te laag is, wordt altijd overschreden, en een alarm dat altijd aan staat zet iemand uit.',
    },
  },
  good: {
    files: alertFile(
      'histogram_quantile(0.99, sum by (le) (rate(kong_upstream_latency_ms_bucket[5m]))) > 1000',
    ),
  },
  bad: {
    files: alertFile(
      'histogram_quantile(0.99, sum by (le) (rate(kong_upstream_latency_ms_bucket[5m]))) > 0.5',
    ),
    at: [ALERT_EXPR],
  },
});

/** Kong's own part may well be a few milliseconds; an upstream's answer in less than 10 is no limit. */
export function isMeantInSeconds({ metric, limit }: LatencyComparison): boolean {
  if (limit <= 0) return false;
  return metric === 'kong_kong_latency_ms' ? limit < 1 : limit <= 10;
}
