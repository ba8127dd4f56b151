/**
 * What is written is read back as it was, by the YAML package, whatever the strings are; also by the
 * rules of YAML 1.1, which Kong, decK and Prometheus go by.
 */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parse, stringify } from 'yaml';

import { renderYaml } from './render-yaml.ts';

const render = (value: object) => renderYaml(value, { header: '', comments: [] });

const awkward = fc.constantFrom(
  'true', 'Null', '~', '1', '1.5', '1e3', '0x1f', '.inf', '-', '- a', '#', 'a #b', 'a: b', 'a:',
  ':a', '[a]', '{a}', 'a, b', '&a', '*a', '!a', '|', '>', '%a', '@a', '`a`', '"a"', "it's", '',
  ' a', 'a ', 'a\nb', 'a\n', '\n', 'a\tb', 'é', '\u2028', '2026-01-01', '10.0.0.1:80', '[::1]:80',
  '${{ env "X" }}', '? a', '=', '<<', 'no', 'On', 'y', '12:30', '1_000', '0o17', '017', 'http://a:1/b?c=d&e', '~/a\\.b$', '  two\nlines\n',
); // prettier-ignore

const text = fc.oneof(awkward, fc.string(), fc.string({ unit: 'grapheme' }));
const number = fc.double({ noNaN: true, noDefaultInfinity: true }).map((one) => one + 0);
const plain = fc.oneof(text, fc.integer(), fc.boolean(), fc.constant(null), number);
const { map } = fc.letrec<{ value: unknown; map: Record<string, unknown> }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    plain,
    tie('map'),
    fc.array(fc.oneof(plain, tie('map')), { maxLength: 5 }),
  ),
  map: fc.dictionary(text, tie('value'), { maxKeys: 5, noNullPrototype: true }),
}));

test('any value comes back as it was', () => {
  fc.assert(
    fc.property(map, (value) => {
      for (const version of ['1.1', '1.2'] as const) {
        expect(parse(render({ value }), { version })).toEqual({ value });
      }
    }),
    { numRuns: 300 },
  );
});

test('a text is quoted as the package quotes it, whether asked or not', () => {
  const asked = (value: string) => {
    const options = { version: '1.1', lineWidth: 0, collectionStyle: 'flow' } as const;
    return stringify([value], options).slice(1, -2).trim();
  };
  const sign = fc.constantFrom(...'aB0/_$(^.-:#,[]{}&*!|>\'"%@`=?~+<; '.split(''));
  const certain = fc.string({ unit: sign, minLength: 1, maxLength: 6 }).filter((value) =>
    // Words that mean something in one version only; the first test has them.
    /^[A-Za-z/$(^][^0-9]+[^0-9 ]$/.test(value),
  );
  fc.assert(
    fc.property(fc.oneof(certain, fc.nat().map(String)), (value) => {
      expect(render({ a: [value] })).toBe(`a: [${asked(value)}]\n`);
    }),
    { numRuns: 500 },
  );
});

test('short lists stand on one line, long ones and those with comments do not', () => {
  expect(render({ a: [1, 'b', true] })).toBe('a: [1, b, true]\n');
  expect(render({ a: Array.from({ length: 20 }, () => 1_000) }).split('\n')).toHaveLength(22);
  const comments = [{ path: ['a', 1], text: 'why' }];
  expect(renderYaml({ a: [1, 2] }, { header: '', comments })).toBe('a:\n  - 1\n  # why\n  - 2\n');
});

test('comments stand above what they are about, an unknown place is passed over', () => {
  const comments = [
    { path: ['services', 0], text: 'first\n\nof two' },
    { path: ['services', 0, 'port'], text: 'usual' },
    { path: ['nowhere', 7], text: 'lost' },
  ];
  const value = { services: [{ name: 'a', port: 80 }], empty: {}, none: [], gone: undefined };
  expect(renderYaml(value, { header: 'Title', comments })).toBe(`# Title

services:
  # first
  #
  # of two
  - name: a
    # usual
    port: 80
empty: {}
none: []
`);
});

test('several lines stay several lines', () => {
  expect(render({ a: { b: 'x: 1\n\ny: 2\n' } })).toBe('a:\n  b: |\n    x: 1\n\n    y: 2\n');
});
