/** The small parts of the target level, each by its table. */

import { expect, test } from 'vitest';
import { serviceFixture } from '../../../test/support/strategy-fixture.ts';
import { dispersionOf, learnDispersion } from './dispersion.ts';
import { trimGain } from './gain.ts';
import { LEVERS } from './levers.ts';
import { keepRatio } from './queueing.ts';
import { returnSteps, shareAt } from './return-steps.ts';
import { stepOf } from './trim-grid.ts';
import { FRESH_POOL } from './trim-state.ts';

test('the gain stays at half of the stability bound, for every load and delay', () => {
  const bounds = [2, 1, 0.618, 0.445, 0.347, 0.285];
  for (const [delay, bound] of bounds.entries()) {
    for (const load of [0.3, 0.5, 0.7, 0.9, 0.95]) {
      const loopGain = load / (1 - load);
      expect(trimGain(load, delay) * loopGain).toBeLessThanOrEqual(bound / 2 + 1e-9);
    }
  }
  expect(trimGain(null)).toBe(trimGain(0.7));
});

test.each([
  ['full weight is the grid itself', 1, 5, 0],
  ['less than most of a step away stays', 0.9, 0, 0],
  ['further away moves to the nearest step', 0.5, 0, 4],
  ['a trickle is always reached', 0.02, 22, 23],
])('%s', (_claim, level, present, step) => {
  expect(stepOf(level, present, LEVERS['round-robin'])).toBe(step);
});

test('no lever trims to 0', () => {
  for (const { trickle } of Object.values(LEVERS)) expect(trickle).toBeGreaterThan(0);
});

test('independent outcomes have no dispersion, bursts have much, and it is bounded', () => {
  const learn = (hits: readonly number[]) =>
    hits.reduce(
      (memory, count) =>
        learnDispersion(memory, [{ tries: 100, hits: count }], { ratio: 0.05, elapsedMs: 0 }),
      { count: 0, sum: 0 },
    );
  expect(dispersionOf(learn([5, 3, 7, 5, 4, 6]))).toBe(1);
  const bursts = dispersionOf(learn([0, 0, 30, 0, 0, 0, 0, 30]));
  expect(bursts).toBeGreaterThan(5);
  expect(bursts).toBeLessThanOrEqual(8);
});

test('the more queues move latencies, the less of an exact pool may be trimmed', () => {
  const keep = (queueing: number | null) => keepRatio({ ...FRESH_POOL, queueing }, true);
  expect([1, 2, 5, null].map(keep)).toEqual([2 / 3, 0.85, 1, 1]);
});

test('time slices: one part in ten on, gentle until it has shown to be starved', () => {
  const base = serviceFixture();
  const service = { ...base, algorithm: { kind: 'least-connections' } as const };
  const [first] = returnSteps(service, { isCold: false, fullRps: 50 });
  if (first === undefined) throw new Error('there is a first step');
  expect(first).toEqual({ shareRatio: 1, dwellMs: 2_000, restMs: 18_000 });
  const at = (passedMs: number, tries: number) => shareAt(first, { passedMs, tries });
  expect([at(0, 0), at(2_000, 0), at(20_000, 0), at(20_000, 4)]).toEqual([0.5, 0, 1, 0.5]);
});

test('under round-robin the first step is small where the rate allows it', () => {
  const share = (fullRps: number) =>
    returnSteps(serviceFixture(), { isCold: false, fullRps })[0]?.shareRatio;
  expect([10, 75, 1_000].map(share)).toEqual([0.04, 0.02, 0.01]);
});
