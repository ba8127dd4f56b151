/** docs/defaults.md is made by `node scripts/generate-schema.ts` from the tables that the code uses. */

import { readFile } from 'node:fs/promises';
import { format, resolveConfig } from 'prettier';
import { expect, test } from 'vitest';
import { renderDefaultsPage, SECTIONS } from '../../scripts/defaults-page.ts';
import { TUNING } from '../../src/decide/tuning.ts';

test('docs/defaults.md is current', async () => {
  const url = new URL('../../docs/defaults.md', import.meta.url);
  const options = await resolveConfig(url);
  const expected = await format(renderDefaultsPage(), { ...options, filepath: url.pathname });
  expect(await readFile(url, 'utf8')).toBe(expected);
});

test('every number of the control law is on the page, and in one table only', () => {
  const tables = SECTIONS.map(({ table }) => Object.keys(table));
  const ofControlLaw = tables.filter((names) => names.every((name) => name in TUNING)).flat();
  expect(ofControlLaw.toSorted()).toEqual(Object.keys(TUNING).toSorted());
});

test.each(SECTIONS)('$title: each value states what it does and where it comes from', (section) => {
  const lacking = Object.entries(section.table).filter(
    ([, { effect, source }]) => !/[.…]$/.test(effect) || source === '',
  );
  expect(lacking).toEqual([]);
});
