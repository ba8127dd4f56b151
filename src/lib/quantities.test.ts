import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  formatDuration,
  formatRatio,
  parseDurationMs,
  parseRatePerSecond,
  parseRatio,
} from './quantities.ts';

test.each([
  ['500ms', 500],
  ['1.5s', 1_500],
  ['2m', 120_000],
  ['1h30m', 5_400_000],
  ['30d', 2_592_000_000],
  ['0s', 0],
  ['5', null],
  ['', null],
  ['-1s', null],
  ['1 s', null],
  ['1w', null],
])('the duration %j is %j ms', (text, expected) => {
  expect(parseDurationMs(text)).toBe(expected);
});

test('every whole number of milliseconds survives formatting and parsing', () => {
  fc.assert(
    fc.property(fc.nat({ max: 1e10 }), (durationMs) => {
      expect(parseDurationMs(formatDuration(durationMs))).toBe(durationMs);
    }),
  );
});

test.each([
  ['99.99%', 0.9999],
  ['1%', 0.01],
  ['0.01 %', 0.0001],
  ['100', null],
  ['x%', null],
])('the share %j is %j', (text, expected) => {
  expect(parseRatio(text)).toBe(expected);
});

test('shares are written as they were read', () => {
  expect(formatRatio(0.9999)).toBe('99.99%');
  expect(formatRatio(0.01)).toBe('1%');
});

test.each([
  ['200rps', 200],
  ['600 rpm', 10],
  ['200', null],
  ['fast', null],
])('the rate %j is %j per second', (text, expected) => {
  expect(parseRatePerSecond(text)).toBe(expected);
});
