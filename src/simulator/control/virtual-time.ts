/**
 * Promises in virtual time: the production controller awaits its ports, the ports answer by events
 * of the engine, and between two events every promise that can go on does. No timer is involved,
 * so a run depends on its seed alone.
 *
 * `pause` ends `run` of the engine after each answer; `settle` then lets the microtasks run until
 * nobody has asked or answered anything for a while.
 */

import { assert } from '../../lib/assert.ts';
import type { Engine } from '../engine/contract.ts';

/** Epoch of virtual time 0 (2026-01-05, a Monday): controllers think in calendar time. */
export const EPOCH_MS = Date.UTC(2026, 0, 5);

/** Rounds of microtasks without any call to a port after which everyone is waiting. */
const QUIET_ROUNDS = 24;
/** More than any tick needs; beyond it somebody waits for what never comes. */
const ROUNDS_MAX = 100_000;

export interface VirtualTime {
  readonly engine: Engine;
  /** Epoch milliseconds. */
  nowMs(): number;
  /** Schedules an answer: `run` settles a promise, and whoever awaits it goes on before the next event. */
  answer(afterMs: number, run: () => void): void;
  /** To be called with each call to a port that is answered without the engine. */
  touch(): void;
  /** Resolves when everyone waits for an event. */
  settle(): Promise<void>;
}

export function createVirtualTime(engine: Engine): VirtualTime {
  let activity = 0;
  return {
    engine,
    nowMs: () => EPOCH_MS + engine.nowMs,
    answer(afterMs, run) {
      activity += 1;
      engine.schedule(engine.nowMs + afterMs, () => {
        activity += 1;
        run();
        engine.interrupt();
      });
    },
    touch: () => {
      activity += 1;
    },
    async settle() {
      let quiet = 0;
      let seen = activity;
      for (let round = 0; quiet < QUIET_ROUNDS; round += 1) {
        assert(round < ROUNDS_MAX, 'a controller comes to rest');
        await Promise.resolve();
        quiet = activity === seen ? quiet + 1 : 0;
        seen = activity;
      }
    },
  };
}
