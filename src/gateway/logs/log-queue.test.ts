import { describe, expect, test } from 'vitest';

import { createLogQueue, type LogQueue, type QueueSettings } from './log-queue.ts';

/** Time that passes when told to; sleepers wake in order. */
class FakeClock {
  #nowMs = 0;
  #sleepers: { readonly atMs: number; readonly wake: () => void }[] = [];

  nowMs(): number {
    return this.#nowMs;
  }

  sleep(durationMs: number, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      this.#sleepers.push({ atMs: this.#nowMs + durationMs, wake: resolve });
      signal.addEventListener('abort', () => resolve());
    });
  }

  async pass(durationMs: number): Promise<void> {
    const end = this.#nowMs + durationMs;
    await settle();
    for (;;) {
      const next = this.#sleepers.toSorted((a, b) => a.atMs - b.atMs)[0];
      if (next === undefined || next.atMs > end) break;
      this.#sleepers = this.#sleepers.filter((sleeper) => sleeper !== next);
      this.#nowMs = next.atMs;
      next.wake();
      await settle();
    }
    this.#nowMs = end;
  }
}

async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
}

const SETTINGS: QueueSettings = {
  maxBatchSize: 3,
  maxCoalescingDelayMs: 1_000,
  maxEntries: 5,
  maxBytes: null,
  initialRetryDelayMs: 10,
  maxRetryDelayMs: 40,
  maxRetryTimeMs: 100,
};

function start(settings: Partial<QueueSettings> = {}): {
  clock: FakeClock;
  queue: LogQueue;
  sent: (readonly [number, readonly string[]])[];
  accepts: { yes: boolean };
} {
  const clock = new FakeClock();
  const sent: (readonly [number, readonly string[]])[] = [];
  const accepts = { yes: true };
  const queue = createLogQueue({
    settings: { ...SETTINGS, ...settings },
    clock,
    send: (batch) => {
      sent.push([clock.nowMs(), batch]);
      return Promise.resolve(accepts.yes);
    },
  });
  return { clock, queue, sent, accepts };
}

describe('the log queue', () => {
  test('sends a full batch at once and a part of one after the coalescing delay', async () => {
    const { clock, queue, sent } = start();
    for (const entry of ['a', 'b', 'c', 'd']) queue.push(entry);
    await clock.pass(999);
    expect(sent).toEqual([[0, ['a', 'b', 'c']]]);
    await clock.pass(1);
    expect(sent.slice(1)).toEqual([[1_000, ['d']]]);
  });

  test('with a batch size of 1 waits for nothing', async () => {
    const { clock, queue, sent } = start({ maxBatchSize: 1 });
    queue.push('a');
    queue.push('b');
    await clock.pass(0);
    expect(sent).toEqual([
      [0, ['a']],
      [0, ['b']],
    ]);
  });

  test('retries with doubling delays up to the maximum, then gives the batch up', async () => {
    const { clock, queue, sent, accepts } = start({ maxBatchSize: 1 });
    accepts.yes = false;
    queue.push('a');
    await clock.pass(1_000);
    // 0, +10, +20, +40, +40; after more than 100 ms it is over.
    expect(sent.map(([atMs]) => atMs)).toEqual([0, 10, 30, 70, 110]);
    expect(queue.lostCount).toBe(1);
    expect(queue.size).toBe(0);
  });

  test('drops the oldest entries when it is full', async () => {
    const { clock, queue, sent } = start({ maxBatchSize: 100 });
    for (let index = 0; index < 8; index += 1) queue.push(String(index));
    await clock.pass(1_000);
    expect(sent[0]?.[1]).toEqual(['3', '4', '5', '6', '7']);
    expect(queue.lostCount).toBe(3);
  });

  test('keeps to its limit in bytes and refuses an entry above it', async () => {
    const { clock, queue, sent } = start({ maxBatchSize: 100, maxBytes: 10 });
    expect(queue.push('12345678901')).toBe(false);
    for (const entry of ['aaaa', 'bbbb', 'cccc']) queue.push(entry);
    expect(queue.sizeBytes).toBe(8);
    await clock.pass(1_000);
    expect(sent[0]?.[1]).toEqual(['bbbb', 'cccc']);
    expect(queue.sizeBytes).toBe(0);
  });

  test('never holds more than its limit while the receiver is dead', async () => {
    const { clock, queue, accepts } = start({ maxBatchSize: 2, maxBytes: 100, maxEntries: 50 });
    accepts.yes = false;
    for (let index = 0; index < 1_000; index += 1) {
      queue.push('x'.repeat(10));
      await clock.pass(1);
      expect(queue.sizeBytes).toBeLessThanOrEqual(100);
    }
    expect(queue.lostCount).toBeGreaterThan(900);
  });

  test('on closing sends what is left, and stops at the first failure', async () => {
    const ready = start();
    ready.queue.push('a');
    await ready.queue.close();
    expect(ready.sent).toEqual([[0, ['a']]]);

    const dead = start({ maxBatchSize: 1 });
    dead.accepts.yes = false;
    for (const entry of ['a', 'b', 'c']) dead.queue.push(entry);
    await dead.queue.close();
    expect(dead.sent.length).toBeLessThanOrEqual(2);
    expect(dead.queue.lostCount).toBe(3);
    expect(dead.queue.push('late')).toBe(false);
  });
});
