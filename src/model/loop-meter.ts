/** What the loop tells of each tick to whoever measures it; the loop itself knows no metrics. */

import type { StatusSnapshot } from './status.ts';

export type TickPhase = 'observe' | 'decide' | 'act' | 'save';

export interface TickReport {
  /** When the tick ended. */
  readonly endedAtMs: number;
  readonly phasesMs: Readonly<Record<TickPhase, number>>;
  /** Its `leader` is `null` on a controller that does not lead. */
  readonly snapshot: StatusSnapshot;
}

export interface TickFailure {
  readonly endedAtMs: number;
}

export interface LoopMeter {
  /** Must neither wait nor throw. */
  tickEnded(report: TickReport): void;
  /** Of a tick that could not be ended, such as for want of the store; as above. */
  tickFailed?(failure: TickFailure): void;
}

/** Tells each of several. */
export function meterAll(meters: readonly LoopMeter[]): LoopMeter {
  return {
    tickEnded(report) {
      for (const meter of meters) meter.tickEnded(report);
    },
    tickFailed(failure) {
      for (const meter of meters) meter.tickFailed?.(failure);
    },
  };
}
