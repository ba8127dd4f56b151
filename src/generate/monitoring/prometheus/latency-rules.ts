/**
 * Requests and those slower than a latency objective, over an hour and over five minutes: exactly
 * from Ballast's histogram, and by the bucket below from Kong's.
 */

import { rangeName } from './burn-windows.ts';
import { latencyLabels } from './objective-rules.ts';
import { durationText } from './promql.ts';
import type { RecordingRule, RuleGroup } from './rule.ts';
import { kongEdgeMs, latencyLimits, type LatencyLimit, type RuleContext } from './rule-context.ts';

export const LATENCY_RANGES_MS = { long: 3_600_000, short: 300_000 } as const;

export type LatencySource = 'ballast' | 'kong';

export function slowName(source: LatencySource, rangeMs: number): string {
  return `service:${source}_requests_slow:rate${rangeName(rangeMs)}`;
}

export function timedName(source: LatencySource, rangeMs: number): string {
  return `service:${source}_requests_timed:rate${rangeName(rangeMs)}`;
}

/** `null` when there is no latency objective. */
export function latencyGroup(context: RuleContext): RuleGroup | null {
  const limits = latencyLimits(context.strategy);
  if (limits.length === 0) return null;
  const rules = Object.values(LATENCY_RANGES_MS).flatMap((rangeMs) => [
    ...limits.flatMap((limit) => ballastRules(context, limit, rangeMs)),
    ...limits.flatMap((limit) => kongRules(context, limit, rangeMs)),
  ]);
  return { name: `ballast-${context.strategy.name}-latency`, rules };
}

function ballastRules(
  { own, duration, strategy }: RuleContext,
  limit: LatencyLimit,
  rangeMs: number,
): readonly RecordingRule[] {
  const labels = { strategy: strategy.name, ...latencyLabels(limit) };
  const range = duration(rangeMs);
  const metric = 'ballast_request_duration_seconds';
  const edge = limit.limitMs / 1_000;
  return pair('ballast', rangeMs, labels, {
    all: `sum by (service) (rate(${metric}_count{${own}}[${range}]))`,
    fast: `sum by (service) (rate(${metric}_bucket{${own},le="${edge}"}[${range}]))`,
  });
}

function kongRules(
  { kong, duration, strategy }: RuleContext,
  limit: LatencyLimit,
  rangeMs: number,
): readonly RecordingRule[] {
  const edgeMs = kongEdgeMs(limit.limitMs);
  if (edgeMs === null) return [];
  const bucket = durationText(edgeMs);
  const labels = { strategy: strategy.name, ...latencyLabels(limit), bucket };
  const range = duration(rangeMs);
  const metric = 'kong_request_latency_ms';
  return pair('kong', rangeMs, labels, {
    all: `sum by (service) (rate(${metric}_count{${kong}}[${range}]))`,
    fast: `sum by (service) (rate(${metric}_bucket{${kong},le="${edgeMs}"}[${range}]))`,
  });
}

function pair(
  source: LatencySource,
  rangeMs: number,
  labels: Readonly<Record<string, string>>,
  { all, fast }: { readonly all: string; readonly fast: string },
): readonly RecordingRule[] {
  return [
    { record: timedName(source, rangeMs), expr: all, labels },
    { record: slowName(source, rangeMs), expr: `${all}\n- ${fast}`, labels },
  ];
}
