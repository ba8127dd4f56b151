/** `le="300"`: Kong's buckets are fixed, and 300 is none of them. */

import { defineRule } from '../../../define-rule.ts';
import { ALERT_EXPR, alertFile } from '../examples.ts';
import { findKongMetric } from '../kong-metrics.ts';
import { eachSelector } from '../read-rules.ts';
import { edgesAround } from './histograms.ts';

interface Values {
  readonly metric: string;
  readonly le: string;
  readonly around: readonly number[];
}

export const noSuchBucket = defineRule<'prometheus-rules', Values>({
  code: 'KB310',
  name: 'no-such-bucket',
  severity: 'error',
  source: 'kong-facts D1, E4; recordings 70',
  appliesTo: 'prometheus-rules',
  *check(input) {
    for (const { rule, selector } of eachSelector(input)) {
      const found = selector.metric === null ? null : findKongMetric(selector.metric);
      const edges = found?.metric.edges;
      if (found === null || edges === undefined) continue;
      for (const { label, op, value } of selector.matchers) {
        if (label !== 'le' || op !== '=' || /^\+?inf$/i.test(value)) continue;
        // Kong writes whole numbers: "100.0" is another text than "100".
        if (edges.some((edge) => String(edge) === value)) continue;
        const { below, above } = edgesAround(edges, Number(value));
        const around = [...new Set([below, above])].filter((edge) => edge !== null);
        yield {
          file: rule.file,
          path: rule.exprPath,
          values: { metric: found.name, le: value, around },
        };
      }
    }
  },
  text: {
    en: {
      title: 'histogram bucket that does not exist',
      message: ({ metric, le }) => `${metric} has no bucket le="${le}", so nothing matches`,
      fix: ({ around }) =>
        `use ${around.map((edge) => `le="${edge}"`).join(' or ') || 'one that GET /metrics shows'}; for an exact limit use Ballast’s own histogram`,
      why: 'The buckets of Kong’s histograms are fixed in the plugin; there is no setting for them. A limit between two of them cannot be counted exactly with Kong’s metrics alone.',
    },
    nl: {
      title: 'bucket die het histogram niet heeft',
      message: ({ metric, le }) =>
        `${metric} heeft geen bucket le="${le}"; er is dus niets wat past`,
      fix: ({ around }) =>
        `gebruik ${around.map((edge) => `le="${edge}"`).join(' of ') || 'een bucket die GET /metrics laat zien'}; wie de grens exact wil, neemt het histogram van Ballast zelf`,
      why: 'De buckets van de histogrammen van Kong liggen vast in de plugin en zijn niet in te stellen. Een grens die tussen twee buckets valt, is met alleen de metrics van Kong niet exact te tellen.',
    },
  },
  good: { files: alertFile('rate(kong_upstream_latency_ms_bucket{le="250"}[5m]) > 0') },
  bad: {
    files: alertFile('rate(kong_upstream_latency_ms_bucket{le="300"}[5m]) > 0'),
    at: [ALERT_EXPR],
  },
});
