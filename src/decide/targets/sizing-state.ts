/** What is remembered of a target's measured capacity. */

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
