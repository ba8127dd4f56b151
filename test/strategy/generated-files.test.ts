/** `node scripts/generate-schema.ts` makes these files; they must be what it would make now. */

import { readFile } from 'node:fs/promises';
import { format, resolveConfig } from 'prettier';
import { expect, test } from 'vitest';
import { generatedFiles } from '../../src/strategy/reference/files.ts';

test.each(generatedFiles())('$path is current', async ({ path, content }) => {
  const url = new URL(`../../${path}`, import.meta.url);
  const options = await resolveConfig(url);
  const expected = await format(content, { ...options, filepath: path });
  expect(await readFile(url, 'utf8')).toBe(expected);
});
