/** What is remembered of a target's measured capacity. */

import type { Memory } from '../tally.ts';
import { TUNING } from '../tuning.ts';

export interface CapacityEstimate {
  /** Requests per second at full utilisation. */
  readonly rps: number;
  /** The same, from the latest samples: a change shows here first. */
  readonly recentRps: number;
  readonly samples: number;
  /** Requests behind a sample. */
  readonly requests?: number;
  /** Squared deviations of samples in nats × the requests of each: sum; samples: count. */
  readonly deviation?: Memory;
  /** All its samples were taken while it was too busy to say: an upper bound. */
  readonly isRough?: boolean;
  readonly sinceMs: number;
  /** Of the last sample. */
  readonly atMs: number;
}

export interface Sizing {
  readonly estimate: CapacityEstimate | null;
  /** Factor on its stated part of the pool, the largest 1. */
  readonly factor: number;
  readonly changedAtMs: number;
  /** When it was last given clearly less; absent for never. */
  readonly reducedAtMs?: number;
  /** When a change was told of that was only observed; absent for never. */
  readonly toldAtMs?: number;
}

export const UNSIZED: Sizing = { estimate: null, factor: 1, changedAtMs: 0 };

/** Enough samples over a long enough time (gRPC A58's blackout). */
export function isUsable(estimate: CapacityEstimate | null, nowMs: number): boolean {
  if (estimate === null) return false;
  return (
    estimate.samples >= TUNING.sizingLeastSamples &&
    nowMs - estimate.sinceMs >= TUNING.sizingBlackoutMs
  );
}
