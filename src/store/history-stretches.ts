/**
 * Which step of samples to read for which stretch of a span: the newest time in the finest step that
 * is wanted, older time in the coarser ones that still reach back to it, and no time twice.
 */

import type { SampleQuery } from '../model/history.ts';
import type { HistoryLimits } from './history-limits.ts';
import { stepBegin } from './history-limits.ts';

export interface Stretch {
  readonly stepMs: number;
  /** Begins of steps, inclusive. */
  readonly fromMs: number;
  /** Exclusive. */
  readonly toMs: number;
}

export function planStretches(
  { sinceMs, untilMs, stepMs: wantedStepMs = 0 }: SampleQuery,
  options: {
    readonly limits: HistoryLimits;
    /** Begin of the oldest step that is kept, by width of step; absent where none is. */
    readonly oldest: ReadonlyMap<number, number>;
    /** Begin of the newest step of any width. */
    readonly newestMs: number;
  },
): readonly Stretch[] {
  const { limits, oldest, newestMs } = options;
  const kept = [...oldest.values()];
  // Time before the first sample and after the last costs nothing: it does not coarsen the answer.
  const beginMs = Math.max(sinceMs, Math.min(...kept));
  const endMs = Math.min(untilMs, newestMs + 1);
  const isFineEnough = (stepMs: number) =>
    stepMs >= wantedStepMs && (endMs - beginMs) / stepMs <= limits.samplesRead;
  const coarsest = limits.levels.at(-1)?.stepMs ?? 0;
  const steps = limits.levels
    .map(({ stepMs }) => stepMs)
    .filter((stepMs) => isFineEnough(stepMs) || stepMs === coarsest);
  const stretches: Stretch[] = [];
  let toMs = untilMs;
  for (const [index, stepMs] of steps.entries()) {
    const oldestMs = oldest.get(stepMs);
    if (oldestMs === undefined) continue;
    const coarser = steps
      .slice(index + 1)
      .find((step) => (oldest.get(step) ?? Infinity) < stepBegin(oldestMs, step));
    // A coarser step that reaches further back is read whole, so the finer begin after it.
    const fromMs = coarser === undefined ? -Infinity : stepBegin(oldestMs + coarser - 1, coarser);
    const from = Math.max(fromMs, stepBegin(sinceMs, stepMs));
    if (from < toMs) stretches.unshift({ stepMs, fromMs: from, toMs });
    toMs = Math.min(toMs, fromMs);
    if (toMs <= sinceMs) break;
  }
  return stretches;
}
