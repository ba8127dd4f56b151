/**
 * What a region's answers say of its load: refusals, answers too late, a queue that grows. Signs of
 * one target alone are that target's fault and count for nothing here.
 */

import type { Admission } from './admission-state.ts';
import type { TargetFacts } from './facts.ts';
import { addTallies, NOTHING, type Tally, tallySince } from './tally.ts';
import { TUNING } from './tuning.ts';

interface SignsContext {
  readonly usualMs: number | null;
  readonly timeoutMs: number;
  readonly nowMs: number;
  readonly elapsedMs: number;
}

export interface Signs {
  readonly meanMs: number | null;
  readonly rising: number;
  readonly isRefusing: boolean;
  readonly isLate: boolean;
  /** Part of what ended that was not answered in time, or was not waited for. */
  readonly lateRatio: number;
  /** Waiting so long that it does not matter whether it grows. */
  readonly isPatienceSpent: boolean;
}

export function readSigns(
  before: Admission,
  judged: readonly TargetFacts[],
  { usualMs, timeoutMs, nowMs, elapsedMs }: SignsContext,
): Signs {
  const { overloadRatio, timeoutRatio, limitCount, risingRatio, patienceRatio } = TUNING;
  const tallies = judged.map(({ state }) => tallySince(state.window, nowMs - 2_000));
  const recent = tallies.reduce<Tally>(addTallies, NOTHING);
  const timeoutsOf = ({ noAnswers, connectFailures }: Tally) => noAnswers - connectFailures;
  const isSpread = (of: (tally: Tally) => number) =>
    2 * tallies.filter((tally) => of(tally) > 0).length >= tallies.length;
  const timeouts = timeoutsOf(recent);
  const seenMs = before.isBinding ? plainMean(judged) : medianMean(judged);
  const meanMs = seenMs ?? before.meanMs;
  const isTimingOut =
    timeouts >= limitCount && timeouts >= timeoutRatio * recent.tries && isSpread(timeoutsOf);
  const aborted = sumOf(judged, (one) => one.aborted);
  const isDeserted =
    aborted >= limitCount &&
    aborted >= TUNING.desertedRatio * (recent.tries + aborted) &&
    2 * judged.filter((one) => one.aborted > 0).length >= judged.length;
  const roseMs = meanMs === null || before.meanMs === null ? 0 : meanMs - before.meanMs;
  const isRising = roseMs >= risingRatio * elapsedMs;
  return {
    meanMs,
    rising: isRising ? before.rising + 1 : 0,
    isRefusing:
      recent.overload >= limitCount &&
      recent.overload >= overloadRatio * (recent.tries + recent.overload) &&
      isSpread(({ overload }) => overload),
    isLate: isTimingOut || isDeserted,
    lateRatio: isTimingOut || isDeserted ? (timeouts + aborted) / (recent.tries + aborted) : 0,
    isPatienceSpent:
      meanMs !== null && usualMs !== null && meanMs - usualMs > patienceRatio * timeoutMs,
  };
}

export function sumOf(facts: readonly TargetFacts[], of: (facts: TargetFacts) => number): number {
  return facts.reduce((sum, one) => sum + of(one), 0);
}

/** While the limit binds a queue anywhere counts. */
function plainMean(judged: readonly TargetFacts[]): number | null {
  const { latencyCount, latencySumMs } = judged.reduce<Tally>(
    (sum, { tick }) => addTallies(sum, tick),
    NOTHING,
  );
  return latencyCount === 0 ? null : latencySumMs / latencyCount;
}

/** Median over the targets, so that one slow target does not pass for a queue everywhere. */
function medianMean(judged: readonly TargetFacts[]): number | null {
  const means = judged
    .filter(({ tick }) => tick.latencyCount > 0)
    .map(({ tick }) => tick.latencySumMs / tick.latencyCount)
    .sort((a, b) => a - b);
  return means[Math.floor((means.length - 1) / 2)] ?? null;
}
