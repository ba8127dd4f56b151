/**
 * Whether a region is far slower than is usual for itself. Per tick the logarithm of its latency
 * over the usual one, less what is borne and what may be noise, is summed; the sum never falls
 * below 0, and must come from more than one tick, so that a pause of a moment is no slow region.
 *
 * Latency is the lower median of its targets' means: half of them have to be slow, a slow target is
 * not a slow region. Missing answers add nothing (G4).
 */

import type { TargetFacts } from './facts.ts';
import { NOT_SLOW, type SlowRun } from './slow-run.ts';
import { TUNING } from './tuning.ts';

export function advanceSlow(
  before: SlowRun,
  facts: readonly TargetFacts[],
  { usualMs, nowMs }: { readonly usualMs: number | null; readonly nowMs: number },
): SlowRun {
  const { mutedUntilMs } = before;
  const quiet = mutedUntilMs === undefined ? NOT_SLOW : { ...NOT_SLOW, mutedUntilMs };
  if (usualMs === null) return quiet;
  const answered = facts.filter(
    ({ state, tick }) => state.rotation.kind === 'in' && tick.latencyCount > 0,
  );
  const count = answered.reduce((sum, { tick }) => sum + tick.latencyCount, 0);
  const meanMs = lowerMedian(answered.map(({ tick }) => tick.latencySumMs / tick.latencyCount));
  if (meanMs === null || count < TUNING.slowTickCount) return before;
  const noise = (2 * TUNING.slowVariation) / Math.sqrt(count);
  const excess = Math.log(meanMs / usualMs) - Math.log(TUNING.slowBorneFactor) - noise;
  const isFar = meanMs - usualMs >= TUNING.slowFloorMs;
  const score = Math.min(2 * TUNING.slowScore, before.score + (isFar ? excess : -1));
  if (score <= 0) return quiet;
  return {
    score,
    ticks: before.ticks + (excess > 0 ? 1 : 0),
    sinceMs: before.sinceMs ?? nowMs,
    count: before.count + count,
    sumMs: before.sumMs + count * meanMs,
    ...(mutedUntilMs === undefined ? {} : { mutedUntilMs }),
  };
}

function lowerMedian(values: readonly number[]): number | null {
  return values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) / 2)] ?? null;
}
