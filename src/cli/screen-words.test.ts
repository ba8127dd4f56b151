/** The words of the screens are there in both languages, and none is left over. */

import { expect, test } from 'vitest';
import { unequalKeys, unsaidKeys, untranslatedKeys } from '../../test/support/catalogue-claims.ts';
import { SCREEN_SENTENCES } from './screen-words.ts';

test('both languages have the same keys, and ask for the same values', () => {
  expect(unequalKeys(SCREEN_SENTENCES)).toEqual([]);
});

test('every key is said somewhere', () => {
  expect(unsaidKeys(SCREEN_SENTENCES, new URL('./', import.meta.url))).toEqual([]);
});

test('Dutch is Dutch, but for the words that both have', () => {
  const same = [
    'head-service',
    'head-budget',
    'sort-budget',
    'state-ok',
    'top-filtered',
    'budget-now',
    'top-enter',
    'top-probe',
  ];
  expect(untranslatedKeys(SCREEN_SENTENCES).filter((key) => !same.includes(key))).toEqual([]);
});
