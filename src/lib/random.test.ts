import { expect, test } from 'vitest';
import { exponential, lognormal, seededRandom } from './random.ts';

const DRAWS = 100_000;
const meanOf = (draw: () => number) => {
  let sum = 0;
  for (let count = 0; count < DRAWS; count += 1) sum += draw();
  return sum / DRAWS;
};

test('a seed gives the same sequence again, another seed another one', () => {
  const sequence = (seed: number) => Array.from({ length: 20 }, seededRandom(seed));
  expect(sequence(7)).toEqual(sequence(7));
  expect(sequence(7)).not.toEqual(sequence(8));
});

test('numbers lie in [0, 1) and average one half', () => {
  const random = seededRandom(1);
  expect(meanOf(random)).toBeCloseTo(0.5, 2);
  for (let count = 0; count < DRAWS; count += 1) {
    const value = random();
    expect(value >= 0 && value < 1).toBe(true);
  }
});

test('exponential gaps have the mean asked for', () => {
  const random = seededRandom(2);
  expect(meanOf(() => exponential(random, 5))).toBeCloseTo(5, 1);
});

test('a lognormal has its median in the middle and the mean of the formula', () => {
  const random = seededRandom(3);
  const values = Array.from({ length: DRAWS }, () => lognormal(random, 12, 0.5));
  const below = values.filter((value) => value < 12).length / DRAWS;
  expect(below).toBeCloseTo(0.5, 2);
  const mean = values.reduce((sum, value) => sum + value, 0) / DRAWS;
  expect(mean).toBeCloseTo(12 * Math.exp(0.125), 0);
});
