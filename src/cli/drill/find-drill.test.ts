/** What is wrong with a drill file is shown in the language of the reader, and to programs in English. */

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pico from 'picocolors';
import { expect, test } from 'vitest';
import { parseStrategy } from '../../strategy/index.ts';
import type { CliContext } from '../context.ts';
import { findDrill } from './find-drill.ts';

const WEBSHOP = new URL('../../../test/strategy/good/webshop.yaml', import.meta.url);

test('a broken drill is explained in Dutch, and as JSON in English only', async () => {
  const { strategy } = parseStrategy(await readFile(WEBSHOP, 'utf8'));
  if (strategy === null) throw new Error('the strategy of the test is broken');
  const folder = await mkdtemp(join(tmpdir(), 'ballast-find-drill-'));
  const file = join(folder, 'd.yaml');
  await writeFile(file, 'version: 1\nname: d\nscope: { region: eu-wst }\n');
  const notes: string[] = [];
  const context: CliContext = {
    print: () => {},
    note: (text) => notes.push(text),
    env: {},
    colors: pico.createColors(false),
    interactive: false,
    signal: new AbortController().signal,
    setExitCode: () => {},
  };
  const details = await findDrill(context, file, { strategy, language: 'nl' }).then(
    () => null,
    (error: unknown) => (error as { readonly details: unknown }).details,
  );
  await rm(folder, { recursive: true });
  expect(notes.join('')).toContain('fout BLS1901 eu-wst is geen regio van de strategie');
  expect(notes.join('')).toContain('oplossing: bedoel je eu-west?');
  expect(JSON.stringify(details)).toContain('eu-wst is not a region of the strategy');
  expect(JSON.stringify(details)).not.toContain('geen regio');
});
