/** Intervals are those of the textbook. */

import { describe, expect, test } from 'vitest';
import { seededRandom } from '../../lib/random.ts';
import { estimate, estimateDifference } from './estimate.ts';

describe('a mean with its 95 % interval', () => {
  test('of a worked example (NIST handbook 1.3.5.2, ZARR13.DAT in short)', () => {
    const { mean, halfWidth, min, max } = estimate([9.2, 9.3, 9.25, 9.27]);
    expect(mean).toBeCloseTo(9.255, 6);
    // s = 0.042032, t(3) = 3.182, s·t/√4.
    expect(halfWidth).toBeCloseTo(0.06687, 4);
    expect([min, max]).toEqual([9.2, 9.3]);
  });

  test.each([
    ['nothing', [], { mean: null, halfWidth: null, count: 0, unknown: 0 }],
    ['nothing known', [null, null], { mean: null, halfWidth: null, count: 0, unknown: 2 }],
    ['one value', [5], { mean: 5, halfWidth: null, count: 1, unknown: 0 }],
    ['equal values', [5, 5, null], { mean: 5, halfWidth: 0, count: 2, unknown: 1 }],
  ])('of %s', (_name, values, expected) => {
    expect(estimate(values)).toMatchObject(expected);
  });

  test('covers the true mean in about 95 of 100 cases', () => {
    const random = seededRandom(1);
    const covered = Array.from({ length: CASES }, () => {
      const { mean, halfWidth } = estimate(Array.from({ length: 5 }, random));
      return Math.abs((mean ?? 0) - 0.5) <= (halfWidth ?? 0);
    }).filter(Boolean).length;
    expect(covered / CASES).toBeCloseTo(0.95, 1);
  });
});

const CASES = 2_000;

test('a difference seed by seed takes out what the seeds have in common', () => {
  const luck = [0, 50, 100, 150];
  const ours = luck.map((value) => value + 1);
  const theirs = luck.map((value, index) => value + 3 + (index % 2) * 0.1);
  const { mean, halfWidth } = estimateDifference(theirs, ours);
  expect(mean).toBeCloseTo(2.05, 6);
  expect(halfWidth).toBeLessThan(0.2);
  expect(estimateDifference([1, null], [0, 0])).toMatchObject({ mean: 1, count: 1 });
});
