/**
 * Whatever a file holds, lint neither crashes nor hangs: it finds problems at places, or says where
 * the file cannot be used. `FUZZ_RUNS=5000` for a long run; a failure prints its seed.
 */

import { readFile, readdir } from 'node:fs/promises';
import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { editText } from '../../src/cli/lint/edit-text.ts';
import { readDocument } from '../../src/cli/lint/read-document.ts';
import { DEFAULT_CONTEXT } from '../../src/lint/context.ts';
import { lint } from '../../src/lint/lint.ts';
import { RULES } from '../../src/lint/registry.ts';

vi.setConfig({ testTimeout: 600_000 });
const RUNS = Number(process.env['FUZZ_RUNS'] ?? 150);

const folklore = new URL('../fixtures/folklore/', import.meta.url);
const texts = await Promise.all(
  (await readdir(folklore)).map((file) => readFile(new URL(file, folklore), 'utf8')),
);
const examples = RULES.filter(({ appliesTo }) => appliesTo === 'kong').flatMap(({ good, bad }) => [
  ...Object.values(good.files),
  ...Object.values(bad.files),
]);

/** What breaks readers: types that change, structure, aliases, control characters, huge numbers. */
const TOKENS = [
  ['null', '[]', '{}', '[[[', '}}', '": ', '- ', ': ', '&a ', '*a', '<<: *a', '!!binary x'],
  ['1e309', '-1', '0x1F', '.nan', '99999999999999999999', 'true', '"', "'", '|', '>', '#'],
  ['\t', '\u0000', '\uFEFF', '\uD800', '---\n', '\n  ', 'targets:', 'config: 3', '? x', '%'],
].flat();

const mutation = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  cut: fc.nat({ max: 30 }),
  insert: fc.oneof(fc.constantFrom(...TOKENS), fc.string({ maxLength: 6 })),
});

test('a mutated file is linted, or told to be unusable with its place', () => {
  const base = fc.constantFrom(...texts, ...examples);
  fc.assert(
    fc.property(base, fc.array(mutation, { minLength: 1, maxLength: 6 }), (original, mutations) => {
      const text = mutations.reduce((before, { at, cut, insert }) => {
        const start = Math.floor(at * before.length);
        return `${before.slice(0, start)}${insert}${before.slice(start + cut)}`;
      }, original);
      const { documents, problems, unusable } = readDocument('file.yaml', text);
      expect(documents.length + problems.length + unusable.length).toBeGreaterThan(0);
      for (const { place, message } of unusable) {
        expect(place.line).toBeGreaterThan(0);
        expect(place.column).toBeGreaterThan(0);
        expect(message).not.toBe('');
      }
      for (const language of ['en', 'nl'] as const) {
        const found = lint(documents, { rules: RULES, context: DEFAULT_CONTEXT, language });
        for (const { line, edits } of found) {
          expect(line).toBeGreaterThan(0);
          for (const edit of edits) editText(text, edit);
        }
      }
    }),
    { numRuns: RUNS },
  );
});

test('a merge key without a map is told with its place', () => {
  const { unusable } = readDocument('file.yaml', 'upstreams: []\n<<: *a\n');
  expect(unusable).toMatchObject([{ place: { line: 2, column: 1 } }]);
});

test('files made to hurt end quickly', () => {
  const bomb = ['a: &a [x, x, x, x, x, x, x, x, x]'];
  for (let level = 1; level < 12; level += 1) {
    const above = String.fromCharCode(96 + level);
    const name = String.fromCharCode(97 + level);
    bomb.push(`${name}: &${name} [${Array.from({ length: 9 }, () => `*${above}`).join(', ')}]`);
  }
  const hurtful = [
    bomb.join('\n'),
    `{"upstreams": ${'['.repeat(50_000)}`,
    `{"upstreams": ${'['.repeat(20_000)}${']'.repeat(20_000)}}`,
    `upstreams:\n  - name: ${'a'.repeat(200_000)}\n    ${'b'.repeat(100_000)}: 1\n`,
    `_format_version: "3.0"\nupstreams: &u\n  - name: x\n    targets: *u\n`,
  ];
  for (const text of hurtful) {
    const { documents, unusable } = readDocument('file.yaml', text);
    expect(documents.length + unusable.length).toBe(1);
    lint(documents, { rules: RULES, context: DEFAULT_CONTEXT, language: 'en' });
  }
});
