/**
 * Requests and failed ones of each service over all gateways, from Kong's own metrics. Failed are 5xx,
 * of targets and of Kong itself, so shed requests are among them. A client's early abort (499) is
 * not, and Kong cannot tell a late one.
 *
 * Ranges above six hours are means of the five-minute rates: a rate over days of raw samples is
 * costly to evaluate every few seconds.
 */

import { burnWindowsOf, rangeName } from './burn-windows.ts';
import { BUDGET } from './objective-rules.ts';
import type { RecordingRule, RuleGroup } from './rule.ts';
import { objectiveWindows, type RuleContext } from './rule-context.ts';

const BASE_RANGE_MS = 5 * 60_000;
const RAW_RANGE_MAX_MS = 6 * 3_600_000;

function requestsName(rangeMs: number): string {
  return `service:kong_http_requests:rate${rangeName(rangeMs)}`;
}

export function failedName(rangeMs: number): string {
  return `service:kong_http_requests_failed:rate${rangeName(rangeMs)}`;
}

export function failedRatioName(rangeMs: number): string {
  return `service:kong_http_requests_failed:ratio_rate${rangeName(rangeMs)}`;
}

export function requestGroup(context: RuleContext): RuleGroup {
  const windows = objectiveWindows(context.strategy).flatMap(burnWindowsOf);
  const ranges = new Set([
    BASE_RANGE_MS,
    ...windows.flatMap(({ longMs, shortMs }) => [longMs, shortMs]),
  ]);
  const rules = [...ranges]
    .toSorted((a, b) => a - b)
    .flatMap((rangeMs) => rulesOfRange(context, rangeMs));
  return { name: `ballast-${context.strategy.name}-requests`, rules };
}

function rulesOfRange(context: RuleContext, rangeMs: number): readonly RecordingRule[] {
  const { own, strategy } = context;
  const labels = { strategy: strategy.name };
  const isRaw = rangeMs <= RAW_RANGE_MAX_MS;
  return [
    {
      record: requestsName(rangeMs),
      expr: isRaw ? rawTotal(context, rangeMs) : mean(context, requestsName, rangeMs),
      labels,
    },
    {
      record: failedName(rangeMs),
      expr: isRaw ? rawFailed(context, rangeMs) : mean(context, failedName, rangeMs),
      labels,
    },
    {
      record: failedRatioName(rangeMs),
      expr: `${failedName(rangeMs)}{${own}} / ${requestsName(rangeMs)}{${own}}`,
      labels,
    },
  ];
}

function rawTotal({ own, kong, duration }: RuleContext, rangeMs: number): string {
  return (
    `sum by (service) (rate(kong_http_requests_total{${kong}}[${duration(rangeMs)}]))\n` +
    `and on (service) ${BUDGET}{${own}}`
  );
}

/** A service that never failed has no series of failures: that is 0, not unknown. */
function rawFailed({ own, kong, duration }: RuleContext, rangeMs: number): string {
  const total = `${requestsName(rangeMs)}{${own}}`;
  const range = duration(rangeMs);
  return (
    '(\n' +
    `  sum by (service) (rate(kong_http_requests_total{${kong},code=~"5.."}[${range}]))\n` +
    `  and on (service) ${total}\n` +
    ')\n' +
    `or on (service) 0 * ${total}`
  );
}

function mean(
  { own, duration }: RuleContext,
  nameOf: (rangeMs: number) => string,
  rangeMs: number,
): string {
  return `avg_over_time(${nameOf(BASE_RANGE_MS)}{${own}}[${duration(rangeMs)}])`;
}
