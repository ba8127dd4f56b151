/**
 * Who may write (G7): of all controllers on one store, the one that holds its lease. The others
 * watch and decide along, so that they are warm, but touch neither Kong nor the leader's state.
 *
 * A write is begun only when the lease outlasts the call's time limit; the store refuses commits
 * of a deposed leader by the token. So nothing of a leader that slept is written after another
 * took over – except what it had already sent to Kong, which no Admin API can refuse.
 */

import { assert } from '../lib/assert.ts';
import type { ControlEvent } from '../model/control.ts';
import type { Clock, Lease, Store } from '../model/ports.ts';
import { leadershipEvent } from './events.ts';

/** How long a dead leader keeps others waiting; a tick prolongs it. */
export const DEFAULT_LEASE_TTL_MS = 5_000;

export interface LeadershipOptions {
  readonly store: Store;
  readonly clock: Clock;
  /** Differs for each process, and each start of it. */
  readonly holder: string;
  readonly ttlMs: number;
  /** Longest time of one write. */
  readonly callTimeoutMs: number;
}

export interface Leadership {
  /** Takes or prolongs the lease; once a tick. */
  renew(): Promise<LeadershipChange>;
  /** Whether a write may begin now; prolongs the lease when it is about to end. */
  mayWrite(): Promise<boolean>;
  /** Token of the lease held; `null` without one. */
  token(): number | null;
  /** Hands it over without a wait. */
  release(): Promise<void>;
}

export interface LeadershipChange {
  readonly isLeading: boolean;
  /** Since the renewal before; also at the first. */
  readonly hasBegun: boolean;
  readonly events: readonly ControlEvent[];
}

export function createLeadership(options: LeadershipOptions): Leadership {
  const { store, clock, holder, ttlMs, callTimeoutMs } = options;
  assert(ttlMs > callTimeoutMs, 'a lease outlasts a call');
  let lease: Lease | null = null;
  let wasLeading: boolean | null = null;
  const hold = () => store.holdLease({ holder, nowMs: clock.nowMs(), ttlMs });
  const hasTime = ({ untilMs }: Lease) => clock.nowMs() + callTimeoutMs < untilMs;
  return {
    async renew() {
      const before = wasLeading;
      const held = lease;
      lease = await hold();
      const isLeading = lease !== null;
      wasLeading = isLeading;
      // Another held it in between: what it did has to be read like a stranger's.
      const hasBegun = lease !== null && lease.token !== held?.token;
      const isNews = before === null ? !isLeading : before !== isLeading || (hasBegun && before);
      const kind = isLeading ? 'leading' : before === true ? 'lease-lost' : 'not-leading';
      const event = leadershipEvent(clock.nowMs(), kind, { holder, token: lease?.token ?? null });
      return { isLeading, hasBegun, events: isNews ? [event] : [] };
    },
    async mayWrite() {
      if (lease === null) return false;
      if (hasTime(lease)) return true;
      const renewed = await hold();
      if (renewed?.token !== lease.token) return false;
      lease = renewed;
      return hasTime(renewed);
    },
    token: () => lease?.token ?? null,
    async release() {
      if (lease !== null) await store.releaseLease(holder);
      lease = null;
    },
  };
}
