/** Time that passes when a test says so; sleepers wake in order, and their promises go on in between. */

import type { Clock } from '../../src/model/ports.ts';

export interface FakeClock extends Clock {
  advance(durationMs: number): Promise<void>;
}

export function createFakeClock(startMs = 1_000_000): FakeClock {
  let nowMs = startMs;
  let sleepers: { atMs: number; wake: () => void }[] = [];
  return {
    nowMs: () => nowMs,
    sleep: (durationMs, signal) =>
      new Promise((resolve) => {
        if (signal.aborted) return resolve();
        const sleeper = { atMs: nowMs + durationMs, wake: resolve };
        sleepers.push(sleeper);
        signal.addEventListener('abort', () => {
          sleepers = sleepers.filter((one) => one !== sleeper);
          resolve();
        });
      }),
    timeoutSignal: (_durationMs, signal) => signal ?? new AbortController().signal,
    async advance(durationMs) {
      const untilMs = nowMs + durationMs;
      await settled();
      for (;;) {
        const next = sleepers.toSorted((a, b) => a.atMs - b.atMs)[0];
        if (next === undefined || next.atMs > untilMs) break;
        nowMs = Math.max(nowMs, next.atMs);
        sleepers = sleepers.filter((one) => one !== next);
        next.wake();
        await settled();
      }
      nowMs = untilMs;
      await settled();
    },
  };
}

async function settled(): Promise<void> {
  for (let round = 0; round < 5; round += 1) {
    await new Promise((resolve) => setImmediate(resolve));
  }
}
