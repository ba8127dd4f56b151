/**
 * Ballast dead for an hour of virtual time: Kong's log queue, with the settings that `generate`
 * writes, stays within `max_entries` and `max_bytes`, and is empty soon after Ballast is back.
 */

import { expect, test } from 'vitest';
import { queueSettings } from '../../src/gateway/logs/http-log-sink.ts';
import { createLogQueue, type QueueClock } from '../../src/gateway/logs/log-queue.ts';
import { renderHttpLog } from '../../src/generate/plugins.ts';
import { exampleStrategy } from '../support/example-strategy.ts';

const HOUR_SECONDS = 3_600;
const RETURN_SECONDS = 60;
/** Of one worker. */
const ENTRIES_PER_SECOND = 100;

test.for([
  { what: 'small entries: max_entries', bytes: 300 },
  { what: 'large entries: max_bytes', bytes: 3_000 },
])('an hour without Ballast fills the queue no further than $what', async ({ bytes }) => {
  const settings = queueSettings(renderHttpLog(exampleStrategy().telemetry.logs, 'test').config);
  const { maxEntries, maxBytes, maxBatchSize } = settings;
  const clock = createVirtualClock();
  let isBack = false;
  let delivered = 0;
  const send = (batch: readonly string[]) => {
    if (isBack) delivered += batch.length;
    return Promise.resolve(isBack);
  };
  const queue = createLogQueue({ settings, clock, send });
  const entry = 'x'.repeat(bytes);
  const worst = { entries: 0, bytes: 0 };
  for (let second = 0; second < HOUR_SECONDS; second += 1) {
    for (let count = 0; count < ENTRIES_PER_SECOND; count += 1) queue.push(entry);
    await clock.pass(1_000);
    worst.entries = Math.max(worst.entries, queue.size);
    worst.bytes = Math.max(worst.bytes, queue.sizeBytes);
  }
  expect(worst.entries).toBeLessThanOrEqual(maxEntries);
  expect(worst.bytes).toBeLessThanOrEqual(maxBytes ?? 0);
  // It was full: otherwise the limits were not what kept it small.
  expect(Math.max(worst.entries / maxEntries, worst.bytes / (maxBytes ?? 1))).toBeGreaterThan(0.95);

  isBack = true;
  const kept = queue.size;
  for (let second = 0; second < RETURN_SECONDS; second += 1) await clock.pass(1_000);
  expect(queue.size).toBe(0);
  expect(delivered).toBeGreaterThanOrEqual(kept);
  expect(delivered).toBeLessThanOrEqual(kept + maxBatchSize);
  await queue.close();
});

function createVirtualClock(): QueueClock & { pass(durationMs: number): Promise<void> } {
  let nowMs = 0;
  const sleepers = new Set<{ readonly atMs: number; readonly wake: () => void }>();
  return {
    nowMs: () => nowMs,
    sleep: (durationMs, signal) =>
      new Promise((resolve) => {
        const sleeper = { atMs: nowMs + durationMs, wake: resolve };
        const wake = () => {
          sleepers.delete(sleeper);
          resolve();
        };
        if (signal.aborted) return wake();
        sleepers.add(sleeper);
        signal.addEventListener('abort', wake, { once: true });
        return undefined;
      }),
    async pass(durationMs) {
      const endMs = nowMs + durationMs;
      for (;;) {
        for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
        const [next] = [...sleepers].toSorted((a, b) => a.atMs - b.atMs);
        if (next === undefined || next.atMs > endMs) break;
        nowMs = next.atMs;
        sleepers.delete(next);
        next.wake();
      }
      nowMs = endMs;
    },
  };
}
