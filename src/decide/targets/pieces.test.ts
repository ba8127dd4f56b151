/** The small parts of the target level, each by its table. */

import { expect, test } from 'vitest';
import { serviceFixture } from '../../../test/support/strategy-fixture.ts';
import { dispersionOf, learnDispersion } from './dispersion.ts';
import { trimGain } from './gain.ts';
import { LEVERS } from './levers.ts';
import { keepRatio } from './queueing.ts';
import { firstSlice, returnSteps, shareIn, sliceAt } from './return-steps.ts';
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

test.each([
  ['starved slices are followed at once by more weight', 0, [0.3, 0.3, 0.75, 0.75, 1, 1, 0, 0, 0]],
  ['who gets requests rests before the next slice', 3, [0.3, 0.3, 0, 0, 0, 0, 0, 0, 0]],
])('time slices: %s', (_claim, triesPerSecond, expected) => {
  const base = serviceFixture();
  const service = { ...base, algorithm: { kind: 'least-connections' } as const };
  const [first] = returnSteps(service, { isCold: false, fullRps: 50 });
  if (first === undefined) throw new Error('there is a first step');
  let slice = firstSlice(0);
  const shares: number[] = [];
  for (let second = 0; second < 9; second += 1) {
    const nowMs = 1_000 * second;
    slice = sliceAt(first, slice, { tries: triesPerSecond * second, nowMs });
    shares.push(shareIn(first, slice, nowMs));
  }
  expect(shares).toEqual(expected);
  const rested = sliceAt(first, slice, { tries: 100, nowMs: slice.sinceMs + 20_000 });
  expect(rested.index).toBe(slice.index + 1);
});

test('under round-robin the first step is small where the rate allows it', () => {
  const share = (fullRps: number) =>
    returnSteps(serviceFixture(), { isCold: false, fullRps })[0]?.shareRatio;
  expect([10, 75, 1_000].map(share)).toEqual([0.04, 0.02, 0.01]);
});
