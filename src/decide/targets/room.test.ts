/** Nobody is trimmed at the cost of neighbours who have no room, or may not be there in a second. */

import { expect, test } from 'vitest';
import { serviceFixture } from '../../../test/support/strategy-fixture.ts';
import { observeTargets, type TargetFacts } from '../facts.ts';
import { FRESH_UPSTREAM } from '../state.ts';
import { NOTHING } from '../tally.ts';
import { LEVERS } from './levers.ts';
import { isOverdrawn, parkRefusal } from './room.ts';
import type { TrimInput } from './trim-input.ts';
import { FRESH_POOL } from './trim-state.ts';

const NOW_MS = 10_000;
/** Three targets of 20 rps each, and 26 rps in all: two can carry them, one cannot. */
const service = serviceFixture({ regions: { west: 3 }, capacityRps: 20 });

function pool(last: Partial<TargetFacts>): TrimInput {
  const targets = observeTargets(service, FRESH_UPSTREAM, undefined, NOW_MS).map((facts, index) => {
    const window = [{ ...NOTHING, tries: 87, atMs: NOW_MS }];
    const own = { ...facts, probe: 'good' as const, state: { ...facts.state, window } };
    return index === 2 ? { ...own, ...last } : own;
  });
  return {
    service,
    region: 'west',
    targets,
    before: FRESH_POOL,
    isStale: false,
    isObserving: false,
    mayTrim: true,
    load: null,
    usualMs: null,
    nowMs: NOW_MS,
    elapsedMs: 1_000,
  };
}

const ticks = (tries: number, failures: number) => ({ tick: { ...NOTHING, tries, failures } });

test.each([
  ['well neighbours have room', ticks(9, 0), null],
  ['a failure or two are no reason', ticks(9, 1), null],
  ['a neighbour that fails in this tick is not leant on', ticks(9, 9), 'capacity'],
  ['nor one whose probe failed once', { probe: 'unsure' as const }, 'capacity'],
  ['nor one that Kong has out', { kong: 'down' as const }, 'capacity'],
])('%s', (_claim, last, code) => {
  const input = pool(last);
  const [slow] = input.targets;
  if (slow === undefined) throw new Error('there are targets');
  const lever = LEVERS['round-robin'];
  expect(parkRefusal(slow, { input, trims: {}, lever })?.code ?? null).toBe(code);
});

test('one failing tick of a neighbour takes no trim back', () => {
  const { state } = pool({}).targets[0] ?? {};
  if (state === undefined) throw new Error('there are targets');
  const trims = { 'west-1:80': { ...state.trim, level: 0.02 } };
  expect(isOverdrawn(pool(ticks(9, 9)), trims)).toBe(false);
});
