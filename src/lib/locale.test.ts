import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { createFormat, formatDate, listOf, plural } from './locale.ts';

const en = createFormat('en');
const nl = createFormat('nl');

describe('numbers', () => {
  test.each([
    [0, 0, '0', '0'],
    [-0.01, 1, '0', '0'],
    [7, 0, '7', '7'],
    [999, 0, '999', '999'],
    [1_234.5, 1, '1,234.5', '1.234,5'],
    [1_234.5, 0, '1,235', '1.235'],
    [-1_234_567.25, 2, '-1,234,567.25', '-1.234.567,25'],
    [1_000_000, 3, '1,000,000', '1.000.000'],
  ])('%d with %d decimals reads %s in English and %s in Dutch', (value, digits, english, dutch) => {
    expect(en.number(value, digits)).toBe(english);
    expect(nl.number(value, digits)).toBe(dutch);
  });

  test('taking the separators away always gives the number back', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e12, max: 1e12 }), (thousandths) => {
        const text = nl.number(thousandths / 1_000, 3);
        expect(Number(text.replaceAll('.', '').replace(',', '.'))).toBeCloseTo(
          thousandths / 1_000,
          3,
        );
      }),
      { numRuns: 200 },
    );
  });

  test('shares have a space before the sign', () => {
    expect([en.percent(0.9999), nl.percent(0.9999)]).toEqual(['99.99 %', '99,99 %']);
    expect(en.percent(0.01)).toBe('1 %');
  });
});

describe('durations', () => {
  test.each([
    [0, '0 s', '0 s'],
    [40, '< 0.1 s', '< 0,1 s'],
    [2_200, '2.2 s', '2,2 s'],
    [59_990, '1 min', '1 min'],
    [90_000, '1 min 30 s', '1 min 30 s'],
    [86_400_000, '1 day', '1 dag'],
    [30 * 86_400_000, '30 days', '30 dagen'],
    [3_600_000 * 5, '5 h', '5 uur'],
  ])('%d ms reads %s, %s', (durationMs, english, dutch) => {
    expect([en.duration(durationMs), nl.duration(durationMs)]).toEqual([english, dutch]);
  });
});

describe('words', () => {
  const forms = { one: '{n} regio', other: '{n} regio’s' };

  test.each([
    [0, '0 regio’s'],
    [1, '1 regio'],
    [2, '2 regio’s'],
    [1_000, '1.000 regio’s'],
  ])('%d takes its form', (count, text) => {
    expect(plural('nl', count, forms)).toBe(text);
  });

  test('lists end with the word for and', () => {
    expect(listOf('en', ['a', 'b', 'c'])).toBe('a, b and c');
    expect(listOf('nl', ['a', 'b'])).toBe('a en b');
    expect([listOf('en', ['a']), listOf('en', [])]).toEqual(['a', '']);
  });

  test('dates are written out, and nonsense is none', () => {
    expect(formatDate('en', '2026-11-02')).toBe('2 November 2026');
    expect(formatDate('nl', '2026-11-02')).toBe('2 november 2026');
    expect([formatDate('en', '2026-13-02'), formatDate('en', 'soon')]).toEqual([null, null]);
  });
});
