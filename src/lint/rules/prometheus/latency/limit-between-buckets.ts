/** A quantile compared with a limit between two buckets: the verdict is guessed by interpolation. */

import { defineRule } from '../../../define-rule.ts';
import { ALERT_EXPR, alertFile } from '../examples.ts';
import { alertsOf } from '../read-rules.ts';
import { edgesAround, latencyComparisonsOf } from './histograms.ts';
import { isMeantInSeconds } from './latency-in-seconds.ts';

interface Values {
  readonly limit: number;
  readonly below: number | null;
  readonly above: number | null;
}

export const limitBetweenBuckets = defineRule<'prometheus-rules', Values>({
  code: 'KB312',
  name: 'latency-limit-between-buckets',
  severity: 'warning',
  source: 'kong-facts D1; recordings 70',
  appliesTo: 'prometheus-rules',
  *check(input) {
    for (const { file, exprPath, expr } of alertsOf(input)) {
      for (const comparison of expr === null ? [] : latencyComparisonsOf(expr)) {
        const { edges, limit, kind } = comparison;
        if (kind !== 'quantile' || edges.includes(limit) || isMeantInSeconds(comparison)) continue;
        const { below, above } = edgesAround(edges, limit);
        // A quantile never comes out above the last edge.
        const severity = above === null ? 'error' : 'warning';
        yield { file, path: exprPath, severity, values: { limit, below, above } };
      }
    }
  },
  text: {
    en: {
      title: 'latency limit between two buckets',
      message: ({ limit, below, above }) => {
        if (above === null)
          return `no quantile of Kong’s histogram is above ${below} ms, so a limit of ${limit} ms is never reached`;
        return `Kong’s buckets end at ${below ?? 0} and ${above} ms: whether a quantile is above ${limit} ms is interpolated, not measured`;
      },
      fix: ({ below, above }) =>
        `compare with ${below ?? above} ms, which is counted exactly, or use Ballast’s own histogram`,
      why: 'Prometheus assumes that requests are spread evenly within a bucket. With a few slow requests the quantile jumps from one part of the bucket to another, and the alert with it.',
    },
    nl: {
      title: 'latencygrens tussen twee buckets',
      message: ({ limit, below, above }) => {
        if (above === null)
          return `geen kwantiel van dit histogram komt boven ${below} ms uit; een grens van ${limit} ms wordt dus nooit gehaald`;
        return `de buckets van Kong eindigen bij ${below ?? 0} en ${above} ms: of een kwantiel boven ${limit} ms zit is geïnterpoleerd en niet gemeten`;
      },
      fix: ({ below, above }) =>
        `vergelijk met ${below ?? above} ms, dat wordt exact geteld, of neem het histogram van Ballast zelf`,
      why: 'Prometheus gaat ervan uit dat requests gelijkmatig over een bucket verdeeld zijn. Bij een handvol trage requests springt het kwantiel van de ene naar de andere kant van de bucket, en het alarm springt mee.',
    },
  },
  good: {
    files: alertFile(
      'histogram_quantile(0.99, sum by (le) (rate(kong_upstream_latency_ms_bucket[5m]))) > 250',
    ),
  },
  bad: {
    files: alertFile(
      'histogram_quantile(0.99, sum by (le) (rate(kong_upstream_latency_ms_bucket[5m]))) > 300',
    ),
    at: [ALERT_EXPR],
  },
});
