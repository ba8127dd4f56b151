import { expect, test } from 'vitest';
import { emptyHistogram, recordValue } from './histogram.ts';
import { lognormal, seededRandom } from './random.ts';
import {
  boundOf,
  countAboveBucket,
  fadeInto,
  NO_SPREAD,
  sizeOf,
  type Spread,
  spreadOf,
  tailBucket,
  variationOf,
} from './spread.ts';

function spreadOfValues(values: readonly number[]): Spread {
  const histogram = emptyHistogram();
  for (const value of values) recordValue(histogram, value);
  return spreadOf(histogram);
}

const random = seededRandom(1);
const many = spreadOfValues(Array.from({ length: 20_000 }, () => lognormal(random, 12, 0.5)));

test('every value is within the bounds of its bucket', () => {
  for (const value of [0.05, 0.11, 0.99, 1, 3, 7.5, 120, 1_999]) {
    const { first, counts } = spreadOfValues([value]);
    expect(counts).toEqual([1]);
    expect(value).toBeLessThanOrEqual(boundOf(first) * (1 + 1e-9));
    const lowest = first === 0 ? 0 : boundOf(first - 1);
    expect(value).toBeGreaterThanOrEqual(lowest * (1 - 1e-9));
  }
});

test('the tail of a lognormal is found to the width of a bucket', () => {
  const { bucket, ratio } = tailBucket(many, 0.06);
  expect(ratio).toBeLessThanOrEqual(0.06);
  expect(countAboveBucket(many, bucket - 1) / sizeOf(many)).toBeGreaterThan(0.06);
  // Its true p95 is 12 · e^(1.645 · 0.5) = 27.3 ms.
  expect(boundOf(bucket)).toBeGreaterThan(27.3 / 1.5);
  expect(boundOf(bucket)).toBeLessThan(27.3 * 1.5);
});

test('the variation of a lognormal is found within a few percent', () => {
  expect(variationOf(many)).toBeCloseTo(Math.sqrt(Math.exp(0.25) - 1), 1);
});

test('fading halves what was there and adds what is new', () => {
  const old = spreadOfValues([1, 10, 10]);
  const both = fadeInto(old, 0.5, spreadOfValues([100]));
  expect(sizeOf(both)).toBe(2.5);
  expect(countAboveBucket(both, both.first)).toBe(2);
  expect(fadeInto(old, 0, NO_SPREAD)).toEqual(NO_SPREAD);
  expect(fadeInto(NO_SPREAD, 0.5, old)).toBe(old);
});

test('nothing recorded: empty, and nothing above anything', () => {
  expect(spreadOf(emptyHistogram())).toEqual(NO_SPREAD);
  expect(tailBucket(NO_SPREAD, 0.05).ratio).toBe(0);
  expect(variationOf(NO_SPREAD)).toBe(0);
});
