/** A first step that fails in part, and what is enough to call it failing. */

import { expect, test } from 'vitest';
import { isBeyond } from './beyond.ts';
import { say } from '../model/sentences.ts';
import { continueTrickle, slowToTrickle } from './canary.ts';
import type { RegionWorld } from './receivers.ts';
import { type Evacuation, freshRegion, type Ramp, type RegionState } from './state.ts';
import { TUNING } from './tuning.ts';

const HOLD_MS = 120_000;
const NOW_MS = 1_000_000;
const EVACUATION: Evacuation = {
  atMs: NOW_MS - HOLD_MS,
  kind: 'partial',
  seen: 0.05,
  holdMs: HOLD_MS,
  cleanSinceMs: null,
  trial: null,
  waitingFor: null,
};
const RAMP: Ramp = {
  step: 0,
  sinceMs: NOW_MS,
  tries: 60,
  failures: 3,
  rampTries: 57,
  waitingFor: null,
};

// Only what a canary reads of its world.
const world = (nowMs: number, steps: readonly number[] = [0.01, 0.1, 1]) =>
  ({
    service: { upstream: 'product', failback: { steps, holdMs: HOLD_MS, holdMaxMs: 1_800_000 } },
    nowMs,
  }) as RegionWorld;

function stateWith(ramp: Ramp): RegionState {
  return { ...freshRegion(0), phase: 'ramp', evacuation: EVACUATION, ramp };
}

function slowed(changes: Partial<Ramp> = {}, steps?: readonly number[]) {
  const ramp = { ...RAMP, ...changes };
  const canary = {
    region: 'west',
    ramp,
    world: world(NOW_MS, steps),
    sentence: say('budget-is-low'),
  };
  return slowToTrickle(stateWith(ramp), canary);
}

test('a first step that fails in part goes on with what costs next to nothing', () => {
  const { state } = slowed() ?? {};
  expect(state?.phase).toBe('ramp');
  const { part = 0, holdMs } = state?.ramp?.trickle ?? {};
  expect(part * 0.01 * 0.05).toBeCloseTo(TUNING.canary.borneRatio);
  expect(holdMs).toBe(2 * HOLD_MS);
});

test.each([
  { what: 'nearly all fails', changes: { failures: 50 }, steps: [0.01, 1] },
  { what: 'it is not the first step', changes: { step: 1 }, steps: [0.01, 0.1, 1] },
  { what: 'the first step is large', changes: {}, steps: [0.1, 1] },
])('it is sent away again when $what', ({ changes, steps }) => {
  expect(slowed(changes, steps)).toBeNull();
});

test('each further failure doubles the hold', () => {
  const once = slowed()?.state;
  const ramp = { ...RAMP, trickle: once?.ramp?.trickle ?? null };
  const canary = { region: 'west', ramp, world: world(NOW_MS), sentence: say('budget-is-low') };
  const twice = slowToTrickle({ ...stateWith(ramp), ...once, ramp }, canary)?.state;
  expect(twice?.ramp?.trickle?.holdMs).toBe(4 * HOLD_MS);
  expect(twice?.ramp?.trickle?.part).toBe(once?.ramp?.trickle?.part);
});

test.each([
  { what: 'the hold is not over', heldMs: 2 * HOLD_MS - 1, failures: 0, part: true, anew: false },
  { what: 'something failed', heldMs: 2 * HOLD_MS, failures: 1, part: true, anew: true },
  { what: 'it was clean', heldMs: 2 * HOLD_MS, failures: 0, part: false, anew: true },
])('a trickle goes on or not: $what', ({ heldMs, failures, part, anew }) => {
  const trickle = slowed()?.state.ramp?.trickle ?? { part: 1, holdMs: 0 };
  const ramp: Ramp = { ...RAMP, tries: 30, failures, trickle };
  const options = { region: 'west', ramp, world: world(NOW_MS + heldMs), trickle };
  const next = continueTrickle(stateWith(ramp), options).state.ramp;
  expect((next?.trickle ?? null) !== null).toBe(part);
  expect(next?.tries).toBe(anew ? 0 : 30);
});

test.each([
  { failures: 2, tries: 71, ratio: 0.013, beyond: false },
  { failures: 4, tries: 71, ratio: 0.01, beyond: true },
  { failures: 9, tries: 600, ratio: 0.01, beyond: false },
  { failures: 13, tries: 600, ratio: 0.01, beyond: true },
  { failures: 2, tries: 4, ratio: 0.01, beyond: true },
])('$failures of $tries beyond $ratio: $beyond', ({ failures, tries, ratio, beyond }) => {
  expect(isBeyond({ failures, tries }, ratio)).toBe(beyond);
});
