import { expect, test } from 'vitest';
import type { RequestRecord } from './client.ts';
import { createLiveStatistics } from './live-statistics.ts';

const key = { service: 'productAPI', region: 'eu-west', target: 'productAPI-1' };

function record(second: number, change: Partial<RequestRecord> = {}): RequestRecord {
  return { intendedMs: second * 1_000, ok: true, latencyMs: 20, status: 200, ...key, ...change };
}

test('nothing known is nothing failing', () => {
  const statistics = createLiveStatistics();
  expect(statistics.recent(5)).toEqual({ errorRatio: 0, p50Ms: null, p99Ms: null });
  expect(statistics.target(key, 5)).toEqual({ rps: 0, errorRatio: 0 });
});

test('the error ratio is of the newest whole second, latency of five', () => {
  const statistics = createLiveStatistics();
  for (let second = 0; second < 10; second += 1) {
    for (let n = 0; n < 4; n += 1) statistics.add(record(second, { latencyMs: 10 * (second + 1) }));
  }
  statistics.add(record(9, { ok: false }));
  expect(statistics.recent(10).errorRatio).toBe(0.2);
  expect(statistics.recent(9).errorRatio).toBe(0);
  expect(statistics.recent(10).p50Ms).toBeGreaterThan(75);
  expect(statistics.totals()).toEqual({ sent: 41, failed: 1 });
});

test('a request given up after 5 s counts as failing in the second in which it was given up', () => {
  const statistics = createLiveStatistics();
  for (let second = 0; second < 8; second += 1) statistics.add(record(second));
  const givenUp = { ok: false, latencyMs: 5_000, region: null, target: null };
  statistics.add(record(2, givenUp));
  expect(statistics.recent(3).errorRatio).toBe(0);
  expect(statistics.recent(8).errorRatio).toBe(0.5);
});

test('a target’s rate and errors are of the answers it gave in two seconds', () => {
  const statistics = createLiveStatistics();
  for (let n = 0; n < 6; n += 1) statistics.add(record(3));
  statistics.add(record(4, { ok: false, status: 500 }));
  statistics.add(record(4, { ok: false, region: null, target: null }));
  expect(statistics.target(key, 5)).toEqual({ rps: 3.5, errorRatio: 1 / 7 });
  expect(statistics.target({ ...key, target: 'productAPI-2' }, 5).rps).toBe(0);
});
