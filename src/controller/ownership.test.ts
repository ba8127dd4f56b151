import { expect, test } from 'vitest';
import type { Weights } from '../model/control.ts';
import { foreignWeights, type Ownership, withActual, withUnconfirmed } from './ownership.ts';

const baseline: Weights = { a: 50, b: 50 };
const owned = (applied: Weights | null, changes: Partial<Ownership> = {}): Ownership => ({
  applied,
  unconfirmed: [],
  adopts: false,
  ...changes,
});
const unconfirmed = [{ target: 'a', weight: 0, atMs: 0 }];

test.each<[claim: string, Ownership, actual: Weights, foreign: string[]]>([
  ['what was applied is ours', owned({ a: 1, b: 99 }), { a: 1, b: 99 }, []],
  ['anything else is foreign', owned({ a: 1, b: 99 }), { a: 2, b: 99 }, ['a']],
  ['at the first look the baseline is ours', owned(null), { a: 50, b: 50 }, []],
  ['and anything else is foreign then too', owned(null), { a: 50, b: 60 }, ['b']],
  [
    'a write without a known end is ours',
    owned({ a: 50, b: 50 }, { unconfirmed }),
    { a: 0, b: 50 },
    [],
  ],
  ['but only at its own target', owned({ a: 50, b: 50 }, { unconfirmed }), { a: 50, b: 0 }, ['b']],
  ['after `enable` whatever is found is ours', owned(null, { adopts: true }), { a: 7, b: 8 }, []],
  ['a target that Kong does not have is nobody’s', owned({ a: 50, b: 50 }), { a: 50 }, []],
  ['a target new in the strategy is ours at its baseline', owned({ a: 50 }), { a: 50, b: 50 }, []],
])('%s', (_claim, ownership, actual, foreign) => {
  const found = foreignWeights(ownership, { actual, baseline });
  expect(found.map(({ target }) => target)).toEqual(foreign);
});

test('a write that was never confirmed is forgotten after a minute', () => {
  const ownership = withUnconfirmed(owned({ a: 50, b: 50 }), unconfirmed, 0);
  const later = withActual(ownership, { a: 50, b: 50 }, 61_000);
  expect(foreignWeights(later, { actual: { a: 0, b: 50 }, baseline }).length).toBe(1);
});
