/** The quick way through plain YAML and the full one are one reader to everybody else. */

import { readFileSync, readdirSync } from 'node:fs';

import { expect, test } from 'vitest';

import type { Path } from '../lib/path.ts';
import { readDocument, readFully } from './document.ts';

const GOOD = new URL('../../test/strategy/good/', import.meta.url);

test.each(readdirSync(GOOD))('%s has the same data and places either way', (name) => {
  const text = readFileSync(new URL(name, GOOD), 'utf8');
  const quick = readDocument(text);
  const full = readFully(text);
  expect(quick.data?.value).toEqual(full.data?.value);
  for (const path of pathsOf(full.data?.value)) {
    for (const at of ['key', 'value'] as const) {
      const { line, column } = full.locate(path, at);
      expect([path, at, quick.locate(path, at)]).toMatchObject([path, at, { line, column }]);
    }
  }
});

/** Of all that is there, and of something in each place that is not. */
function pathsOf(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path, [...path, 'absent']];
  const steps: [string | number, unknown][] = Array.isArray(value)
    ? [...value.entries()]
    : Object.entries(value);
  return [
    path,
    [...path, 'absent'],
    ...steps.flatMap(([key, entry]) => pathsOf(entry, [...path, key])),
  ];
}
