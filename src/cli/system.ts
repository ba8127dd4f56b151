/** The real clock and real randomness, and the state file that commands share. */

import { randomInt } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

import { seededRandom, type Random } from '../lib/random.ts';
import type { Clock } from '../model/ports.ts';

/** Under the folder in which Ballast is started; `.ballast/` is what to put on a volume. */
export const DEFAULT_STATE_FILE = '.ballast/state.sqlite';

export const SYSTEM_CLOCK: Clock = {
  nowMs: () => Date.now(),
  async sleep(durationMs, signal) {
    try {
      await sleep(durationMs, undefined, { signal });
    } catch {
      // Aborted: whoever asked looks at the signal.
    }
  },
};

export function systemRandom(): Random {
  return seededRandom(randomInt(2 ** 32));
}
