/** What the rules of one strategy are made with. */

import type { ServiceStrategy, Strategy } from '../../../model/strategy.ts';
import type { MonitoringSettings } from '../options.ts';
import { durationText, quoted } from './promql.ts';

export interface RuleContext {
  readonly strategy: Strategy;
  readonly settings: MonitoringSettings;
  /** Matchers of Ballast's and of recorded series. */
  readonly own: string;
  /** Matchers of Kong's series, whatever else a scrape adds to them. */
  readonly kong: string;
  /** A range or a wait. */
  readonly duration: (durationMs: number) => string;
  /** The same in seconds, for counts within a range. */
  readonly seconds: (durationMs: number) => number;
}

export const KONG_JOB = 'kong';
export const BALLAST_JOB = 'ballast';

export function createRuleContext(strategy: Strategy, settings: MonitoringSettings): RuleContext {
  const scaled = (durationMs: number) => durationMs / settings.timeDivisor;
  return {
    strategy,
    settings,
    own: `strategy=${quoted(strategy.name)}`,
    kong: `job=${quoted(KONG_JOB)}`,
    duration: (durationMs) => durationText(scaled(durationMs)),
    seconds: (durationMs) => scaled(durationMs) / 1_000,
  };
}

/**
 * Services of which N−1 can be said: several regions that stand in for each other, and every target
 * with a stated capacity.
 */
export function capacityServices({ services }: Strategy): readonly ServiceStrategy[] {
  return services.filter(
    ({ failover, targets }) =>
      failover.mode !== 'isolate' &&
      new Set(targets.map(({ region }) => region)).size > 1 &&
      targets.every(({ capacityRps }) => capacityRps !== null),
  );
}

export interface LatencyLimit {
  readonly quantile: number;
  readonly limitMs: number;
}

/** The latency objectives of all services, each once. */
export function latencyLimits({ services }: Strategy): readonly LatencyLimit[] {
  const limits = services.flatMap(({ objective }) => objective.latency);
  const byKey = new Map(limits.map((one) => [`${one.quantile}/${one.limitMs}`, one]));
  return [...byKey.values()].toSorted((a, b) => a.limitMs - b.limitMs || a.quantile - b.quantile);
}

/** Windows of the objectives, each once, the shortest first. */
export function objectiveWindows({ services }: Strategy): readonly number[] {
  return [...new Set(services.map(({ objective }) => objective.windowMs))].toSorted(
    (a, b) => a - b,
  );
}

/** Upper edges of `kong_request_latency_ms` in Kong 3.x; fixed (kong-facts D1, recording 70). */
const KONG_EDGES_MS: readonly number[] = [
  25, 50, 80, 100, 250, 400, 700, 1_000, 2_000, 5_000, 10_000, 30_000, 60_000,
];

/** Kong's largest bucket that ends at the limit or below; `null` below the first. */
export function kongEdgeMs(limitMs: number): number | null {
  return KONG_EDGES_MS.findLast((edgeMs) => edgeMs <= limitMs) ?? null;
}
