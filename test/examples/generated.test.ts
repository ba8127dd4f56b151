/**
 * What stands beside each example is what is generated from it, byte for byte (UPDATE_GOLDEN=1
 * writes it anew).
 */

import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { describe, expect, test } from 'vitest';

import { PARTS } from '../../src/generate/bundle/parts.ts';
import { renderBundle } from '../../src/generate/bundle/render-bundle.ts';
import { assert } from '../../src/lib/assert.ts';
import { parseStrategy } from '../../src/strategy/index.ts';
import { EXAMPLES, exampleFolder, exampleText } from './example-files.ts';

describe.each(EXAMPLES)('examples/%s/generated', (name) => {
  const folder = join(exampleFolder(name), 'generated');
  const text = exampleText(name);
  const { strategy } = parseStrategy(text);
  assert(strategy !== null, 'the example parses');
  const files = renderBundle(strategy, {
    parts: PARTS,
    gateways: strategy.gateways,
    dbless: false,
    failoverTargets: false,
    strategyText: text,
    language: 'en',
  });
  if (process.env['UPDATE_GOLDEN'] === '1') {
    rmSync(folder, { recursive: true, force: true });
    for (const file of files) {
      mkdirSync(dirname(join(folder, file.path)), { recursive: true });
      writeFileSync(join(folder, file.path), file.text);
    }
  }

  test('has these files and no others', () => {
    const found = readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
    expect(found.toSorted()).toEqual(files.map(({ path }) => path).toSorted());
  });

  test.each(files.map(({ path, text: wanted }) => ({ path, wanted })))(
    '$path',
    ({ path, wanted }) => {
      expect(readFileSync(join(folder, path), 'utf8')).toBe(wanted);
    },
  );
});
