/** `rate` of a gauge: of target health it turns every recovery into an alarm. */

import { defineRule } from '../../../define-rule.ts';
import { ALERT_EXPR, alertFile } from '../examples.ts';
import { findKongMetric } from '../kong-metrics.ts';
import { selectorsOf, walk } from '../promql/nodes.ts';
import { rulesOf } from '../read-rules.ts';

export const rateOfGauge = defineRule<
  'prometheus-rules',
  { readonly metric: string; readonly call: string }
>({
  code: 'KB322',
  name: 'rate-of-gauge',
  severity: 'error',
  source: 'recordings 68; https://prometheus.io/docs/prometheus/latest/querying/functions/#rate',
  appliesTo: 'prometheus-rules',
  *check(input) {
    for (const { file, exprPath, expr } of rulesOf(input)) {
      for (const part of expr === null ? [] : walk(expr)) {
        if (part.kind !== 'call' || !/^(?:rate|irate|increase)$/.test(part.name)) continue;
        for (const { metric } of selectorsOf(part)) {
          if (metric === null || !isGauge(metric)) continue;
          yield { file, path: exprPath, values: { metric, call: part.name } };
        }
      }
    }
  },
  text: {
    en: {
      title: 'rate of a gauge',
      message: ({ metric, call }) =>
        `${metric} goes up and down: ${call}() takes each fall for a restart`,
      fix: ({ metric }) =>
        `use changes(${metric}[5m]) to count changes, or avg_over_time() for its share of the time`,
      why: 'rate and increase are for counters: where the value falls they assume that the process restarted and add what was there before. Of a gauge of 0 and 1 the result has no meaning.',
    },
    nl: {
      title: 'rate van een gauge',
      message: ({ metric, call }) =>
        `${metric} gaat op en neer; ${call}() ziet elke daling aan voor een herstart`,
      fix: ({ metric }) =>
        `gebruik changes(${metric}[5m]) om wisselingen te tellen, of avg_over_time() voor het deel van de tijd`,
      why: 'rate en increase zijn voor tellers: daalt de waarde, dan nemen ze aan dat het proces herstart is en tellen ze op wat er al stond. Bij een gauge van 0 en 1 heeft de uitkomst geen betekenis.',
    },
  },
  good: { files: alertFile('changes(kong_upstream_target_health{state="healthy"}[10m]) > 4') },
  bad: {
    files: alertFile('rate(kong_upstream_target_health{state="unhealthy"}[5m]) > 0'),
    at: [ALERT_EXPR],
  },
});

/** Some of nginx' counters are typed as gauges; their names tell. */
function isGauge(series: string): boolean {
  return findKongMetric(series)?.metric.type === 'gauge' && !series.endsWith('_total');
}
