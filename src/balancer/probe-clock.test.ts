import { describe, expect, test } from 'vitest';

import type { ProbeClockOptions } from './probe-clock.ts';
import { ProbeClock } from './probe-clock.ts';

const OPTIONS: ProbeClockOptions = {
  healthyIntervalMs: 5000,
  unhealthyIntervalMs: 1000,
  timeoutMs: 1000,
  concurrency: 10,
  nowMs: 0,
  tickOriginMs: 0,
};

const KEYS = { healthy: ['h'], unhealthy: ['u1', 'u2'] };

function runUntil(clock: ProbeClock, untilMs: number): { atMs: number; keys: string[] }[] {
  const rounds: { atMs: number; keys: string[] }[] = [];
  for (;;) {
    const atMs = clock.nextMs() ?? Infinity;
    if (atMs > untilMs) return rounds;
    const keys = clock.due(atMs, (cadence) => [...KEYS[cadence]]);
    if (keys.length > 0) rounds.push({ atMs, keys });
    for (const key of keys) clock.finished(key);
  }
}

describe('ProbeClock', () => {
  test('the first round of each cadence comes one full interval after the start', () => {
    const rounds = runUntil(new ProbeClock(OPTIONS), 5200);
    const given = rounds.map(({ keys }) => keys.join('+')).join(' ');
    expect(given).toBe('u1+u2 u1+u2 u1+u2 u1+u2 h+u1+u2');
    expect(rounds[0]?.atMs).toBeGreaterThanOrEqual(1000);
    expect(rounds[0]?.atMs).toBeLessThanOrEqual(1101);
  });

  test('rounds keep their distance when the caller asks late', () => {
    const clock = new ProbeClock({ ...OPTIONS, healthyIntervalMs: 0 });
    const dueAtMs = clock.nextMs() ?? 0;
    clock.due(dueAtMs + 60, () => []);
    expect(clock.nextMs()).toBe(dueAtMs + 1010);
  });

  test('without intervals there is nothing to wait for', () => {
    const off = { ...OPTIONS, healthyIntervalMs: 0, unhealthyIntervalMs: 0 };
    expect(new ProbeClock(off).nextMs()).toBeNull();
  });

  test('a round that is never reported is given up after 2 × (interval + time-out)', () => {
    const clock = new ProbeClock({ ...OPTIONS, healthyIntervalMs: 0 });
    const begun: number[] = [];
    for (let atMs = clock.nextMs() ?? 0; atMs < 10_000; atMs = clock.nextMs() ?? Infinity) {
      if (clock.due(atMs, () => ['u']).length > 0) begun.push(atMs);
    }
    expect(begun.length).toBe(3);
    expect((begun[1] ?? 0) - (begun[0] ?? 0)).toBeGreaterThanOrEqual(4000);
  });
});
