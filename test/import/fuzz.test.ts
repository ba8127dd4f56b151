/** Broken and hostile Kong files: never a throw, and what comes out is a valid strategy file. */

import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { parse } from 'yaml';
import { parseKongText } from '../../src/cli/import/read-file.ts';
import { importKong } from '../../src/import/import-kong.ts';
import { renderStrategy } from '../../src/import/render-strategy.ts';
import { parseStrategy } from '../../src/strategy/index.ts';

vi.setConfig({ testTimeout: 180_000 });

const FILES = [
  'folklore/b-upstream.yaml',
  'folklore/b-services.yaml',
  'folklore/b-regions.yaml',
  'folklore/b-plugins.yaml',
].map(
  (name) => parse(readFileSync(new URL(`../fixtures/${name}`, import.meta.url), 'utf8')) as unknown,
);
const GENERATED = ['base', 'upstreams'].map((name) => {
  const file = new URL(`../golden/generate/webshop/kong-eu/${name}.yaml`, import.meta.url);
  return parse(readFileSync(file, 'utf8')) as unknown;
});

/** Values that somebody may write in the wrong place. */
const odd = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    [],
    {},
    '',
    0,
    -1,
    1e9,
    0.001,
    'x'.repeat(300),
    'a b',
    '__proto__',
    'http://u:p@h/?q#f',
    '[::1]:80',
    '999.1.1.1:0',
    '/',
    '~/(',
    ['ballast-upstreams'],
    ['region-x'],
    { id: 'nobody' },
    '127.0.0.11:8000',
  ),
  fc.anything({ maxDepth: 2 }),
);

type Path = readonly (string | number)[];

function pathsOf(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, inner]) => pathsOf(inner, [...path, key]))];
}

/** A copy in which the value at a path is another. */
function replaced(value: unknown, [key, ...rest]: Path, by: unknown): unknown {
  if (key === undefined) return by;
  if (Array.isArray(value)) {
    return value.map((item: unknown, index) =>
      String(index) === String(key) ? replaced(item, rest, by) : item,
    );
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [
      name,
      name === key ? replaced(item, rest, by) : item,
    ]),
  );
}

function mutations(documents: readonly unknown[]) {
  const places = documents.flatMap((content, at) => pathsOf(content).map((path) => ({ at, path })));
  return fc
    .array(fc.tuple(fc.constantFrom(...places), odd), { minLength: 1, maxLength: 4 })
    .map((changes) => {
      let contents = [...documents];
      for (const [{ at, path }, by] of changes) {
        contents = contents.map((content, index) =>
          index === at ? replaced(content, path, by) : content,
        );
      }
      return contents;
    });
}

test.each([
  ['folklore', FILES],
  ['what Ballast generated', GENERATED],
])('any mutation of %s', (_name, documents) => {
  fc.assert(
    fc.property(mutations(documents), (contents) => {
      const result = importKong(contents.map((content) => ({ source: 'x.yaml', content })));
      if (Object.keys(result.strategy.services).length === 0) return;
      const text = renderStrategy(result, { language: 'nl', from: 'x.yaml' });
      const { problems } = parseStrategy(text);
      const errors = problems.filter(({ severity }) => severity === 'error');
      const said = errors.map(({ code, message }) => `${code} ${message}`);
      expect(said).toEqual([]);
    }),
    { numRuns: 120 },
  );
});

test('lists in lists, thousands deep, are refused with a place', () => {
  for (const depth of [300, 600, 900, 1_200, 1_500, 2_000, 3_000]) {
    const lines = Array.from({ length: depth }, (_, level) => `${' '.repeat(level)}a:`).join('\n');
    for (const text of [
      `services:\n  ${'- '.repeat(depth)}x\n`,
      `services: ${'['.repeat(depth)}`,
      lines,
    ]) {
      expect(refusalOf(text)).toMatch(/^$|deep\.yaml:\d+:\d+\b/);
    }
  }
});

/** What the text is refused with; nothing when it is taken. */
function refusalOf(text: string): string {
  try {
    importKong(parseKongText(text, 'deep.yaml'));
    return '';
  } catch (error) {
    return String(error);
  }
}
