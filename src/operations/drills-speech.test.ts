import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { IN_DUTCH } from './drills-sentences/package-drills.ts';
import { unequalKeys, unsaidKeys, untranslatedKeys } from '../../test/support/catalogue-claims.ts';
import { DRILL_SENTENCES, drillWords, phaseSaid, sayDrill } from './drills-speech.ts';

test('both languages have the same keys, and ask for the same values', () => {
  expect(unequalKeys(DRILL_SENTENCES)).toEqual([]);
});

test('every key is said somewhere, and none in English only', () => {
  expect(unsaidKeys(DRILL_SENTENCES, new URL('../', import.meta.url))).toEqual([]);
  const words = untranslatedKeys(DRILL_SENTENCES);
  // Commands to type are the same in every language.
  expect(words.filter((key) => !key.startsWith('fix-'))).toEqual([]);
});

test('numbers and clauses are written as the reader does', () => {
  const said = sayDrill('check-budget', { leftRatio: 0.905, service: 'order', neededRatio: 0.25 });
  expect(drillWords(said, { language: 'nl', text: '' })).toBe('91 % over van order, 25 % nodig');
  const region = { service: 'order', region: 'eu', phase: phaseSaid('ramp') };
  const unwell = sayDrill('check-unwell', { places: [sayDrill('region-not-healthy', region)] });
  expect(drillWords(unwell, { language: 'nl', text: '' })).toBe(
    'order is in eu bezig terug te keren',
  );
});

test('what was kept by another version is told in the words of its time', () => {
  const kept = { language: 'nl', text: 'as it was' } as const;
  expect(drillWords(undefined, kept)).toBe('as it was');
  expect(drillWords({ key: 'of-tomorrow' }, kept)).toBe('as it was');
});

test('the drills of the package have a Dutch title and hypothesis, and none is left over', () => {
  const folder = new URL('../../drills/', import.meta.url);
  const texts = readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => readFileSync(new URL(name, folder), 'utf8'))
    .flatMap((text) =>
      [...text.matchAll(/^(?:title|hypothesis): (.*)$/gm)].map(([, line]) => line),
    );
  expect(new Set(Object.keys(IN_DUTCH))).toEqual(new Set(texts));
});
