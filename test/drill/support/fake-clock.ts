/** Virtual time for several loops at once: whoever sleeps longest wakes last, and nobody waits for real. */

import { setImmediate } from 'node:timers/promises';
import type { Clock } from '../../../src/model/ports.ts';

export interface FakeClock extends Clock {
  /** Lets time pass until the work is done; fails after so much virtual time. */
  until<T>(work: Promise<T>, limitMs?: number): Promise<T>;
  /** Lets this much time pass. */
  pass(durationMs: number): Promise<void>;
}

interface Sleeper {
  readonly atMs: number;
  readonly wake: () => void;
}

const LIMIT_MS = 3_600_000;

export function createFakeClock(startMs = 1_800_000_000_000): FakeClock {
  let nowMs = startMs;
  let sleepers: Sleeper[] = [];
  const step = async (): Promise<boolean> => {
    // Everything that needs no time happens first.
    for (let turn = 0; turn < 3; turn += 1) await setImmediate();
    const next = sleepers.toSorted((a, b) => a.atMs - b.atMs)[0];
    if (next === undefined) return false;
    sleepers = sleepers.filter((one) => one !== next);
    nowMs = Math.max(nowMs, next.atMs);
    next.wake();
    return true;
  };
  const clock: FakeClock = {
    nowMs: () => nowMs,
    sleep: (durationMs, signal) =>
      new Promise((resolve) => {
        if (signal.aborted) return resolve();
        const sleeper = { atMs: nowMs + durationMs, wake: resolve };
        sleepers.push(sleeper);
        signal.addEventListener(
          'abort',
          () => {
            sleepers = sleepers.filter((one) => one !== sleeper);
            resolve();
          },
          { once: true },
        );
        return undefined;
      }),
    timeoutSignal: (_durationMs, signal) => signal ?? new AbortController().signal,
    async until(work, limitMs = LIMIT_MS) {
      const endMs = nowMs + limitMs;
      let isDone = false;
      const settled = work.finally(() => (isDone = true));
      settled.catch(() => undefined);
      while (!isDone && nowMs < endMs) {
        if (!(await step()) && !isDone) throw new Error('nobody sleeps and nothing ends');
      }
      if (!isDone) throw new Error(`not done after ${limitMs} virtual ms`);
      return await settled;
    },
    async pass(durationMs) {
      const sleeping = clock.sleep(durationMs, new AbortController().signal);
      await clock.until(sleeping, durationMs + LIMIT_MS);
    },
  };
  return clock;
}
