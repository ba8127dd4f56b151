/** A counter compared as it stands: above any limit after a while, and 0 after a restart. */

import { defineRule } from '../../../define-rule.ts';
import { ALERT_EXPR, alertFile } from '../examples.ts';
import { findKongMetric } from '../kong-metrics.ts';
import { COMPARISONS, walkUp, type Expr } from '../promql/nodes.ts';
import { alertsOf } from '../read-rules.ts';

export const counterWithoutRate = defineRule<'prometheus-rules', { readonly metric: string }>({
  code: 'KB321',
  name: 'counter-without-rate',
  severity: 'error',
  source: 'kong-facts D1; https://prometheus.io/docs/concepts/metric_types/#counter',
  appliesTo: 'prometheus-rules',
  *check(input) {
    for (const { file, exprPath, expr } of alertsOf(input)) {
      for (const { part, above } of expr === null ? [] : walkUp(expr)) {
        if (part.kind !== 'selector' || part.metric === null || !isCounter(part.metric)) continue;
        if (!isComparedAsItStands(above)) continue;
        yield { file, path: exprPath, values: { metric: part.metric } };
      }
    }
  },
  text: {
    en: {
      title: 'counter compared without rate',
      message: ({ metric }) => `${metric} counts since Kong started; its value says nothing of now`,
      fix: ({ metric }) => `compare rate(${metric}[5m])`,
      why: 'A counter only grows until a restart sets it to 0. Compared with a number it fires from one moment on, for good, or is silenced by a deployment.',
    },
    nl: {
      title: 'teller vergeleken zonder rate',
      message: ({ metric }) =>
        `${metric} telt vanaf de start van Kong; de stand zelf zegt niets over nu`,
      fix: ({ metric }) => `vergelijk rate(${metric}[5m])`,
      why: 'Een teller loopt alleen op, tot een herstart hem op 0 zet. Vergeleken met een getal gaat het alarm vanaf enig moment voorgoed af, of zet een deployment het stil.',
    },
  },
  good: { files: alertFile('sum(rate(kong_http_requests_total{code="503"}[5m])) > 1') },
  bad: { files: alertFile('sum(kong_http_requests_total{code="503"}) > 100'), at: [ALERT_EXPR] },
});

function isCounter(series: string): boolean {
  const found = findKongMetric(series);
  if (found === null) return false;
  // Kong calls an error counter of its own what is 0 in any good state.
  if (found.name === 'kong_nginx_metric_errors_total') return false;
  return found.metric.type !== 'gauge';
}

/** Only sums and arithmetic between the counter and a comparison. */
function isComparedAsItStands(above: readonly Expr[]): boolean {
  for (const outer of above) {
    if (outer.kind === 'binary' && COMPARISONS.has(outer.op)) return true;
    const isArithmetic = outer.kind === 'binary' || outer.kind === 'negation';
    const isSum = outer.kind === 'aggregation' && !/^(?:count|group)$/.test(outer.name);
    if (!isArithmetic && !isSum) return false;
  }
  return false;
}
