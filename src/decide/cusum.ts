/**
 * The sequential test (CUSUM of log-likelihood ratios) on Bernoulli outcomes: it needs no window,
 * and finds a change of the failing ratio about as fast as is possible at a given rate of false
 * alarms, at 1 request/s as at 10,000 (Lorden 1971, Moustakides 1986; control-law.md §4).
 *
 * Invariants: the score is never negative; one tick adds at most `tickCapRatio` × the threshold,
 * so a single burst never alarms, unless it is overwhelming (`loudFactor`); the score stays below twice the threshold, so that recovery is
 * seen within the time that the alarm took.
 */

import { TUNING } from './tuning.ts';

/** A run of the test: since the score last left 0. */
export interface Cusum {
  readonly score: number;
  /** `null` while the score is 0. */
  readonly sinceMs: number | null;
  readonly tries: number;
  readonly failures: number;
}

export const QUIET: Cusum = { score: 0, sinceMs: null, tries: 0, failures: 0 };

/** What the test tells apart: `p0` is normal, `p1` a fault. Both 0–1, `p0 < p1`. */
export interface Hypotheses {
  readonly p0: number;
  readonly p1: number;
}

/** @param normalRatio the failing ratio of the pool, or of the service in peace. */
export function hypothesesOf(normalRatio: number): Hypotheses {
  const { normalFloorRatio, normalFactor, faultFloorRatio, faultFactor, faultCapRatio } = TUNING;
  const p0 = Math.min(faultCapRatio / 2, Math.max(normalFloorRatio, normalFactor * normalRatio));
  return { p0, p1: Math.min(faultCapRatio, Math.max(faultFloorRatio, faultFactor * p0)) };
}

/**
 * The alarm threshold for one false alarm per `falseAlarmMs` at this rate: ln(γ·K0) − 1.33, where
 * 1.33 is the overshoot fitted in control-law.md §4.1.
 */
export function thresholdOf(options: {
  readonly hypotheses: Hypotheses;
  readonly ratePerSecond: number;
  readonly falseAlarmMs: number;
  readonly bounds: { readonly min: number; readonly max: number };
}): number {
  const { p0, p1 } = options.hypotheses;
  const gamma = (options.ratePerSecond * options.falseAlarmMs) / 1_000;
  const information = p0 * Math.log(p0 / p1) + (1 - p0) * Math.log((1 - p0) / (1 - p1));
  const threshold = Math.log(Math.max(1, gamma * information)) - 1.33;
  return Math.min(options.bounds.max, Math.max(options.bounds.min, threshold));
}

export interface TestSettings {
  readonly threshold: number;
  /** How much burstier than independent the outcomes are known to be; 1 when left out. */
  readonly dispersion?: number;
  /** One tick alone is enough from this multiple of the threshold on; never when left out. */
  readonly loudFactor?: number;
}

/** Feeds one tick's counts. */
export function advanceCusum(
  cusum: Cusum,
  tick: { readonly tries: number; readonly failures: number; readonly nowMs: number },
  test: Hypotheses & TestSettings,
): Cusum {
  if (tick.tries === 0) return cusum;
  const perFailure = Math.log(test.p1 / test.p0);
  const perSuccess = Math.log((1 - test.p1) / (1 - test.p0));
  const raw = tick.failures * perFailure + (tick.tries - tick.failures) * perSuccess;
  const evidence = raw / (test.dispersion ?? 1);
  const isLoud = evidence >= (test.loudFactor ?? Infinity) * test.threshold;
  const step = isLoud ? evidence : Math.min(evidence, TUNING.tickCapRatio * test.threshold);
  const score = Math.min(2 * test.threshold, cusum.score + step);
  if (score <= 0) return QUIET;
  return {
    score,
    sinceMs: cusum.sinceMs ?? tick.nowMs,
    tries: cusum.tries + tick.tries,
    failures: cusum.failures + tick.failures,
  };
}

/** The failing ratio in the present run; 0 while quiet. */
export function seenRatio({ tries, failures }: Cusum): number {
  return tries === 0 ? 0 : failures / tries;
}
