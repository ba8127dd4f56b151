/** Texts made worse: bytes, lines, values and structure, as editors, templates and enemies do. */

import type { Random } from '../../src/lib/random.ts';

interface MutateOptions {
  readonly random: Random;
  /** Texts to splice from. */
  readonly others: readonly string[];
}

type Mutation = (text: string, options: MutateOptions) => string;

const MAX_MUTATIONS = 6;

export function mutate(text: string, options: MutateOptions): string {
  const { random } = options;
  const count = 1 + Math.floor(random() * MAX_MUTATIONS);
  let result = text;
  for (let index = 0; index < count; index += 1) {
    const mutation = pick(random, MUTATIONS);
    result = mutation?.(result, options) ?? result;
  }
  return result;
}

/** Values that readers of YAML, numbers and names stumble over. */
const VALUES = [
  '',
  'null',
  '~',
  '""',
  '[]',
  '{}',
  '0',
  '-1',
  '1e999',
  '0x1F',
  'NaN',
  '.inf',
  'yes',
  '[[]]',
  '{a: }',
  '"\\u0000"',
  "'",
  '"',
  '*x',
  '&x',
  '!!binary aGk=',
  '!x y',
  '|',
  '>-',
  '- -',
  '? a',
  '%TAG',
  '---',
  '...',
  '<<: *x',
  '__proto__',
  'constructor',
  '{__proto__: {a: 1}}',
  '99999999999999999999',
  '1h2x',
  '\u202E',
  '\uFEFF',
  '\uD800',
  '\t',
  '\r',
  '# x',
  '@',
  '`',
  'http://[::1',
  '~/(',
  '/{',
  '%',
  '3.1',
  '2.0',
];

const MUTATIONS: readonly Mutation[] = [
  (text, { random }) => splice(text, { at: random(), cut: 0, put: pick(random, VALUES) ?? '' }),
  (text, { random }) => splice(text, { at: random(), cut: Math.ceil(random() * 40), put: '' }),
  (text, { random }) =>
    splice(text, { at: random(), cut: 1, put: String.fromCodePoint(Math.floor(random() * 256)) }),
  (text, { random }) => text.slice(0, Math.floor(random() * text.length)),
  (text, { random, others }) => {
    const other = pick(random, others) ?? '';
    const from = Math.floor(random() * other.length);
    return splice(text, {
      at: random(),
      cut: 0,
      put: other.slice(from, from + Math.ceil(random() * 200)),
    });
  },
  // A value of some key.
  (text, { random }) => {
    const values = [...text.matchAll(/:[ ]+([^\n,{}[\]]+)/g)];
    const chosen = pick(random, values);
    const value = chosen?.[1];
    if (chosen === undefined || value === undefined) return text;
    const start = chosen.index + chosen[0].length - value.length;
    return text.slice(0, start) + (pick(random, VALUES) ?? '') + text.slice(start + value.length);
  },
  // Lines twice, gone, or elsewhere.
  (text, { random }) => {
    const lines = text.split('\n');
    const [from, to] = [Math.floor(random() * lines.length), Math.floor(random() * lines.length)];
    const [line = ''] = lines.splice(from, random() < 0.5 ? 1 : 0);
    lines.splice(to, 0, line);
    return lines.join('\n');
  },
  (text, { random }) => {
    const lines = text.split('\n');
    const at = Math.floor(random() * lines.length);
    lines[at] = `${' '.repeat(Math.floor(random() * 6))}${(lines[at] ?? '').trimStart()}`;
    return lines.join('\n');
  },
  // Deeply nested, and many times the same.
  (text, { random }) =>
    splice(text, {
      at: random(),
      cut: 0,
      put: (pick(random, ['[', '{', '- ', '{a: ', '"']) ?? '').repeat(Math.ceil(random() * 3_000)),
    }),
  (text, { random }) =>
    splice(text, {
      at: random(),
      cut: 0,
      put: `\nx: &a [1]\ny: [${'*a, '.repeat(Math.ceil(random() * 1_500))}]\n`,
    }),
];

function splice(text: string, { at, cut, put }: { at: number; cut: number; put: string }): string {
  const from = Math.floor(at * text.length);
  return text.slice(0, from) + put + text.slice(from + cut);
}

function pick<T>(random: Random, list: readonly T[]): T | undefined {
  return list[Math.floor(random() * list.length)];
}
