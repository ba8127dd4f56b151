/** Where demand goes: nothing is lost or invented, and nobody is given more than it can serve. */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Basin, flowOf } from './waterfall.ts';

const basin = (region: string, change: Partial<Basin>): Basin => ({
  region,
  loadRps: 0,
  keepRps: 0,
  roomRps: 0,
  easyRps: change.limitRps ?? 100,
  limitRps: 100,
  canServe: true,
  isReluctant: false,
  ...change,
});

test.each<
  [
    claim: string,
    basins: readonly Basin[],
    kept: readonly number[],
    taken: readonly number[],
    excess: number,
  ]
>([
  [
    'what a region shall not keep goes to the next with room',
    [basin('a', { loadRps: 90, keepRps: 75 }), basin('b', { roomRps: 85 })],
    [75, 0],
    [0, 15],
    0,
  ],
  [
    'before anybody is filled to a limit that was learnt, a region that was sent away takes some',
    [
      basin('a', { isReluctant: true, canServe: false, roomRps: 500 }),
      basin('b', { loadRps: 200, keepRps: 75, easyRps: 80, limitRps: 100 }),
    ],
    [0, 80],
    [120, 0],
    0,
  ],
  [
    'what finds no room stays up to the limit',
    [
      basin('a', { loadRps: 95, keepRps: 75, limitRps: 95 }),
      basin('b', { roomRps: 5, limitRps: 5 }),
    ],
    [90, 0],
    [0, 5],
    0,
  ],
  [
    'others are filled up to their limits before anything is refused',
    [
      basin('a', { loadRps: 150, keepRps: 75, limitRps: 95 }),
      basin('b', { roomRps: 30, limitRps: 50 }),
    ],
    [95, 0],
    [0, 50],
    5,
  ],
  [
    'a region that was sent away gets what would be refused, and only that',
    [
      basin('a', { roomRps: 100, isReluctant: true }),
      basin('b', { loadRps: 120, keepRps: 85, limitRps: 95 }),
    ],
    [0, 95],
    [25, 0],
    0,
  ],
  [
    'a lost region gets nothing',
    [basin('a', { canServe: false }), basin('b', { loadRps: 120, keepRps: 85, limitRps: 95 })],
    [0, 95],
    [0, 0],
    25,
  ],
])('%s', (_claim, basins, kept, taken, excess) => {
  const flow = flowOf(basins);
  expect(basins.map(({ region }) => flow.keptRps[region] ?? 0)).toEqual(kept);
  expect(basins.map(({ region }) => flow.takenRps[region] ?? 0)).toEqual(taken);
  expect(flow.excessRps).toBe(excess);
});

const rps = fc.integer({ min: 0, max: 1_000 });
const anyBasin = fc.record({
  loadRps: rps,
  keepRps: rps,
  roomRps: rps,
  easyRatio: fc.double({ min: 0, max: 1, noNaN: true }),
  limitRps: rps,
  canServe: fc.boolean(),
  isReluctant: fc.boolean(),
});

test('nothing is lost or invented, and something is refused only when all are full', () => {
  const property = fc.property(fc.array(anyBasin, { minLength: 1, maxLength: 4 }), (parts) => {
    const basins = parts.map((part, index) => ({
      ...part,
      easyRps: part.easyRatio * part.limitRps,
      region: `r${index}`,
    }));
    const { keptRps, takenRps, excessRps } = flowOf(basins);
    const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
    const load = sum(basins.map(({ loadRps }) => loadRps));
    expect(sum(Object.values(keptRps)) + sum(Object.values(takenRps)) + excessRps).toBeCloseTo(
      load,
      6,
    );
    for (const one of basins) {
      const kept = keptRps[one.region] ?? 0;
      expect(kept).toBeLessThanOrEqual(one.loadRps);
      const least = excessRps > 0 ? Math.min(one.loadRps, one.limitRps) : 0;
      expect(kept).toBeGreaterThanOrEqual(least - 1e-6);
    }
  });
  fc.assert(property, { numRuns: 200 });
});
