/** Simulations are told in both languages, the titles of the package's scenarios among them. */

import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import {
  unequalKeys,
  unsaidKeys,
  untranslatedKeys,
} from '../../../test/support/catalogue-claims.ts';
import { MEASURES } from '../report/measures.ts';
import { IN_DUTCH, titleIn } from './scenario-titles.ts';
import { SIMULATE_SENTENCES } from './simulate-words.ts';

test('both languages say the same, and everything is said', () => {
  expect(unequalKeys(SIMULATE_SENTENCES)).toEqual([]);
  expect(untranslatedKeys(SIMULATE_SENTENCES)).toEqual([]);
  expect(unsaidKeys(SIMULATE_SENTENCES, new URL('../../', import.meta.url))).toEqual([]);
});

test('every measure has its words, in English those of the reports', () => {
  const words: Readonly<Record<string, string>> = SIMULATE_SENTENCES.en;
  expect(MEASURES.map(({ key }) => words[`measure-${key}`])).toEqual(
    MEASURES.map(({ label }) => label),
  );
});

test('each scenario of the package has a Dutch title, and none is left over', () => {
  const folder = new URL('../../../scenarios/', import.meta.url);
  const titles = readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => /^title: (.*)$/m.exec(readFileSync(new URL(name, folder), 'utf8'))?.[1]);
  expect(new Set(Object.keys(IN_DUTCH))).toEqual(new Set(titles));
  expect(titleIn('Mine', 'nl')).toBe('Mine');
});
