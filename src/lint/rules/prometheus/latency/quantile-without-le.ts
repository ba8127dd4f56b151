/** `histogram_quantile` over a sum that has dropped `le`: always empty. */

import { defineRule } from '../../../define-rule.ts';
import { ALERT_EXPR, alertFile } from '../examples.ts';
import { walk, type Aggregation } from '../promql/nodes.ts';
import { rulesOf } from '../read-rules.ts';

export const quantileWithoutLe = defineRule<
  'prometheus-rules',
  { readonly labels: readonly string[] }
>({
  code: 'KB311',
  name: 'quantile-without-le',
  severity: 'error',
  source: 'https://prometheus.io/docs/prometheus/latest/querying/functions/#histogram_quantile',
  appliesTo: 'prometheus-rules',
  *check(input) {
    for (const { file, exprPath, expr } of rulesOf(input)) {
      for (const part of expr === null ? [] : walk(expr)) {
        if (part.kind !== 'call' || part.name !== 'histogram_quantile') continue;
        const [, of] = part.args;
        if (of?.kind !== 'aggregation' || keepsEdges(of)) continue;
        const labels = of.grouping?.kind === 'by' ? of.grouping.labels : [];
        yield { file, path: exprPath, values: { labels } };
      }
    }
  },
  text: {
    en: {
      title: 'quantile of a histogram without its buckets',
      message: () => 'histogram_quantile needs the label le, and the aggregation inside drops it',
      fix: ({ labels }) => `write by (${['le', ...labels].join(', ')})`,
      why: 'A quantile is read off the buckets, and `le` is what tells them apart. Without it the result is empty: no error, no value, no alert.',
    },
    nl: {
      title: 'kwantiel van een histogram zonder buckets',
      message: () =>
        'histogram_quantile heeft het label le nodig, en de aggregatie eronder gooit dat weg',
      fix: ({ labels }) => `schrijf by (${['le', ...labels].join(', ')})`,
      why: 'Een kwantiel wordt afgelezen aan de buckets en `le` houdt die uit elkaar. Zonder dat label is het resultaat leeg: geen fout, geen waarde, geen alarm.',
    },
  },
  good: {
    files: alertFile(
      'histogram_quantile(0.99, sum by (le, service) (rate(kong_upstream_latency_ms_bucket[5m]))) > 250',
    ),
  },
  bad: {
    files: alertFile(
      'histogram_quantile(0.99, sum by (service) (rate(kong_upstream_latency_ms_bucket[5m]))) > 250',
    ),
    at: [ALERT_EXPR],
  },
});

function keepsEdges({ name, grouping }: Aggregation): boolean {
  // These return series as they were.
  if (name === 'topk' || name === 'bottomk' || name === 'limitk') return true;
  if (grouping === null) return false;
  return (grouping.kind === 'by') === grouping.labels.includes('le');
}
