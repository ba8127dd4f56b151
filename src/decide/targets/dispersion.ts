/**
 * How much burstier than independent the outcomes of a pool are: the squared deviations of counts
 * per tick against what independence would give. The sequential tests divide their evidence by it,
 * or bursts would alarm more often than intended (control-law.md §4.2, correlation caveat).
 */

import { type Memory, remember } from '../tally.ts';
import { TUNING } from '../tuning.ts';

export interface CountedTick {
  readonly tries: number;
  readonly hits: number;
}

/** @param ratio what part of tries are hits in peace. */
export function learnDispersion(
  memory: Memory,
  ticks: readonly CountedTick[],
  options: { readonly ratio: number; readonly elapsedMs: number },
): Memory {
  const { ratio, elapsedMs } = options;
  let count = 0;
  let sum = 0;
  for (const { tries, hits } of ticks) {
    count += tries * ratio * (1 - ratio);
    sum += (hits - tries * ratio) ** 2;
  }
  return remember(memory, { count, sum }, { elapsedMs, tauMs: TUNING.poolTauMs });
}

/** 1 for independent outcomes (and while little is known); bounded, so that no fault hides in it. */
export function dispersionOf({ count, sum }: Memory): number {
  const prior = TUNING.dispersionPrior;
  return Math.min(TUNING.dispersionMax, Math.max(1, (sum + prior) / (count + prior)));
}
