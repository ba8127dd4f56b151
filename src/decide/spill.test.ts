/** What a region that spills is believed to carry. */

import { expect, test } from 'vitest';
import type { Reservoir } from './basins.ts';
import type { RegionWorld } from './receivers.ts';
import { advanceSpills } from './spill.ts';
import type { Spill } from './split-state.ts';
import { TUNING } from './tuning.ts';

/** Has just met its true capacity of 400 at a load of 600; stated are 900. */
const FULL: Reservoir = {
  region: 'west',
  loadRps: 600,
  statedRps: 900,
  capacityRps: 400,
  limitRps: 400,
  easyRps: 340,
  isSaturated: true,
  isQueueing: true,
  takenRps: 0,
  standing: 'serving',
  isAlarmed: false,
};
const EASY: Partial<Reservoir> = { isSaturated: false, isQueueing: false, capacityRps: 900 };

// Only what spilling reads of its world.
const world = (nowMs: number) =>
  ({
    service: { failover: { mode: 'active-passive' } },
    demandRps: 600,
    nowMs,
    elapsedMs: 1_000,
  }) as RegionWorld;

function play(
  seconds: number,
  changes: Partial<Reservoir>,
  { from, isTight = false }: { readonly from?: Spill; readonly isTight?: boolean } = {},
): Spill {
  let spills: Readonly<Record<string, Spill>> = from === undefined ? {} : { west: from };
  for (let at = 1; at <= seconds; at += 1) {
    const reservoir = { ...FULL, ...changes };
    const context = { before: spills, world: world(at * 1_000), hasMoved: false, isTight };
    spills = advanceSpills([reservoir], context);
  }
  const spill = spills['west'];
  if (spill === undefined) throw new Error('nothing spills');
  return spill;
}

test('above its limit a region keeps at once what is below its ceiling', () => {
  const { keepRps, isOn, isUrgent } = play(1, {});
  expect({ isOn, isUrgent }).toEqual({ isOn: true, isUrgent: true });
  expect(keepRps).toBeCloseTo(TUNING.ceilingRatio * 400);
});

test('it is believed to carry more only slowly, however much admission has come to allow', () => {
  const spill = play(20, EASY, { from: play(1, {}) });
  expect(spill.capacityRps).toBeGreaterThan(400);
  expect(spill.capacityRps).toBeLessThan(400 * 1.12);
  expect(spill.keepRps).toBeLessThan(TUNING.ceilingRatio * 400 * 1.12);
});

test('and no more while its requests wait', () => {
  const spill = play(20, { ...EASY, isQueueing: true }, { from: play(1, {}) });
  expect(spill.capacityRps).toBeCloseTo(400);
});

test('saturated again, it carries no more than it was given', () => {
  const grown = play(100, EASY, { from: play(1, {}) });
  const given = 600 * grown.keptRatio;
  const { capacityRps } = play(1, { capacityRps: 900 }, { from: grown });
  expect(capacityRps).toBeLessThanOrEqual(given + 1e-9);
});

test('when nobody else has room, what admission allows is what counts', () => {
  const spill = play(1, { ...EASY, capacityRps: 700 }, { from: play(1, {}), isTight: true });
  expect(spill.capacityRps).toBe(700);
});
