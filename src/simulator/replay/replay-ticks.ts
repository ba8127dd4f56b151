/**
 * What a policy would have decided in the ticks of a journal. The traffic in it is that of the
 * weights that were in force then: what other decisions would have changed of it is not known.
 */

import { decide } from '../../decide/decide.ts';
import type { Digest } from '../../decide/digest.ts';
import type { Policy } from '../../decide/policy.ts';
import type { DecideState } from '../../decide/state.ts';
import type { ControlEvent } from '../../model/control.ts';
import type { TickRecord } from '../../model/ports.ts';

export interface Replayed {
  /** Those from the first tick with a state on. */
  readonly ticks: readonly TickRecord[];
  readonly events: readonly ControlEvent[];
}

/** @param ticks oldest first, as this version of Ballast wrote them. */
export function replayTicks(policy: Policy, ticks: readonly TickRecord[]): Replayed {
  const first = ticks.findIndex(({ stateBefore }) => stateBefore !== undefined);
  if (first < 0) return { ticks: [], events: [] };
  const replayed = ticks.slice(first);
  let state = replayed[0]?.stateBefore as DecideState;
  const events: ControlEvent[] = [];
  for (const { atMs, digest } of replayed) {
    const decision = decide(policy, state, digest as Digest, atMs);
    state = decision.state;
    events.push(...decision.events);
  }
  return { ticks: replayed, events };
}
