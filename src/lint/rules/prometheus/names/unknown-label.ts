/** A label that this metric of Kong does not have, so that nothing matches. */

import { defineRule } from '../../../define-rule.ts';
import { ALERT_EXPR, alertFile } from '../examples.ts';
import {
  findKongMetric,
  KONG_METRICS,
  LABEL_REPLACEMENTS,
  type FoundMetric,
} from '../kong-metrics.ts';
import type { Matcher } from '../promql/nodes.ts';
import { eachSelector } from '../read-rules.ts';

interface Values {
  readonly metric: string;
  readonly label: string;
  readonly labels: readonly string[];
  readonly instead: string | null;
}

/** Scraping adds labels of its own, so only labels that Kong has elsewhere, or had, are judged. */
const KNOWN_ELSEWHERE = new Set(Object.values(KONG_METRICS).flatMap(({ labels }) => labels));

export const unknownLabel = defineRule<'prometheus-rules', Values>({
  code: 'KB302',
  name: 'unknown-kong-label',
  severity: 'error',
  source: 'kong-facts D1; recordings 68, 70',
  appliesTo: 'prometheus-rules',
  *check(input) {
    for (const { rule, selector } of eachSelector(input)) {
      const found = selector.metric === null ? null : findKongMetric(selector.metric);
      if (found === null) continue;
      for (const matcher of selector.matchers) {
        if (!isWrong(found, matcher)) continue;
        const { label } = matcher;
        const { labels } = found.metric;
        const renamed = LABEL_REPLACEMENTS[label];
        const instead = renamed !== undefined && labels.includes(renamed) ? renamed : null;
        const values = { metric: found.name, label, labels, instead };
        yield { file: rule.file, path: rule.exprPath, values };
      }
    }
  },
  text: {
    en: {
      title: 'label that the metric does not have',
      message: ({ metric, label }) => `${metric} has no label ${label}, so nothing matches`,
      fix: ({ instead, labels }) =>
        instead === null ? `it has ${labels.join(', ')}` : `use ${instead}`,
      why: 'Kong counts requests and latency per service and route only: no metric names the target of a request. A matcher on a label that is not there selects nothing, so the alert cannot fire.',
    },
    nl: {
      title: 'label dat de metric niet heeft',
      message: ({ metric, label }) =>
        `${metric} heeft geen label ${label}; er is dus niets wat past`,
      fix: ({ instead, labels }) =>
        instead === null ? `wel aanwezig: ${labels.join(', ')}` : `gebruik ${instead}`,
      why: 'Kong telt requests en latency alleen per service en route: geen enkele metric noemt het target van een request. Een filter op een label dat er niet is selecteert niets, en dan kan het alarm niet afgaan.',
    },
  },
  good: { files: alertFile('kong_upstream_target_health{state="unhealthy", region="eu"} == 1') },
  bad: {
    files: alertFile('sum(rate(kong_http_requests_total{status="500", target="a:80"}[5m])) > 1'),
    at: [ALERT_EXPR, ALERT_EXPR],
  },
});

/** `label!="x"` and `label=""` match series without the label. */
function isWrong({ metric }: FoundMetric, { label, op, value }: Matcher): boolean {
  if (op === '!=' || op === '!~' || value === '') return false;
  if (metric.labels.includes(label)) return false;
  return KNOWN_ELSEWHERE.has(label) || LABEL_REPLACEMENTS[label] !== undefined;
}
