/** What can be wrong with one target of the demo. All at once, if need be. */

export interface FaultState {
  /**
   * `refuse`: no listener, open connections reset. `black-hole`: connections are accepted, nothing
   * is ever answered, not even `/health`.
   */
  readonly reachability: 'up' | 'refuse' | 'black-hole';
  /** Share (0–1) of the answers that are 500; `/health` stays 200. */
  readonly errorRatio: number;
  /** Service time as a multiple of the normal one. */
  readonly slowFactor: number;
  /** Capacity as a share (0–1] of the normal one, at the normal service time. */
  readonly capacityRatio: number;
  /** Slow as a process that has just started: by a factor, for a time from its first request on. */
  readonly cold: { readonly slowFactor: number; readonly forMs: number } | null;
}

export const HEALTHY: FaultState = {
  reachability: 'up',
  errorRatio: 0,
  slowFactor: 1,
  capacityRatio: 1,
  cold: null,
};
