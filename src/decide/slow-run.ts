/** What is remembered of a region that looks slow (`slow-region.ts` sums it up). Plain data. */

import { type Admission, isShort } from './admission-state.ts';
import { TUNING } from './tuning.ts';

export interface SlowRun {
  readonly score: number;
  /** Ticks that added to it. */
  readonly ticks: number;
  /** `null` while the score is 0. */
  readonly sinceMs: number | null;
  /** Answers of the run, and their times. */
  readonly count: number;
  readonly sumMs: number;
  /** Not listened to before this: its latency tells of a queue, which spilling takes away. */
  readonly mutedUntilMs?: number;
}

export const NOT_SLOW: SlowRun = { score: 0, ticks: 0, sinceMs: null, count: 0, sumMs: 0 };

export function isSlow({ score, ticks }: SlowRun): boolean {
  return score >= TUNING.slowScore && ticks >= TUNING.slowTicks;
}

/** Mean latency of the run; `null` while it is quiet. */
export function slowMeanMs({ count, sumMs }: SlowRun): number | null {
  return count === 0 ? null : sumMs / count;
}

/**
 * Slowness that comes from a queue is no fault of a region that is asked for much: what is too much
 * spills over, while to send everything away would overload the next one (G3). What is still slow
 * when the queue has had time to drain is slow for itself.
 *
 * @param options.isBusy asked for so much that a queue is no wonder.
 */
export function withoutQueue(
  run: SlowRun,
  admission: Admission,
  { isBusy, nowMs }: { readonly isBusy: boolean; readonly nowMs: number },
): SlowRun {
  if (isBusy && (isShort(admission) || admission.rising > 0)) {
    const drainMs = isShort(admission) ? TUNING.drainMs : 0;
    return { ...NOT_SLOW, mutedUntilMs: nowMs + drainMs };
  }
  const { mutedUntilMs = 0 } = run;
  return nowMs < mutedUntilMs ? { ...NOT_SLOW, mutedUntilMs } : run;
}
