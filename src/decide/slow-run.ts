/** What is remembered of a region that looks slow (`slow-region.ts` sums it up). Plain data. */

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
}

export const NOT_SLOW: SlowRun = { score: 0, ticks: 0, sinceMs: null, count: 0, sumMs: 0 };

export function isSlow({ score, ticks }: SlowRun): boolean {
  return score >= TUNING.slowScore && ticks >= TUNING.slowTicks;
}

/** Mean latency of the run; `null` while it is quiet. */
export function slowMeanMs({ count, sumMs }: SlowRun): number | null {
  return count === 0 ? null : sumMs / count;
}
