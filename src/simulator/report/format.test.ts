/** Numbers as people read them. */

import { describe, expect, test } from 'vitest';
import { estimate } from './estimate.ts';
import { cell, clock, difference, number, verdict } from './format.ts';
import { MEASURES } from './measures.ts';

test.each([
  [0, '0'],
  [1234.5, '1230'],
  [123.45, '123'],
  [12.345, '12.3'],
  [1.2345, '1.23'],
  [0.012345, '0.0123'],
  [0.00037, '0.0004'],
  [1e-9, '0'],
  [-5.678, '-5.68'],
])('%d is %s', (value, text) => {
  expect(number(value)).toBe(text);
});

test.each([
  [0, '0:00'],
  [65, '1:05'],
  [-10, '−0:10'],
  [3_725, '1:02:05'],
])('%d seconds are %s', (seconds, text) => {
  expect(clock(seconds)).toBe(text);
});

const clean = MEASURES.find(({ key }) => key === 'cleanAfterS');
const lost = MEASURES.find(({ key }) => key === 'failedPercent');

describe('a cell', () => {
  test.each([
    ['an interval', lost, [1, 2, 3], '2 ± 2.48 %'],
    ['one value', lost, [2], '2 %'],
    ['the same each time', lost, [2, 2], '2 %'],
    ['never', clean, [null, null], 'never'],
    ['sometimes never', clean, [2, 2, null], '2 s (never in 1 of 3)'],
    ['no run', clean, [], 'not run'],
  ])('%s', (_name, measure, values, text) => {
    if (measure === undefined) throw new Error('no such measure');
    expect(cell(estimate(values), measure)).toBe(text);
  });
});

test.each([
  [[1, 2, 3], 'same', '+2 ± 2.48'],
  [[2, 2.1, 2], 'more', '+2.03 ± 0.143'],
  [[-2, -2.1, -2], 'less', '−2.03 ± 0.143'],
  [[5], 'same', '+5'],
])('a difference of %j is %s', (values, told, text) => {
  expect(verdict(estimate(values))).toBe(told);
  expect(difference(estimate(values))).toBe(text);
});
