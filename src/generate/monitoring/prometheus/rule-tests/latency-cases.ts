/** Unit tests of the latency alerts: twice what is allowed fires and ends, half of it is silent. */

import type { ServiceStrategy } from '../../../../model/strategy.ts';
import { latencyLabels } from '../objective-rules.ts';
import { cleanNumber, durationText } from '../promql.ts';
import { kongEdgeMs, type LatencyLimit, type RuleContext } from '../rule-context.ts';
import { growing, MINUTE_MS, seriesText, type TestCase } from './test-case.ts';

const PER_MINUTE = 60_000;
const QUIET = 2;
const LOUD = 20;
const TAIL = 10;

export function latencyCases(context: RuleContext): readonly TestCase[] {
  const seen = new Set<string>();
  return context.strategy.services.flatMap((service) =>
    service.objective.latency.flatMap((limit) => {
      const key = `${limit.quantile}/${limit.limitMs}`;
      if (seen.has(key)) return [];
      seen.add(key);
      return casesOf(context, service, limit);
    }),
  );
}

function casesOf(
  { strategy }: RuleContext,
  { name: service }: ServiceStrategy,
  limit: LatencyLimit,
): readonly TestCase[] {
  const allowed = cleanNumber(1 - limit.quantile);
  const labels = { service, ...latencyLabels(limit) };
  const own = { strategy: strategy.name, instance: 'ballast:9912', service };
  const edgeMs = kongEdgeMs(limit.limitMs);
  const kong = { job: 'kong', instance: 'kong-1:8001', service, route: `${service}-1` };
  const ofBallast: LatencySeries = {
    alert: 'BallastLatencyObjectiveMissed',
    metric: 'ballast_request_duration_seconds',
    base: own,
    le: String(limit.limitMs / 1_000),
    labels,
  };
  const ofKong = (kongEdge: number): LatencySeries => ({
    alert: 'BallastLatencyObjectiveMissedKong',
    metric: 'kong_request_latency_ms',
    base: kong,
    le: String(kongEdge),
    labels: { ...labels, bucket: durationText(kongEdge) },
  });
  const sources = edgeMs === null ? [ofBallast] : [ofBallast, ofKong(edgeMs)];
  return sources.flatMap((source) => {
    const what = `${source.alert}: ${labels.quantile} within ${labels.limit}`;
    const over = Math.min(1, 2 * allowed);
    return [
      caseOf(source, { slow: over, claim: `${what} missed fires, and ends`, fires: true }),
      caseOf(source, { slow: allowed / 2, claim: `${what} met is silent`, fires: false }),
    ];
  });
}

interface LatencySeries {
  readonly alert: 'BallastLatencyObjectiveMissed' | 'BallastLatencyObjectiveMissedKong';
  readonly metric: string;
  readonly base: Readonly<Record<string, string>>;
  /** The bucket that is fast enough. */
  readonly le: string;
  readonly labels: Readonly<Record<string, string>>;
}

function caseOf(
  source: LatencySeries,
  {
    slow,
    claim,
    fires,
  }: { readonly slow: number; readonly claim: string; readonly fires: boolean },
): TestCase {
  const { alert, metric, base, le, labels } = source;
  const total = QUIET + LOUD + TAIL;
  const fast = cleanNumber(PER_MINUTE * (1 - slow));
  const quietEnd = PER_MINUTE * (QUIET - 1);
  const loudEnd = cleanNumber(quietEnd + fast * LOUD);
  const atMinute = QUIET + LOUD - 1;
  return {
    claim,
    intervalMs: MINUTE_MS,
    series: [
      { series: seriesText(`${metric}_count`, base), values: growing(0, PER_MINUTE, total) },
      {
        series: seriesText(`${metric}_bucket`, { ...base, le }),
        values: [
          growing(0, PER_MINUTE, QUIET),
          growing(cleanNumber(quietEnd + fast), fast, LOUD),
          growing(cleanNumber(loudEnd + PER_MINUTE), PER_MINUTE, TAIL),
        ].join(' '),
      },
    ],
    checks: [
      { atMs: 0, alert, expected: [] },
      {
        atMs: atMinute * MINUTE_MS,
        alert,
        expected: fires ? [{ labels, value: (slow * LOUD) / atMinute }] : [],
      },
      { atMs: (total - 1) * MINUTE_MS, alert, expected: [] },
    ],
  };
}
