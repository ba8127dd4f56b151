/**
 * How fast each target of a pool answers, against the others: the ratio to the pool's median, a
 * dead-band that grows with the noise, and a sequential test on "slower than the pool's p95",
 * which is robust to heavy tails and finds a very slow target within a dozen answers.
 *
 * Kong logs a request when it ends, so requests in flight (Little) are only known from what has
 * ended, and lead nothing; a target that hangs is found by its time-outs, which count as answers
 * that took the time-out.
 */

import { countAboveBucket, sizeOf, tailBucket, variationOf } from '../../lib/spread.ts';
import type { ServiceStrategy } from '../../model/strategy.ts';
import { advanceCusum, type Cusum, thresholdOf } from '../cusum.ts';
import type { TargetFacts } from '../facts.ts';
import { type Tally, tallySince } from '../tally.ts';
import { TUNING } from '../tuning.ts';
import { dispersionOf } from './dispersion.ts';
import type { Lever } from './levers.ts';
import type { PoolState } from './trim-state.ts';

export interface Pace {
  readonly facts: TargetFacts;
  /** Mean of the answers of the last seconds (since its last move); `null` when too few. */
  readonly meanMs: number | null;
  readonly answers: number;
  /** ln(mean ÷ the pool's median); `null` when either is not known. */
  readonly excess: number | null;
  /** Excess within ± this is noise. */
  readonly deadBand: number;
  /** Mean of this tick or of two, whichever is worse, ÷ the pool's median; 1 when not known. */
  readonly recentRatio: number;
  /** ln(mean of this tick ÷ the pool's median); `null` when too few answers. */
  readonly tickExcess: number | null;
  /** Deviation of the same by sampling alone. */
  readonly tickNoise: number;
  readonly slow: Cusum;
  readonly threshold: number;
  readonly isAlarm: boolean;
}

export interface PoolPace {
  readonly paces: readonly Pace[];
  /** Median of the targets' means; `null` when too few have one. */
  readonly medianMs: number | null;
  /** Part of the pool's answers in peace that the test calls slow. */
  readonly slowRatio: number;
  /** The test's limit as a bucket of the spread. */
  readonly slowBucket: number;
}

export function judgePaces(
  pool: readonly TargetFacts[],
  before: PoolState,
  options: { readonly service: ServiceStrategy; readonly lever: Lever; readonly nowMs: number },
): PoolPace {
  const { service, nowMs } = options;
  const timeoutMs = service.protect.timeoutMs ?? TUNING.assumedTimeoutMs;
  const looks = pool.map((facts) => ({ facts, ...lookAt(facts, { timeoutMs, nowMs }) }));
  const known = looks.flatMap(({ meanMs }) => (meanMs === null ? [] : [meanMs]));
  const medianMs = known.length < 2 || 2 * known.length < pool.length ? null : lowerMedian(known);
  const tail = tailBucket(before.spread, TUNING.slowTailRatio);
  const p0 = Math.min(0.1, Math.max(0.01, tail.ratio));
  const isLearnt = sizeOf(before.spread) >= TUNING.pacePoolCount;
  const variation = variationOf(before.spread);
  const noise = noiseOf(before);
  const paces = looks.map((look): Pace => {
    const { facts, meanMs, answers } = look;
    const hypotheses = { p0, p1: Math.max(TUNING.slowFaultRatio, 5 * p0) };
    const threshold = thresholdOf({
      hypotheses,
      ratePerSecond: (1_000 * look.wide.latencyCount) / TUNING.windowMs,
      falseAlarmMs: TUNING.targetFalseAlarmMs,
      bounds: TUNING.targetThreshold,
    });
    const settings = {
      ...hypotheses,
      threshold,
      dispersion: dispersionOf(before.slowDeviation),
      loudFactor: TUNING.loudSlowFactor,
    };
    const tick = { ...slowCount(facts, tail.bucket), nowMs };
    const slow = isLearnt
      ? advanceCusum(facts.state.trim.slow, tick, settings)
      : facts.state.trim.slow;
    const sampling = answers === 0 ? 0 : 3 * variation * Math.sqrt(1 / answers);
    return {
      facts,
      meanMs,
      answers,
      excess: meanMs === null || medianMs === null ? null : Math.log(meanMs / medianMs),
      deadBand: Math.max(leastDeadBand(facts, options), sampling, noise),
      recentRatio: medianMs === null ? 1 : look.worstMs / medianMs,
      tickNoise: look.tickAnswers === 0 ? 0 : variation / Math.sqrt(look.tickAnswers),
      tickExcess:
        medianMs === null || look.tickMs === null ? null : Math.log(look.tickMs / medianMs),
      slow,
      threshold,
      isAlarm: slow.score >= threshold,
    };
  });
  return { paces, medianMs, slowRatio: tail.ratio, slowBucket: tail.bucket };
}

/** What of this tick the test counts: answers, and how many took longer than the pool's p95. */
export function slowCount(
  { tick, latency }: TargetFacts,
  bucket: number,
): { readonly tries: number; readonly failures: number } {
  const timeouts = timeoutsOf(tick);
  return {
    tries: sizeOf(latency) + timeouts,
    failures: countAboveBucket(latency, bucket) + timeouts,
  };
}

/** Where load is measured, latency has only what load does not explain to answer for. */
function leastDeadBand(
  { utilisation }: TargetFacts,
  { service, lever, nowMs }: { service: ServiceStrategy; lever: Lever; nowMs: number },
): number {
  const isMeasured =
    service.adapt.load &&
    utilisation !== null &&
    nowMs - utilisation.atMs < TUNING.utilisationFreshMs;
  return isMeasured ? Math.max(lever.deadBand, TUNING.measuredDeadBand) : lever.deadBand;
}

/** Three times the distance from the median that is usual among well targets, with its queues. */
function noiseOf({ unevenness: { count, sum } }: PoolState): number {
  return count === 0 ? 0 : (TUNING.unevennessFactor * sum) / count;
}

function lookAt(facts: TargetFacts, { timeoutMs, nowMs }: { timeoutMs: number; nowMs: number }) {
  const { window, trim } = facts.state;
  const settledMs = trim.movedAtMs === 0 ? -Infinity : trim.movedAtMs + TUNING.trimSettleMs;
  const since = (spanMs: number) => tallySince(window, Math.max(nowMs - spanMs, settledMs));
  const near = since(TUNING.paceMs);
  const wide = tallySince(window, nowMs - TUNING.windowMs);
  const look = answersOf(near) >= 4 * TUNING.meanCount ? near : since(TUNING.windowMs);
  const tick = tallySince(window, nowMs - 1);
  const two = tallySince(window, nowMs - 2 * TUNING.tickMs);
  const means = [tick, two].flatMap((tally) => meanOf(tally, timeoutMs) ?? []);
  return {
    wide,
    answers: answersOf(look),
    meanMs: meanOf(look, timeoutMs),
    tickAnswers: answersOf(tick),
    tickMs: meanOf(tick, timeoutMs),
    worstMs: Math.max(0, ...means),
  };
}

function timeoutsOf({ noAnswers, connectFailures }: Tally): number {
  return Math.max(0, noAnswers - connectFailures);
}

function answersOf(tally: Tally): number {
  return tally.latencyCount + timeoutsOf(tally);
}

function meanOf(tally: Tally, timeoutMs: number): number | null {
  const answers = answersOf(tally);
  if (answers < TUNING.meanCount) return null;
  // Latencies come in whole ms, so a mean of 0 is less than one.
  return Math.max(0.5, (tally.latencySumMs + timeoutsOf(tally) * timeoutMs) / answers);
}

/** Of two targets the faster one is the pool. */
function lowerMedian(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? 0;
}
