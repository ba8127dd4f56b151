/** What the quick reader accepts is what the `yaml` package reads, place by place. */

import { readFileSync } from 'node:fs';

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LineCounter, isMap, isScalar, isSeq, parseDocument, type Node } from 'yaml';

import type { Path } from '../path.ts';
import { readPlainYaml } from './plain-yaml.ts';

/** All paths of the data, with the place of key and value as that package has them. */
function inFull(text: string) {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, merge: true, prettyErrors: false });
  const span = ({ range }: Node) => {
    const start = lines.linePos(range?.[0] ?? 0);
    const end = lines.linePos(range?.[1] ?? 0);
    const length = start.line === end.line ? Math.max(1, end.col - start.col) : 1;
    return { line: start.line, column: start.col, length };
  };
  const places: [Path, unknown, unknown][] = [];
  const walk = (path: Path, key: Node, node: Node) => {
    const isNothing = isScalar(node) && node.value === null;
    // The end of a block is a matter of taste; where it begins is not.
    const own = span(isNothing ? key : node);
    const value =
      isScalar(node) || ('flow' in node && node.flow === true)
        ? own
        : { ...own, length: expect.anything() };
    places.push([path, span(key), value]);
    if (isMap<Node, Node>(node)) {
      for (const pair of node.items) {
        if (!isScalar(pair.key)) throw new TypeError('a key that is no text');
        walk([...path, String(pair.key.value)], pair.key, pair.value ?? pair.key);
      }
    } else if (isSeq<Node>(node)) {
      for (const [index, item] of node.items.entries()) walk([...path, index], item, item);
    }
  };
  const { contents, errors, warnings } = document;
  const problems = [...errors, ...warnings];
  if (problems.length > 0 || contents === null) return { problems, places, data: null };
  for (const pair of isMap<Node, Node>(contents) ? contents.items : []) {
    walk([String((pair.key as { value?: unknown }).value)], pair.key, pair.value ?? pair.key);
  }
  return { problems, places, data: document.toJS() as unknown };
}

/** The same text read quickly and in full; nothing twice when it is left to others. */
function bothWays(text: string): [quickly: unknown, inFull: unknown] {
  const plain = readPlainYaml(text);
  if (plain === null) return [null, null];
  const full = inFull(text);
  const places = full.places.map(([path, key]) => {
    const isListItem = typeof path.at(-1) === 'number';
    return [path, isListItem ? key : plain.locate(path, 'key'), plain.locate(path, 'value')];
  });
  return [{ problems: [], places, data: plain.value }, full];
}

describe('accepts', () => {
  test.each([
    ['maps, lists and comments', 'a: 1 # one\n\n# two\nb:\n  - x\n  - y: 2\n    z: [1, 2]\nc:\n'],
    ['lists beside their key', 'a:\n- 1\n- b: 2\n  c: 3\nd: 4\n'],
    [
      'brackets over several lines',
      'a:\n  - {\n      b: "x",\n      c: [1, two, 3.5],\n    }\nd: {}\n',
    ],
    ['quotes', `a: "x\\ny # no comment"\nb: 'it''s'\n"c d": ''\n`],
    ['texts with colons and hashes', 'a: http://x:80/y#z\nb: {c: x:80, d: 10.0.0.1:8}\ne: x#y\n'],
    ['words and numbers', 'a: [true, False, null, ~, -1, 0, 2.50, 1.2.3.4, 99.99%, 5s, -x, yes]\n'],
    ['JSON', '{\n  "a": [1, "x"],\n  "b": { "c": null }\n}\n'],
    ['JSON without a space', '{"a":[1,"x",{"b":-2.5}],"b":{"c":"d:e, {f}"},"g":[]}'],
    ['no end of line at the end', 'a:\n  b: 1'],
    ['a list with items on lines of their own', 'a:\n  -\n    b: 1\n  -\n    - 1\n'],
  ])('%s', (_, text) => {
    expect(readPlainYaml(text)).not.toBeNull();
    const [quickly, full] = bothWays(text);
    expect(quickly).toEqual(full);
  });

  test.each(['webshop', 'active-active', 'three-regions', 'hash-sessions', 'kubernetes'])(
    'the example %s',
    (name) => {
      const file = new URL(`../../../examples/${name}/ballast.yaml`, import.meta.url);
      const text = readFileSync(file, 'utf8');
      expect(readPlainYaml(text)).not.toBeNull();
      const [quickly, full] = bothWays(text);
      expect(quickly).toEqual(full);
    },
  );
});

describe('leaves to others', () => {
  test.each([
    ['a tab', 'a:\tb\n'],
    ['another line end', 'a: b\r\n'],
    ['an anchor', 'a: &x 1\n'],
    ['an alias', 'a: *x\n'],
    ['a tag', 'a: !!str 1\n'],
    ['a merge', 'a: {<<: {b: 1}}\n'],
    ['a block text', 'a: |\n  x\n'],
    ['a doubled key', 'a: 1\na: 2\n'],
    ['a doubled key in brackets', 'a: {b: 1, b: 2}\n'],
    ['a key that is a number', '1: a\n'],
    ['a second document', 'a: 1\n---\nb: 1\n'],
    ['a text over two lines', 'a: x\n  y\n'],
    ['a text over two lines in a list', 'a:\n  - x\n    y\n'],
    ['a list in the line of its item', 'a:\n  - - 1\n'],
    ['a key in the line of a key', 'a: b: c\n'],
    ['lines between the levels', 'a:\n    b: 1\n  c: 2\n'],
    ['a bracket that stays open', 'a: [1\n'],
    ['a bracket that closes too soon', 'a: {\n  b: 1\n}\n'],
    ['a pair in a list', 'a: [b: 1]\n'],
    ['text behind a quote', 'a: "b" c\n'],
    ['hexadecimal', 'a: 0x10\n'],
    ['an exponent', 'a: 1e3\n'],
    ['leading zeros', 'a: 007\n'],
    ['minus nothing', 'a: -0\n'],
    ['a number beyond what is exact', 'a: 12345678901234567890\n'],
    ['an item of nothing', 'a:\n  -\nb: 1\n'],
    ['a prototype', '__proto__: { a: 1 }\n'],
    ['nothing', '\n# only this\n'],
    ['a list at the top', '- a\n'],
    ['depth', `${'a: {b: '.repeat(30)}1${'}'.repeat(30)}\n`],
    ['depth in lines', Array.from({ length: 60 }, (_, n) => `${' '.repeat(n)}a:\n`).join('')],
  ])('%s', (_, text) => {
    expect(readPlainYaml(text)).toBeNull();
  });
});

const LINES = [
  'a:',
  'b: 1',
  'c: x',
  '- x',
  '- a: 1',
  '-',
  '- - x',
  'd: [1, x]',
  'e: {f: 1}',
  'e: { f: x:y }',
  'f: "q"',
  "g: 'q''q'",
  'h: x # c',
  '# c',
  '',
  'i: -x',
  '- -1',
  'j: 1.5',
  'k: a: b',
  'l: [a, {b: c}]',
  '}',
  ']',
  'm: [',
  'n: {',
  'o: ~',
  'p: "a" b',
  'q: x:',
  '? r',
  's: a,b',
  't: [a b, c#d, e #f]',
  '---',
  '- "a": 1',
  '- {a: 1}',
  '- [x]',
  'u: \\n',
  'v : 1',
  'w:x',
  '"x": 2',
  '- a:',
  '-x',
  'x: ',
  'y: "\\u0041"',
  'z: [ ]',
  'aa: [1 , 2 ]',
  'ab: {a: , b: 1}',
  'ac: [-]',
  'ad: [a,]',
  'ae: - x',
  'af: a -b',
  'ag: =',
];

test('any lines in any order are refused or read as they are', () => {
  const line = fc.tuple(fc.nat({ max: 4 }), fc.constantFrom(...LINES));
  const text = fc
    .array(line, { minLength: 1, maxLength: 9 })
    .map((lines) => lines.map(([depth, words]) => `${' '.repeat(depth)}${words}`).join('\n'));
  fc.assert(
    fc.property(text, (lines) => {
      const [quickly, full] = bothWays(lines);
      expect(quickly).toEqual(full);
    }),
    { numRuns: 2_000 },
  );
});

const SIGNS = 'ab1. :#,[]{}"\'\\-~&*!|>%@`=<?_/\n'.split('');

test('any characters within a text are refused or read as they are', () => {
  const scalar = fc.string({ unit: fc.constantFrom(...SIGNS) });
  const place = fc.constantFrom(
    'a: X',
    'a: [X]',
    'a: {b: X}',
    'a:\n  - X\n  - b',
    'a: "X"',
    "a: 'X'",
    'X: 1',
  );
  fc.assert(
    fc.property(place, scalar, (text, words) => {
      const [quickly, full] = bothWays(text.replace('X', () => words));
      expect(quickly).toEqual(full);
    }),
    { numRuns: 2_000 },
  );
});

test('any JSON is refused or read as it is', () => {
  const value = fc.jsonValue({ maxDepth: 4, noUnicodeString: true });
  fc.assert(
    fc.property(
      fc.dictionary(fc.string(), value, { maxKeys: 4 }),
      fc.nat({ max: 2 }),
      (map, indent) => {
        const [quickly, full] = bothWays(JSON.stringify(map, null, indent));
        expect(quickly).toEqual(full);
      },
    ),
    { numRuns: 300 },
  );
});

test('the numbers of JSON are read as JSON has them', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (number) => {
      const text = `a: ${number}\nb: [${number}]\nc: ${Math.trunc(number)}\n`;
      const [quickly, full] = bothWays(text);
      expect(quickly).toEqual(full);
    }),
  );
});
