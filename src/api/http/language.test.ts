import { expect, test } from 'vitest';
import { acceptedLanguage } from './language.ts';

test.each([
  [undefined, 'en'],
  ['', 'en'],
  ['nl', 'nl'],
  ['nl-BE,nl;q=0.9,en;q=0.8', 'nl'],
  ['en-GB,en;q=0.9,nl;q=0.8', 'en'],
  ['fr,nl;q=0.5,en;q=0.3', 'nl'],
  ['de, fr;q=0.8', 'en'],
  ['nl;q=0', 'en'],
  ['nl;q=2', 'en'],
  ['*', 'en'],
  ['nlx', 'en'],
  [' EN ; q=0.1 , NL ; q=0.2', 'nl'],
])('%s is answered in %s', (header, language) => {
  expect(acceptedLanguage(header)).toBe(language);
});
