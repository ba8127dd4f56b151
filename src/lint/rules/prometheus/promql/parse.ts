/**
 * PromQL text → tree, by recursive descent with Prometheus' precedences. What cannot be read gives
 * `null`: whether it is valid at all is promtool's to say, rules only look at what they understand.
 */

import { parseDurationMs } from '../../../../lib/quantities.ts';
import type { Expr, Grouping, Matcher } from './nodes.ts';
import { tokenize, type Token } from './tokenize.ts';

export function parsePromql(text: string): Expr | null {
  const reader = createReader(tokenize(text));
  try {
    const expr = readBinary(reader, 0);
    return reader.peek() === null ? expr : null;
  } catch (error) {
    if (error instanceof Unreadable) return null;
    throw error;
  }
}

class Unreadable extends Error {
  override readonly name = 'Unreadable';
}

/** Deeper nesting than people write would overflow the stack. */
const MAX_DEPTH = 200;

interface Reader {
  peek(): Token | null;
  take(): Token;
  /** Takes the token when it is this symbol or word. */
  skip(text: string): boolean;
  expect(text: string): void;
  deeper<T>(work: () => T): T;
}

function createReader(tokens: readonly Token[]): Reader {
  let at = 0;
  let depth = 0;
  const peek = () => tokens[at] ?? null;
  const take = () => {
    const token = tokens[at];
    if (token === undefined) throw new Unreadable();
    at += 1;
    return token;
  };
  const skip = (text: string) => {
    const token = peek();
    if (token === null || token.kind === 'string') return false;
    if (token.text.toLowerCase() !== text) return false;
    at += 1;
    return true;
  };
  return {
    peek,
    take,
    skip,
    expect(text) {
      if (!skip(text)) throw new Unreadable();
    },
    deeper(work) {
      depth += 1;
      if (depth > MAX_DEPTH) throw new Unreadable();
      const result = work();
      depth -= 1;
      return result;
    },
  };
}

/** Weakest first (prometheus.io/docs, operators); `^` alone binds to the right. */
const PRECEDENCE: readonly (readonly string[])[] = [
  ['or'],
  ['and', 'unless'],
  ['==', '!=', '<=', '<', '>=', '>'],
  ['+', '-'],
  ['*', '/', '%', 'atan2'],
  ['^'],
];

function readBinary(reader: Reader, level: number): Expr {
  const operators = PRECEDENCE[level];
  if (operators === undefined) return readUnary(reader);
  return reader.deeper(() => {
    let left = readBinary(reader, level + 1);
    for (;;) {
      const op = operators.find((one) => reader.skip(one));
      if (op === undefined) return left;
      skipMatching(reader);
      const right = readBinary(reader, op === '^' ? level : level + 1);
      left = { kind: 'binary', op, left, right };
    }
  });
}

/** `bool`, `on (…)`, `ignoring (…)`, `group_left (…)`, `group_right (…)`. */
function skipMatching(reader: Reader): void {
  reader.skip('bool');
  if (reader.skip('on') || reader.skip('ignoring')) readNames(reader);
  if (reader.skip('group_left') || reader.skip('group_right')) {
    if (reader.peek()?.text === '(') readNames(reader);
  }
}

function readUnary(reader: Reader): Expr {
  if (reader.skip('-')) return { kind: 'negation', of: reader.deeper(() => readUnary(reader)) };
  if (reader.skip('+')) return reader.deeper(() => readUnary(reader));
  return readSuffixes(reader, readAtom(reader));
}

function readAtom(reader: Reader): Expr {
  const token = reader.take();
  if (token.kind === 'number') return { kind: 'number', value: Number(token.text) };
  if (token.kind === 'string') return { kind: 'string', value: token.text };
  if (token.text === '(') {
    const inner = readBinary(reader, 0);
    reader.expect(')');
    return inner;
  }
  if (token.text === '{') return readSelector(reader, null);
  if (token.kind !== 'name') throw new Unreadable();
  return readNamed(reader, token.text);
}

function readNamed(reader: Reader, name: string): Expr {
  if (/^(?:inf|nan)$/i.test(name)) return { kind: 'number', value: Number.POSITIVE_INFINITY };
  if (isAggregator(name)) {
    const before = readGrouping(reader);
    const args = readArguments(reader);
    return {
      kind: 'aggregation',
      name: name.toLowerCase(),
      grouping: before ?? readGrouping(reader),
      args,
    };
  }
  if (reader.peek()?.text === '(') return { kind: 'call', name, args: readArguments(reader) };
  if (reader.skip('{')) return readSelector(reader, name);
  return { kind: 'selector', metric: name, matchers: [], rangeMs: null };
}

const AGGREGATORS: ReadonlySet<string> = new Set([
  'avg',
  'bottomk',
  'count',
  'count_values',
  'group',
  'limitk',
  'limit_ratio',
  'max',
  'min',
  'quantile',
  'stddev',
  'stdvar',
  'sum',
  'topk',
]);

function isAggregator(name: string): boolean {
  return AGGREGATORS.has(name.toLowerCase());
}

function readGrouping(reader: Reader): Grouping | null {
  if (reader.skip('by')) return { kind: 'by', labels: readNames(reader) };
  if (reader.skip('without')) return { kind: 'without', labels: readNames(reader) };
  return null;
}

function readNames(reader: Reader): string[] {
  const names: string[] = [];
  reader.expect('(');
  while (!reader.skip(')')) {
    names.push(reader.take().text);
    reader.skip(',');
  }
  return names;
}

function readArguments(reader: Reader): Expr[] {
  const args: Expr[] = [];
  reader.expect('(');
  while (!reader.skip(')')) {
    args.push(readBinary(reader, 0));
    if (!reader.skip(',') && reader.peek()?.text !== ')') throw new Unreadable();
  }
  return args;
}

/** After the opening brace. */
function readSelector(reader: Reader, name: string | null): Expr {
  const matchers: Matcher[] = [];
  while (!reader.skip('}')) {
    const label = reader.take().text;
    const op = reader.take().text;
    const value = reader.take();
    if (!isMatcherOp(op) || value.kind !== 'string') throw new Unreadable();
    matchers.push({ label, op, value: value.text });
    reader.skip(',');
  }
  const named = matchers.find(({ label, op }) => label === '__name__' && op === '=');
  return {
    kind: 'selector',
    metric: name ?? named?.value ?? null,
    matchers: matchers.filter((matcher) => matcher !== named),
    rangeMs: null,
  };
}

function isMatcherOp(op: string): op is Matcher['op'] {
  return op === '=' || op === '!=' || op === '=~' || op === '!~';
}

/** `[5m]`, `[1h:1m]`, `offset 5m`, `@ end()`, in any order. */
function readSuffixes(reader: Reader, atom: Expr): Expr {
  let expr = atom;
  for (;;) {
    if (reader.skip('[')) {
      expr = readRange(reader, expr);
    } else if (reader.skip('offset')) {
      reader.skip('-');
      reader.take();
    } else if (reader.skip('@')) {
      if (reader.take().kind === 'name') readNames(reader);
    } else {
      return expr;
    }
  }
}

function readRange(reader: Reader, of: Expr): Expr {
  const token = reader.take();
  const rangeMs = durationOf(token.text);
  if (token.kind !== 'duration' || rangeMs === null) throw new Unreadable();
  const isSubquery = reader.peek()?.text !== ']';
  // The step of a subquery: `:`, `:1m`, which a lexer may read as one name.
  while (!reader.skip(']')) reader.take();
  if (isSubquery || of.kind !== 'selector') return { kind: 'subquery', of, rangeMs };
  return { ...of, rangeMs };
}

/** Prometheus also knows weeks and years. */
function durationOf(text: string): number | null {
  const days = text.replaceAll(
    /(\d+)([wy])/g,
    (_, amount: string, unit: string) => `${Number(amount) * (unit === 'w' ? 7 : 365)}d`,
  );
  return parseDurationMs(days);
}
