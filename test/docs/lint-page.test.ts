/** docs/lint.md is made by `node scripts/generate-schema.ts` from the rules. */

import { readFile } from 'node:fs/promises';
import { format, resolveConfig } from 'prettier';
import { expect, test } from 'vitest';
import { RULES } from '../../src/lint/registry.ts';
import { renderLintPage } from '../../src/lint/render-docs.ts';

const url = new URL('../../docs/lint.md', import.meta.url);

test('docs/lint.md is current', async () => {
  const options = await resolveConfig(url);
  const expected = await format(renderLintPage(RULES), { ...options, filepath: url.pathname });
  expect(await readFile(url, 'utf8')).toBe(expected);
});

test('every rule has its section and its row', async () => {
  const page = await readFile(url, 'utf8');
  for (const { code, name } of RULES) {
    expect(page).toContain(`## ${code} ${name}\n`);
    expect(page).toContain(`[${code}](#${code.toLowerCase()}-${name})`);
  }
});
