/** Per consumer: one series for each consumer, route and status, on every node. */

import { defineRule } from '../../../define-rule.ts';
import { ALERT_EXPR, alertFile } from '../examples.ts';
import { walk, type Expr } from '../promql/nodes.ts';
import { rulesOf } from '../read-rules.ts';

export const consumerCardinality = defineRule<'prometheus-rules', { readonly name: string }>({
  code: 'KB326',
  name: 'per-consumer-cardinality',
  severity: 'warning',
  source: 'kong-facts D1',
  appliesTo: 'prometheus-rules',
  *check(input) {
    for (const { file, exprPath, name, expr } of rulesOf(input)) {
      if (expr === null || ![...walk(expr)].some(isPerConsumer)) continue;
      yield { file, path: exprPath, values: { name } };
    }
  },
  text: {
    en: {
      title: 'rule per consumer',
      message: ({ name }) =>
        `${name} needs per_consumer: a series for every consumer × service × route × status on each node`,
      fix: () => 'drop the label consumer, or take it from logs',
      why: 'The plugin keeps its counters in shared memory and writes all of them at each scrape. A thousand consumers make a thousand times the series; when the memory is full, kong_nginx_metric_errors_total rises and samples are lost, those of your other alerts too.',
    },
    nl: {
      title: 'regel per consumer',
      message: ({ name }) =>
        `${name} heeft per_consumer nodig: een reeks voor elke consumer × service × route × status op elke node`,
      fix: () => 'laat het label consumer weg, of haal het uit de logs',
      why: 'De plugin houdt zijn tellers in gedeeld geheugen en schrijft ze bij elke scrape allemaal uit. Duizend consumers maken duizend keer zoveel reeksen; is het geheugen vol, dan stijgt kong_nginx_metric_errors_total en raken metingen zoek, ook die van je andere alarmen.',
    },
  },
  good: {
    files: alertFile('sum by (service) (rate(kong_http_requests_total{code="503"}[5m])) > 1'),
  },
  bad: {
    files: alertFile('sum by (consumer) (rate(kong_http_requests_total{code="503"}[5m])) > 1'),
    at: [ALERT_EXPR],
  },
});

function isPerConsumer(expr: Expr): boolean {
  if (expr.kind === 'aggregation') {
    return expr.grouping?.kind === 'by' && expr.grouping.labels.includes('consumer');
  }
  if (expr.kind !== 'selector' || !(expr.metric ?? '').startsWith('kong_')) return false;
  return expr.matchers.some(({ label, value }) => label === 'consumer' && value !== '');
}
