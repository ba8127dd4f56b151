/** `kong_kong_latency_ms` as Kong's overhead: the time of failed tries is in it. */

import { defineRule } from '../../../define-rule.ts';
import { ALERT_EXPR, alertFile } from '../examples.ts';
import { selectorsOf } from '../promql/nodes.ts';
import { alertsOf } from '../read-rules.ts';

export const kongLatencyAsOverhead = defineRule<'prometheus-rules', { readonly name: string }>({
  code: 'KB314',
  name: 'kong-latency-as-overhead',
  severity: 'warning',
  source: 'kong-facts D1; recordings 59',
  appliesTo: 'prometheus-rules',
  *check(input) {
    for (const { file, exprPath, name, expr } of alertsOf(input)) {
      const metrics = expr === null ? [] : selectorsOf(expr).map(({ metric }) => metric ?? '');
      if (!metrics.some((metric) => metric.startsWith('kong_kong_latency_ms'))) continue;
      yield { file, path: exprPath, values: { name } };
    }
  },
  text: {
    en: {
      title: 'kong_kong_latency_ms is not Kong’s overhead',
      message: ({ name }) =>
        `${name} rises when targets fail: the time burnt in failed tries counts as Kong’s own`,
      fix: () =>
        'alert on kong_request_latency_ms, which is what callers wait, or on target health',
      why: 'The clock of this histogram runs until the last try begins. With a 300 ms time-out on the first of two tries Kong 3.9.3 logged 301 ms as its own and 5 ms for the target. During a failover this alert points at the gateway, which is the one thing that works.',
    },
    nl: {
      title: 'kong_kong_latency_ms is niet de overhead van Kong',
      message: ({ name }) =>
        `${name} stijgt juist als targets falen: de tijd van mislukte pogingen telt hier als tijd van Kong zelf`,
      fix: () =>
        'zet het alarm op kong_request_latency_ms, dat is wat clients wachten, of op target health',
      why: 'De klok van dit histogram loopt door tot de laatste poging begint. Bij een time-out van 300 ms op de eerste van twee pogingen schreef Kong 3.9.3 301 ms voor zichzelf op en 5 ms voor het target. Tijdens een failover wijst dit alarm dus naar de gateway, het enige wat het wél doet.',
    },
  },
  good: {
    files: alertFile(
      'histogram_quantile(0.99, sum by (le) (rate(kong_request_latency_ms_bucket[5m]))) > 1000',
    ),
  },
  bad: {
    files: alertFile(
      'histogram_quantile(0.99, sum by (le) (rate(kong_kong_latency_ms_bucket[5m]))) > 100',
    ),
    at: [ALERT_EXPR],
  },
});
