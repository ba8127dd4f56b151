/**
 * Keeping controllers off while weights are written by hand: either this process holds the lease, or
 * the one that holds it has said, in a snapshot of its own, that it writes nothing. Waits for that
 * for a bounded time; a baseline that has to be restored is not given up for want of an answer.
 */

import type { Language } from '../lib/locale.ts';
import type { Clock, Store } from '../model/ports.ts';
import { speechIn } from './speech.ts';

export interface Leadership {
  /** `none`: this process leads. `unknown`: there is no store to see them by. */
  readonly others: 'none' | 'heard' | 'not-heard' | 'unknown';
  readonly warnings: readonly string[];
  /** Before each write. */
  prolong(): Promise<void>;
  release(): Promise<void>;
}

/** Longer than a dead controller's lease, and than a few ticks of a living one. */
const WAIT_MS = 10_000;
const LOOK_MS = 250;
/** Longer than one write takes. */
const TTL_MS = 15_000;

const NOBODY = { prolong: () => Promise.resolve(), release: () => Promise.resolve() };

interface LeasePorts {
  readonly store?: Store;
  readonly clock: Clock;
  readonly holder: string;
  readonly language?: Language;
}

export async function keepOthersOff(
  ports: LeasePorts,
  /** `null` when the mode was set instead. */
  { freezeId }: { readonly freezeId: string | null },
  signal: AbortSignal,
): Promise<Leadership> {
  const { store, clock, holder, language = 'en' } = ports;
  const { tell } = speechIn(language);
  if (store === undefined) {
    return { others: 'unknown', warnings: [tell('baseline-no-state')], ...NOBODY };
  }
  const saidMs = clock.nowMs();
  const hold = () => store.holdLease({ holder, nowMs: clock.nowMs(), ttlMs: TTL_MS });
  while (!signal.aborted) {
    if ((await hold()) !== null) {
      const prolong = async () => {
        if ((await hold()) === null) throw new Error('a controller has taken over meanwhile');
      };
      return { others: 'none', warnings: [], prolong, release: () => store.releaseLease(holder) };
    }
    const snapshot = await store.readSnapshot();
    const isNew = snapshot !== null && snapshot.atMs >= saidMs;
    const hasHeard =
      freezeId === null
        ? snapshot?.mode === 'observe'
        : snapshot?.overrides?.some(({ id }) => id === freezeId) === true;
    if (isNew && hasHeard) return { others: 'heard', warnings: [], ...NOBODY };
    if (clock.nowMs() - saidMs >= WAIT_MS) break;
    await clock.sleep(LOOK_MS, signal);
  }
  const warning = tell('baseline-not-heard', { waitMs: WAIT_MS });
  return { others: 'not-heard', warnings: [warning], ...NOBODY };
}
