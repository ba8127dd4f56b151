/** A value that this label never has: `state="down"`, `code="5xx"`, a glob taken for a pattern. */

import { defineRule } from '../../../define-rule.ts';
import { ALERT_EXPR, alertFile } from '../examples.ts';
import { findKongMetric, type FoundMetric } from '../kong-metrics.ts';
import { matchesAny } from '../match-label.ts';
import type { Matcher } from '../promql/nodes.ts';
import { eachSelector } from '../read-rules.ts';

interface Values {
  readonly label: string;
  readonly text: string;
  /** What it can be; empty for status codes. */
  readonly possible: readonly string[];
}

/** What a pattern is tried on: "5*" fits 555, but nothing that a server answers. */
const CODES = (
  '100 101 200 201 202 204 206 301 302 303 304 307 308 400 401 403 404 405 408 409 410 412 413 ' +
  '415 422 426 429 431 499 500 501 502 503 504 505 520 521 522 524'
).split(' ');

export const impossibleLabelValue = defineRule<'prometheus-rules', Values>({
  code: 'KB303',
  name: 'impossible-label-value',
  severity: 'error',
  source: 'kong-facts D1; recordings 68',
  appliesTo: 'prometheus-rules',
  *check(input) {
    for (const { rule, selector } of eachSelector(input)) {
      const found = selector.metric === null ? null : findKongMetric(selector.metric);
      if (found === null) continue;
      for (const matcher of selector.matchers) {
        const possible = possibleValues(found, matcher.label);
        if (possible === null || isStatus(matcher) || matchesAny(matcher, possible)) continue;
        const listed = matcher.label === 'code' ? [] : possible;
        const values = { label: matcher.label, text: matcher.value, possible: listed };
        yield { file: rule.file, path: rule.exprPath, values };
      }
    }
  },
  text: {
    en: {
      title: 'label value that never occurs',
      message: ({ label, text }) => `no series has a ${label} that is or matches "${text}"`,
      fix: ({ label, possible }) =>
        possible.length === 0
          ? 'write a status such as "503", or a class of them as code=~"5.."'
          : `${label} is one of ${possible.join(', ')}`,
      why: 'Values of labels are compared as text, and patterns have to match the whole value: "5xx" and "5*" match no status code. The selector is valid and always empty.',
    },
    nl: {
      title: 'labelwaarde die nooit voorkomt',
      message: ({ label, text }) => `geen enkele reeks heeft een ${label} waar "${text}" op past`,
      fix: ({ label, possible }) =>
        possible.length === 0
          ? 'schrijf een status zoals "503", of een hele groep met code=~"5.."'
          : `${label} is een van ${possible.join(', ')}`,
      why: 'Labelwaarden worden als tekst vergeleken en een patroon moet op de hele waarde passen: "5xx" en "5*" passen op geen enkele statuscode. De selector is geldig, maar altijd leeg.',
    },
  },
  good: { files: alertFile('rate(kong_http_requests_total{code=~"5..", source="kong"}[5m]) > 1') },
  bad: {
    files: alertFile('rate(kong_http_requests_total{code=~"5*", source="upstream"}[5m]) > 1'),
    at: [ALERT_EXPR, ALERT_EXPR],
  },
});

function possibleValues({ metric }: FoundMetric, label: Matcher['label']): string[] | null {
  if (label === 'code' && metric.labels.includes('code')) return CODES;
  const values = metric.values?.[label];
  return values === undefined ? null : [...values];
}

function isStatus({ label, op, value }: Matcher): boolean {
  return label === 'code' && op === '=' && /^[1-5]\d\d$/.test(value);
}
