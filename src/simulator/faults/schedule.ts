/** The schedule of a scenario in virtual time: which faults are on, and since when none is. */

import type { Fault, ScheduledFault } from '../contract.ts';
import type { VirtualTime } from '../control/virtual-time.ts';
import { beginFault } from './kinds.ts';
import type { Stage } from './stage.ts';

export interface FaultSchedule {
  /** On now. */
  active(): readonly Fault[];
  /** While any fault is on, or was within the last minute. */
  isTroubled(): boolean;
}

const AFTERMATH_MS = 60_000;

export function scheduleFaults(options: {
  readonly stage: Stage;
  readonly faults: readonly ScheduledFault[];
  readonly warmUpMs: number;
  readonly time: VirtualTime;
}): FaultSchedule {
  const { stage, faults, warmUpMs, time } = options;
  const active = new Map<ScheduledFault, () => void>();
  let endedAtMs = -Infinity;
  for (const scheduled of faults) {
    const { atMs, forMs, fault } = scheduled;
    time.answer(warmUpMs + atMs, () => active.set(scheduled, beginFault(stage, fault)));
    if (forMs === null) continue;
    time.answer(warmUpMs + atMs + forMs, () => {
      active.get(scheduled)?.();
      active.delete(scheduled);
      endedAtMs = stage.world.nowMs;
    });
  }
  return {
    active: () => [...active.keys()].map(({ fault }) => fault),
    isTroubled: () => active.size > 0 || stage.world.nowMs - endedAtMs < AFTERMATH_MS,
  };
}
