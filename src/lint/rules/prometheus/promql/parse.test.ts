import fc from 'fast-check';
import { expect, test } from 'vitest';
import { selectorsOf, walk, walkUp } from './nodes.ts';
import { parsePromql } from './parse.ts';

test.each([
  ['a bare name', 'up', ['up']],
  ['matchers of every kind', `a{b="c", d!='e', f=~"g.*", h!~\`i\`,}`, ['a']],
  ['the name as a label', '{__name__="kong_node_info", version="3.9.3"}', ['kong_node_info']],
  ['labels alone', '{job="kong"}', [null]],
  [
    'functions and aggregations',
    'sum by (le) (rate(a_bucket[5m])) / on (x) group_left b',
    ['a_bucket', 'b'],
  ],
  ['a grouping behind', 'sum(rate(a[1m])) without (instance)', ['a']],
  ['offset, @ and subqueries', 'max_over_time(rate(a[5m] offset 1w)[1h:1m] @ end())', ['a']],
  ['set operators', 'a == 1 and on (x) b > bool 2 unless c or d', ['a', 'b', 'c', 'd']],
  ['several lines with comments', 'a # first\n  + \n b', ['a', 'b']],
  ['a string with a brace in it', 'a{b="}{"} > 1', ['a']],
  ['recording rules', 'job:a:rate5m > 1e-3', ['job:a:rate5m']],
  ['numbers in every form', '-1.5e3 + .5 - 0x1f * +Inf ^ 2 ^ a', ['a']],
])('the selectors of %s are found', (_, text, metrics) => {
  const expr = parsePromql(text);
  expect(expr).not.toBeNull();
  expect(expr === null ? [] : selectorsOf(expr).map(({ metric }) => metric)).toEqual(metrics);
});

test('precedence is that of Prometheus', () => {
  const number = (value: number) => ({ kind: 'number', value });
  expect(parsePromql('1 + 2 * 3 > 4 and 5')).toEqual({
    kind: 'binary',
    op: 'and',
    left: {
      kind: 'binary',
      op: '>',
      left: {
        kind: 'binary',
        op: '+',
        left: number(1),
        right: { kind: 'binary', op: '*', left: number(2), right: number(3) },
      },
      right: number(4),
    },
    right: number(5),
  });
});

test('ranges are read in every unit', () => {
  const ranges = ['30s', '5m', '1h30m', '2d', '1w'].map((range) => {
    const expr = parsePromql(`a[${range}]`);
    return expr?.kind === 'selector' ? expr.rangeMs : null;
  });
  expect(ranges).toEqual([30_000, 300_000, 5_400_000, 172_800_000, 604_800_000]);
});

test.each(['', 'a{', 'a{b}', 'sum(', 'a[5x]', 'a b', '$__rate_interval', 'rate(a[$window])', ')'])(
  'what is not PromQL is not guessed at: %s',
  (text) => {
    expect(parsePromql(text)).toBeNull();
  },
);

test('nesting deeper than anybody writes is refused', () => {
  expect(parsePromql('('.repeat(100_000))).toBeNull();
  expect(parsePromql('-'.repeat(100_000))).toBeNull();
});

test('no text breaks the parser', () => {
  const pieces = 'sum by ( ) { } [5m] , =~ "x" a 1 / > offset @ "'.split(' ');
  const piece = fc.constantFrom(...pieces);
  const text = fc.oneof(
    fc.string(),
    fc.array(piece).map((some) => some.join(' ')),
  );
  fc.assert(
    fc.property(text, (input) => {
      const expr = parsePromql(input);
      if (expr === null) return;
      expect([...walkUp(expr)].map(({ part }) => part)).toEqual([...walk(expr)]);
    }),
    { numRuns: 500 },
  );
});
