/** `rate(…[30s])`: a window that holds fewer than two samples gives nothing. */

import { defineRule } from '../../../define-rule.ts';
import { ALERT_EXPR, alertFile } from '../examples.ts';
import { walk } from '../promql/nodes.ts';
import { rulesOf } from '../read-rules.ts';

interface Values {
  readonly windowMs: number;
}

/** Two for a rate, one to be lost, one because window and scrapes do not start together. */
const SCRAPES = 4;
/** The shortest common scrape interval; Prometheus' own default is a minute. */
const SCRAPE_INTERVAL_MS = 15_000;
const WINDOW_MIN_MS = SCRAPES * SCRAPE_INTERVAL_MS;

export const windowTooShort = defineRule<'prometheus-rules', Values>({
  code: 'KB320',
  name: 'rate-window-too-short',
  severity: 'warning',
  source: 'https://prometheus.io/docs/prometheus/latest/querying/functions/#rate',
  appliesTo: 'prometheus-rules',
  *check(input) {
    for (const { file, exprPath, expr } of rulesOf(input)) {
      for (const part of expr === null ? [] : walk(expr)) {
        if (part.kind !== 'call' || !/^(?:rate|increase|irate)$/.test(part.name)) continue;
        const [of] = part.args;
        if (of?.kind !== 'selector' || of.rangeMs === null || of.rangeMs >= WINDOW_MIN_MS) continue;
        yield { file, path: exprPath, values: { windowMs: of.rangeMs } };
      }
    }
  },
  text: {
    en: {
      title: 'rate over fewer than four scrapes',
      message: ({ windowMs }, { duration }) =>
        `a window of ${duration(windowMs)} holds four samples only when Prometheus scrapes at least every ${duration(windowMs / SCRAPES)}; its default is 1 min`,
      fix: (_, { duration }) =>
        `write at least four scrape intervals, such as ${duration(WINDOW_MIN_MS)} at 15 s`,
      why: 'A rate needs two samples in its window. With fewer than four scrapes one that is late or lost leaves the result empty, and an empty result resolves the alert.',
    },
    nl: {
      title: 'rate over minder dan vier scrapes',
      message: ({ windowMs }, { duration }) =>
        `in een venster van ${duration(windowMs)} passen pas vier metingen als Prometheus minstens elke ${duration(windowMs / SCRAPES)} scrapet; standaard is dat 1 min`,
      fix: (_, { duration }) =>
        `neem minstens vier keer het scrape-interval, dus bijvoorbeeld ${duration(WINDOW_MIN_MS)} bij 15 s`,
      why: 'Een rate heeft twee metingen in zijn venster nodig. Bij minder dan vier scrapes is één late of gemiste scrape genoeg voor een leeg resultaat, en met een leeg resultaat gaat het alarm weer uit.',
    },
  },
  good: { files: alertFile('sum(rate(kong_http_requests_total{code="503"}[2m])) > 1') },
  bad: {
    files: alertFile('sum(rate(kong_http_requests_total{code="503"}[30s])) > 1'),
    at: [ALERT_EXPR],
  },
});
