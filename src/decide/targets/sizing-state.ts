/** What is remembered of a target's measured capacity. */

import { TUNING } from '../tuning.ts';

export interface CapacityEstimate {
  /** Requests per second at full utilisation. */
  readonly rps: number;
  /** The same, from the latest samples: a change shows here first. */
  readonly recentRps: number;
  readonly samples: number;
  readonly sinceMs: number;
  /** Of the last sample. */
  readonly atMs: number;
}

export interface Sizing {
  readonly estimate: CapacityEstimate | null;
  /** Factor on its stated part of the pool, the largest 1. */
  readonly factor: number;
  readonly changedAtMs: number;
}

export const UNSIZED: Sizing = { estimate: null, factor: 1, changedAtMs: 0 };

/** Enough samples over a long enough time (gRPC A58's blackout). */
export function isUsable(estimate: CapacityEstimate | null, nowMs: number): boolean {
  if (estimate === null) return false;
  return estimate.samples >= 3 && nowMs - estimate.sinceMs >= TUNING.sizingBlackoutMs;
}
