/** The real clock and real randomness, and the state file that commands share. */

import { randomInt, randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';

import { seededRandom, type Random } from '../lib/random.ts';
import type { Clock } from '../model/ports.ts';

/** Under the folder in which Ballast is started; `.ballast/` is what to put on a volume. */
export const DEFAULT_STATE_FILE = '.ballast/state.sqlite';
export const STATE_HELP = 'state of the controller: a file, or postgresql://user@host/database';

export const SYSTEM_CLOCK: Clock = {
  nowMs: () => Date.now(),
  async sleep(durationMs, signal) {
    try {
      await sleep(durationMs, undefined, { signal });
    } catch {
      // Aborted: whoever asked looks at the signal.
    }
  },
  timeoutSignal: (durationMs, signal) => {
    const limit = AbortSignal.timeout(durationMs);
    return signal === undefined ? limit : AbortSignal.any([signal, limit]);
  },
};

/** Differs for each start of a process on any machine; for the lease (G7), readable for people. */
export function processName(): string {
  return `${hostname()}/${process.pid}/${randomUUID().slice(0, 8)}`;
}

export function systemRandom(): Random {
  return seededRandom(randomInt(2 ** 32));
}
