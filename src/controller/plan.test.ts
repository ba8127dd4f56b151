import fc from 'fast-check';
import { expect, test } from 'vitest';
import { planWeights } from './plan.ts';

const plan = (actual: Record<string, number>, desired: Record<string, number>) =>
  planWeights({ gateway: 'kong-eu', upstream: 'product', desired, actual }).changes.map(
    ({ target, from, to }) => `${target} ${from}→${to}`,
  );

test.each<
  [claim: string, actual: Record<string, number>, desired: Record<string, number>, string[]]
>([
  ['nothing to do is an empty plan', { a: 1, b: 2 }, { a: 1, b: 2 }, []],
  [
    'receivers are raised before givers are lowered',
    { a: 9, b: 1 },
    { a: 1, b: 9 },
    ['b 1→9', 'a 9→1'],
  ],
  [
    'the largest step comes first on either side',
    { a: 9, b: 5, c: 1, d: 2 },
    { a: 1, b: 4, c: 4, d: 9 },
    ['d 2→9', 'c 1→4', 'a 9→1', 'b 5→4'],
  ],
  ['a target that Kong does not have is left out', { a: 9 }, { a: 1, b: 9 }, ['a 9→1']],
  ['a target that only Kong has is left alone', { a: 9, x: 5 }, { a: 9 }, []],
])('%s', (_claim, actual, desired, changes) => {
  expect(plan(actual, desired)).toEqual(changes);
});

test('G2: no prefix of a plan holds less capacity than the worse of its ends, and all of it gets there', () => {
  const weight = fc.oneof(fc.constant(0), fc.nat({ max: 10_000 }));
  const vectors = fc.integer({ min: 1, max: 12 }).chain((count) =>
    fc.record({
      actual: fc.array(weight, { minLength: count, maxLength: count }),
      desired: fc.array(weight, { minLength: count, maxLength: count }),
      able: fc.array(fc.boolean(), { minLength: count, maxLength: count }),
    }),
  );
  fc.assert(
    fc.property(vectors, ({ actual, desired, able }) => {
      const named = (values: number[]) =>
        Object.fromEntries(values.map((value, index) => [`t${index}`, value]));
      const capacity = (weights: Record<string, number>) =>
        able.reduce((sum, isAble, index) => sum + (isAble ? (weights[`t${index}`] ?? 0) : 0), 0);
      const { changes } = planWeights({
        gateway: 'g',
        upstream: 'u',
        desired: named(desired),
        actual: named(actual),
      });
      const weights = named(actual);
      const floor = Math.min(capacity(named(actual)), capacity(named(desired)));
      for (const { target, from, to } of changes) {
        expect(from).not.toBe(to);
        weights[target] = to;
        expect(capacity(weights)).toBeGreaterThanOrEqual(floor);
      }
      expect(weights).toEqual(named(desired));
    }),
    { numRuns: 500 },
  );
});
