/** What operations say is said in both languages. */

import { expect, test } from 'vitest';
import { unequalKeys, unsaidKeys, untranslatedKeys } from '../../test/support/catalogue-claims.ts';
import { OPERATION_SENTENCES } from './speech.ts';

test('both languages have the same keys, and ask for the same values', () => {
  expect(unequalKeys(OPERATION_SENTENCES)).toEqual([]);
});

test('every key is said somewhere', () => {
  expect(unsaidKeys(OPERATION_SENTENCES, new URL('../', import.meta.url))).toEqual([]);
});

test('no Dutch sentence is the English one', () => {
  expect(untranslatedKeys(OPERATION_SENTENCES)).toEqual([]);
});
