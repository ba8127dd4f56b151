/**
 * Where the law stands now. What a controller remembers is saved each ten seconds at the latest, its
 * ticks are kept each second: deciding those again that came since gives the state it has in memory,
 * so that a preview judges by the same facts as the next tick will.
 */

import { decide } from '../../decide/decide.ts';
import type { Digest } from '../../decide/digest.ts';
import type { Policy } from '../../decide/policy.ts';
import type { DecideState } from '../../decide/state.ts';
import type { TickRecord } from '../../model/ports.ts';

/** More ticks than can pass between two saves. */
export const LIVE_TICKS = 15;

/** @param ticks oldest first. */
export function liveState(
  policy: Policy,
  saved: DecideState,
  ticks: readonly TickRecord[],
): DecideState {
  const since = saved.tickMs ?? -Infinity;
  return ticks
    .filter(({ atMs }) => atMs > since)
    .reduce(
      (state, { digest, atMs }) => decide(policy, state, digest as Digest, atMs).state,
      saved,
    );
}
