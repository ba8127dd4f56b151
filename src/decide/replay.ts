/** Deciding a journaled tick again (G8): same policy, state and digest give the same events. */

import type { ControlEvent } from '../model/control.ts';
import type { DecisionRecord } from '../model/ports.ts';
import { decide } from './decide.ts';
import type { Digest } from './digest.ts';
import type { Policy } from './policy.ts';
import type { DecideState } from './state.ts';

/**
 * @param record as this version of Ballast wrote it; with another policy than at the time it
 *   answers what would have been decided under that one.
 */
export function replayDecision(policy: Policy, record: DecisionRecord): readonly ControlEvent[] {
  const { stateBefore, digest, atMs } = record;
  return decide(policy, stateBefore as DecideState, digest as Digest, atMs).events;
}
