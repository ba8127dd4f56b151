/** What the levers' commands say is said in both languages. */

import { expect, test } from 'vitest';
import {
  unequalKeys,
  unsaidKeys,
  untranslatedKeys,
} from '../../../test/support/catalogue-claims.ts';
import { LEVER_TALK } from './talk.ts';

test('both languages say the same, and everything is said', () => {
  expect(unequalKeys(LEVER_TALK)).toEqual([]);
  expect(untranslatedKeys(LEVER_TALK)).toEqual([]);
  expect(unsaidKeys(LEVER_TALK, new URL('../', import.meta.url))).toEqual([]);
});
