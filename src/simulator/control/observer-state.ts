/** What is wrong with what Ballast sees; faults set it. All at once, if need be. */

export interface ObserverState {
  /** Log entries and Prometheus do not arrive. */
  readonly isLost: boolean;
  /** On top of the usual delay of log entries. */
  readonly extraDelayMs: number;
  /** Servers that Ballast's own probes cannot reach. */
  readonly blindTo: ReadonlySet<string>;
}

export const OBSERVER_WELL: ObserverState = {
  isLost: false,
  extraDelayMs: 0,
  blindTo: new Set(),
};
