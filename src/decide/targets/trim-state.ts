/** What is remembered for the trims: of each target, and of the pool (a region's targets). */

import { NO_SPREAD, type Spread } from '../../lib/spread.ts';
import { type Cusum, QUIET } from '../cusum.ts';
import { BLANK, type Memory } from '../tally.ts';
import type { Told } from '../told.ts';

export interface Trim {
  /** Part of its full weight that it should have (0–1]; 1 = not trimmed. */
  readonly level: number;
  /** The same on the lever's grid, as it goes into weights: 2^(−step / stepsPerOctave). */
  readonly step: number;
  /** Test on "slower than the pool's p95". */
  readonly slow: Cusum;
  /** Since when it has been slower than the dead-band; `null` when it is not. */
  readonly slowSinceMs: number | null;
  readonly movedAtMs: number;
  /** When it last got more weight; 0 for never. */
  readonly raisedAtMs: number;
  /** No more weight before this. */
  readonly holdUntilMs: number;
  readonly relapses: number;
  /** The highest level at which it was well since it was found slow; absent while not known. */
  readonly good?: number | undefined;
  /** The level at which it was found slow last, and when; absent while not known. */
  readonly bad?: { readonly level: number; readonly atMs: number } | undefined;
  readonly told: Told;
}

export interface PoolState {
  /** Latency of its well targets, fading. */
  readonly spread: Spread;
  /** Squared deviations of slow counts per tick: sum; what independence would give: count. */
  readonly slowDeviation: Memory;
  /** The same of failures. */
  readonly failureDeviation: Memory;
  /** Median distance of targets from the pool's median, in nats: sum; ticks: count. */
  readonly unevenness: Memory;
  /** Squared ln of a tick's mean ÷ the pool's median: sum; what sampling alone gives: count. */
  readonly jitter: Memory;
  /** Their quotient when nobody was last suspect; `null` while not known. */
  readonly queueing: number | null;
  /** First trims of the last minutes, for slowness that wanders from target to target. */
  readonly begun: readonly { readonly target: string; readonly atMs: number }[];
  /** Since when more than half of it looks bad; `null` when not. */
  readonly panicSinceMs: number | null;
}

export const UNTRIMMED: Trim = {
  level: 1,
  step: 0,
  slow: QUIET,
  slowSinceMs: null,
  movedAtMs: 0,
  raisedAtMs: 0,
  holdUntilMs: 0,
  relapses: 0,
  told: {},
};

export const FRESH_POOL: PoolState = {
  spread: NO_SPREAD,
  slowDeviation: BLANK,
  failureDeviation: BLANK,
  unevenness: BLANK,
  jitter: BLANK,
  queueing: null,
  begun: [],
  panicSinceMs: null,
};
