/**
 * Strategy in, files out, byte for byte: `strategies/NAME.yaml` → `generate/NAME/…` and
 * `advise/NAME.LANG.md`. Rewrite them with `UPDATE_GOLDEN=1 npx vitest run test/golden`, and read
 * the difference.
 */

import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import process from 'node:process';

import { expect, test } from 'vitest';

import { renderAdvice } from '../../src/generate/advice/render-advice.ts';
import { renderKongFiles } from '../../src/generate/kong-files.ts';
import type { Strategy } from '../../src/model/strategy.ts';
import { parseStrategy } from '../../src/strategy/index.ts';

const here = (path: string) => new URL(path, import.meta.url);
const names = (await readdir(here('strategies'))).map((file) => file.replace(/\.yaml$/, ''));

test.each(names)('%s', async (name) => {
  const strategy = await readStrategy(name);
  const gateways = strategy.gateways;
  const files = [
    ...renderKongFiles(strategy, { gateways, dbless: false }),
    ...renderKongFiles(strategy, { gateways, dbless: true, hopKey: 'hop-key-of-the-tests' }),
  ].map(({ path, text }) => ({ path: `generate/${name}/${path}`, text }));
  for (const language of ['en', 'nl'] as const) {
    files.push({
      path: `advise/${name}.${language}.md`,
      text: renderAdvice(strategy, { language }),
    });
  }
  for (const { path, text } of files) expect(text).toBe(await goldenText(path, text));
});

test('the same strategy gives the same bytes', async () => {
  const strategy = await readStrategy('webshop');
  const render = () =>
    renderKongFiles(strategy, { gateways: strategy.gateways, dbless: false }).map(
      ({ text }) => text,
    );
  expect(render()).toEqual(render());
});

async function readStrategy(name: string): Promise<Strategy> {
  const text = await readFile(here(`strategies/${name}.yaml`), 'utf8');
  const { strategy, problems } = parseStrategy(text);
  if (strategy === null) throw new Error(JSON.stringify(problems, null, 2));
  return strategy;
}

/** What is stored at the path; the text itself, once stored, when the files are being rewritten. */
async function goldenText(path: string, text: string): Promise<string> {
  if (process.env['UPDATE_GOLDEN'] === '1') {
    await mkdir(dirname(here(path).pathname), { recursive: true });
    await writeFile(here(path), text);
  }
  return readFile(here(path), 'utf8');
}
