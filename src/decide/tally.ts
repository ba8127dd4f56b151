/**
 * Counts per tick over the last seconds, and remembered ratios that fade with time. Plain data.
 */

import { TUNING } from './tuning.ts';

export interface Tally {
  readonly tries: number;
  readonly failures: number;
  readonly connectFailures: number;
  readonly noAnswers: number;
  readonly overload: number;
  readonly latencyCount: number;
  readonly latencySumMs: number;
}

/** One tick's counts; `atMs` is when they were read. */
export interface TickTally extends Tally {
  readonly atMs: number;
}

export const NOTHING: Tally = {
  tries: 0,
  failures: 0,
  connectFailures: 0,
  noAnswers: 0,
  overload: 0,
  latencyCount: 0,
  latencySumMs: 0,
};

export function addTallies(a: Tally, b: Tally): Tally {
  return {
    tries: a.tries + b.tries,
    failures: a.failures + b.failures,
    connectFailures: a.connectFailures + b.connectFailures,
    noAnswers: a.noAnswers + b.noAnswers,
    overload: a.overload + b.overload,
    latencyCount: a.latencyCount + b.latencyCount,
    latencySumMs: a.latencySumMs + b.latencySumMs,
  };
}

/** Counts read after `sinceMs`. Summed in place: this is the law's innermost loop. */
export function tallySince(window: readonly TickTally[], sinceMs: number): Tally {
  const sum = { ...NOTHING };
  for (let index = window.length - 1; index >= 0; index -= 1) {
    const entry = window[index];
    if (entry === undefined || entry.atMs <= sinceMs) break;
    sum.tries += entry.tries;
    sum.failures += entry.failures;
    sum.connectFailures += entry.connectFailures;
    sum.noAnswers += entry.noAnswers;
    sum.overload += entry.overload;
    sum.latencyCount += entry.latencyCount;
    sum.latencySumMs += entry.latencySumMs;
  }
  return sum;
}

/** Adds a tick's counts (not when empty) and forgets what has left the window. */
export function pushTally(
  window: readonly TickTally[],
  tally: Tally,
  nowMs: number,
): readonly TickTally[] {
  const kept = window.filter(({ atMs }) => atMs > nowMs - TUNING.windowMs);
  return tally.tries + tally.overload === 0 ? kept : [...kept, { ...tally, atMs: nowMs }];
}

export function ratioOf({ tries, failures }: Pick<Tally, 'tries' | 'failures'>): number {
  return tries === 0 ? 0 : failures / tries;
}

/** A sum and a count that fade with a time constant; their quotient is what was usual. */
export interface Memory {
  readonly count: number;
  readonly sum: number;
}

export const BLANK: Memory = { count: 0, sum: 0 };

export function remember(
  memory: Memory,
  news: Memory,
  time: { readonly elapsedMs: number; readonly tauMs: number },
): Memory {
  const fade = Math.exp(-time.elapsedMs / time.tauMs);
  return { count: memory.count * fade + news.count, sum: memory.sum * fade + news.sum };
}

/** `null` while too little is remembered to say. */
export function usualOf(memory: Memory, minCount: number): number | null {
  return memory.count < minCount ? null : memory.sum / memory.count;
}
