import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chiSquaredFit, chiSquaredTail } from './chi-squared.ts';
import { seededRandom } from './random.ts';

describe('the tail', () => {
  // Critical values: NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.7.4.
  test.each([
    [3.841, 1, 0.05],
    [6.635, 1, 0.01],
    [10.828, 1, 0.001],
    [5.991, 2, 0.05],
    [9.21, 2, 0.01],
    [11.07, 5, 0.05],
    [18.307, 10, 0.05],
    [2.558, 10, 0.99],
    [43.773, 30, 0.05],
    [124.342, 100, 0.05],
    [149.449, 100, 0.001],
  ])('of %d with %d degrees of freedom is %d', (x, k, p) => {
    expect(Math.abs(chiSquaredTail(x, k) - p)).toBeLessThan(p * 0.002);
  });

  test('with two degrees of freedom is exp(-x/2) exactly', () => {
    for (const x of [0.01, 0.5, 1, 3, 10, 40, 200]) {
      expect(chiSquaredTail(x, 2)).toBeCloseTo(Math.exp(-x / 2), 13);
    }
  });

  test('never grows with x, and stays between 0 and 1', () => {
    const argument = fc.double({ min: 0, max: 1e4, noNaN: true });
    fc.assert(
      fc.property(argument, argument, fc.integer({ min: 1, max: 300 }), (a, b, k) => {
        const [low, high] = [Math.min(a, b), Math.max(a, b)];
        expect(chiSquaredTail(high, k)).toBeLessThanOrEqual(chiSquaredTail(low, k) + 1e-12);
        expect(chiSquaredTail(low, k)).toBeLessThanOrEqual(1);
        expect(chiSquaredTail(high, k)).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 300 },
    );
  });
});

describe('the fit', () => {
  test('of Mendel’s peas is the one of the textbooks', () => {
    const fit = chiSquaredFit([315, 101, 108, 32], [9, 3, 3, 1]);
    expect(fit?.statistic).toBeCloseTo(0.47, 2);
    expect(fit?.pValue).toBeCloseTo(0.925, 3);
  });

  test('of small cells pools them', () => {
    const fit = chiSquaredFit([97, 1, 2], [98, 1, 1]);
    expect(fit).toBeNull();
    expect(chiSquaredFit([980, 4, 3, 13], [980, 4, 4, 12])?.groups).toEqual([[1, 2], [3], [0]]);
  });

  test('of what cannot happen and did is 0', () => {
    expect(chiSquaredFit([99, 1], [1, 0])?.pValue).toBe(0);
  });

  test('raises a false alarm as often as α says', () => {
    const random = seededRandom(7);
    const parts = [50, 25, 20, 5];
    const rounds = 4_000;
    let alarms = 0;
    for (let round = 0; round < rounds; round += 1) {
      const counts = parts.map(() => 0);
      for (let draw = 0; draw < 300; draw += 1) {
        let left = random() * 100;
        const at = parts.findIndex((part) => (left -= part) < 0);
        counts[at] = (counts[at] ?? 0) + 1;
      }
      if ((chiSquaredFit(counts, parts)?.pValue ?? 1) < 0.05) alarms += 1;
    }
    // Four standard deviations of a binomial around 5 %.
    expect(Math.abs(alarms / rounds - 0.05)).toBeLessThan(4 * Math.sqrt((0.05 * 0.95) / rounds));
  });
});
