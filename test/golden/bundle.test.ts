/**
 * All parts of what `ballast generate` writes but Kong's own, byte for byte: `strategies/NAME.yaml` →
 * `generate/NAME/PART/…`. Rewrite them with `UPDATE_GOLDEN=1 npx vitest run test/golden`, and read the
 * difference.
 */

import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import process from 'node:process';

import { expect, test } from 'vitest';

import { noteOf } from '../../src/generate/bundle/file-notes.ts';
import { PARTS } from '../../src/generate/bundle/parts.ts';
import { renderBundle } from '../../src/generate/bundle/render-bundle.ts';
import { parseStrategy } from '../../src/strategy/index.ts';

const here = (path: string) => new URL(path, import.meta.url);
const strategyText = await readFile(here('strategies/webshop.yaml'), 'utf8');
const files = render();

function render(changes: { dbless?: boolean } = {}) {
  const { strategy, problems } = parseStrategy(strategyText);
  if (strategy === null) throw new Error(JSON.stringify(problems, null, 2));
  const { gateways } = strategy;
  return renderBundle(strategy, {
    parts: PARTS,
    gateways,
    dbless: changes.dbless ?? false,
    failoverTargets: false,
    hopKey: 'hop-key-of-the-tests',
    strategyText,
    language: 'en',
  });
}

/** Their own tests hold them. */
const isElsewhere = (path: string) => /^(kong|prometheus|alertmanager|runbooks)\//.test(path);

test.each(files.filter(({ path }) => !isElsewhere(path)))('$path', async ({ path, text }) => {
  expect(text).toBe(await goldenText(`generate/webshop/${path}`, text));
});

test('the same strategy gives the same bytes', () => {
  expect(render()).toEqual(files);
});

test('every file is in a part, has a path of its own and a note of what it is', () => {
  const all = [...files, ...render({ dbless: true })].map(({ path }) => path);
  for (const path of all.filter((one) => one !== 'README.md')) {
    expect(PARTS).toContain(path.split('/')[0]);
    expect({ path, note: noteOf(path)?.what }).toEqual({ path, note: expect.any(String) });
  }
  const paths = files.map(({ path }) => path);
  expect(new Set(paths).size).toBe(paths.length);
});

test('no file knows the time, this machine or a secret', () => {
  for (const { text } of files) {
    expect(text).not.toMatch(/20\d\d-\d\d-\d\dT|\/home\/|\/root\/|hop-key-of-the-tests/);
    expect(text.endsWith('\n')).toBe(true);
  }
});

/** What is stored at the path; the text itself, once stored, when the files are being rewritten. */
async function goldenText(path: string, text: string): Promise<string> {
  if (process.env['UPDATE_GOLDEN'] === '1') {
    await mkdir(dirname(here(path).pathname), { recursive: true });
    await writeFile(here(path), text);
  }
  return readFile(here(path), 'utf8');
}
