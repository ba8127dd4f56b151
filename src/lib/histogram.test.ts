import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  bucketOf,
  countAbove,
  emptyHistogram,
  meanOf,
  mergeHistogram,
  quantileOf,
  recordValue,
} from './histogram.ts';

const histogramOf = (values: readonly number[]) => {
  const histogram = emptyHistogram();
  for (const value of values) recordValue(histogram, value);
  return histogram;
};
const latency = fc.double({ min: 0.11, max: 100_000, noNaN: true });

test('an empty histogram has neither quantiles nor a mean', () => {
  expect(quantileOf(emptyHistogram(), 0.5)).toBeNull();
  expect(meanOf(emptyHistogram())).toBeNull();
});

test('every quantile is within 4.5 % of the exact one', () => {
  const values = fc.array(latency, { minLength: 1, maxLength: 200 });
  const ratio = fc.double({ min: 0.01, max: 1, noNaN: true });
  fc.assert(
    fc.property(values, ratio, (sample, wanted) => {
      const sorted = sample.toSorted((a, b) => a - b);
      const exact = sorted[Math.max(1, Math.ceil(wanted * sorted.length)) - 1] ?? Number.NaN;
      const found = quantileOf(histogramOf(sample), wanted) ?? Number.NaN;
      expect(Math.abs(found / exact - 1)).toBeLessThan(0.0451);
    }),
  );
});

test('merging equals recording everything in one', () => {
  const values = fc.array(latency, { maxLength: 50 });
  fc.assert(
    fc.property(values, values, (left, right) => {
      const merged = histogramOf(left);
      mergeHistogram(merged, histogramOf(right));
      const together = histogramOf([...left, ...right]);
      expect(merged.counts).toEqual(together.counts);
      expect(merged.count).toBe(together.count);
      expect(merged.sumMs).toBeCloseTo(together.sumMs, 5);
    }),
  );
});

test.each([
  [[10, 20, 400, 500], 100, 2],
  [[10, 20], 100, 0],
  [[], 1, 0],
])('of %j ms, above %i ms lie %i', (values, limitMs, above) => {
  expect(countAbove(histogramOf(values), limitMs)).toBe(above);
});

test('values outside the range land in the outermost buckets and are still counted', () => {
  const histogram = histogramOf([-5, 0, 1e9]);
  expect(histogram.count).toBe(3);
  expect(quantileOf(histogram, 0.5)).toBe(0.1);
});

test('a bucket is an eighth of a doubling from 0.1 ms on', () => {
  const value = fc.double({ min: 0.1, max: 150_000, minExcluded: true, noNaN: true });
  fc.assert(
    fc.property(value, (valueMs) => {
      const exact = Math.log2(valueMs / 0.1) * 8 + 1;
      const bucket = bucketOf(valueMs);
      expect(bucket).toBeGreaterThan(exact - 1 - 1e-9);
      expect(bucket).toBeLessThan(exact + 1e-9);
    }),
    { numRuns: 2_000 },
  );
});

test.each([
  [Number.NaN, 0],
  [-5, 0],
  [0.1, 0],
  [1e9, 167],
  [Infinity, 167],
])('%f ms is in bucket %i', (valueMs, bucket) => {
  expect(bucketOf(valueMs)).toBe(bucket);
});
