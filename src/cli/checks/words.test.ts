/** The words of what comes of checks are there in both languages, and none is left over. */

import { expect, test } from 'vitest';
import {
  unequalKeys,
  unsaidKeys,
  untranslatedKeys,
} from '../../../test/support/catalogue-claims.ts';
import { OUTCOME_SENTENCES } from './words.ts';

test('both languages have the same keys, and ask for the same values', () => {
  expect(unequalKeys(OUTCOME_SENTENCES)).toEqual([]);
});

test('every key is said somewhere', () => {
  expect(unsaidKeys(OUTCOME_SENTENCES, new URL('../', import.meta.url))).toEqual([]);
});

test('Dutch is Dutch, but for the words that both have', () => {
  const same = ['split-target', 'what-if-p99'];
  expect(untranslatedKeys(OUTCOME_SENTENCES).filter((key) => !same.includes(key))).toEqual([]);
});
