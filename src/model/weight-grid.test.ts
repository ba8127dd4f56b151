import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toWeightGrid, WEIGHT_TOTAL } from './weight-grid.ts';

test.each<[claim: string, ratios: Record<string, number>, weights: Record<string, number>]>([
  [
    'splits equally, the remainder to the first by name',
    { b: 1, c: 1, a: 1 },
    { a: 3334, b: 3333, c: 3333 },
  ],
  ['keeps shares', { a: 0.75, b: 0.25 }, { a: 7500, b: 2500 }],
  ['gives a last resort exactly 1', { a: 1, b: 0.00005 }, { a: 9999, b: 1 }],
  ['gives nothing to ratio 0', { a: 1, b: 0 }, { a: 10_000, b: 0 }],
  ['leaves all at 0 when nobody may serve', { a: 0, b: 0 }, { a: 0, b: 0 }],
])('the grid %s', (_claim, ratios, weights) => {
  expect(toWeightGrid(ratios)).toEqual(weights);
});

test('weights always sum to the total, live ones are at least 1, and input order is irrelevant', () => {
  const ratio = fc.oneof(fc.constant(0), fc.double({ min: 1e-9, max: 1e6, noNaN: true }));
  const ratios = fc.dictionary(fc.string({ minLength: 1, maxLength: 4 }), ratio, { maxKeys: 40 });
  fc.assert(
    fc.property(ratios, (input) => {
      const weights = toWeightGrid(input);
      const reversed = toWeightGrid(Object.fromEntries(Object.entries(input).toReversed()));
      expect(reversed).toEqual(weights);
      const live = Object.keys(input).filter((target) => (input[target] ?? 0) > 0);
      const sum = Object.values(weights).reduce((total, weight) => total + weight, 0);
      expect(sum).toBe(live.length === 0 ? 0 : WEIGHT_TOTAL);
      for (const target of Object.keys(input)) {
        const weight = weights[target] ?? -1;
        expect(Number.isInteger(weight)).toBe(true);
        expect(weight > 0).toBe(live.includes(target));
      }
    }),
    { numRuns: 300 },
  );
});
