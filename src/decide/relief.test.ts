/** When a return relieves the others, and which step has been carried already. */

import { expect, test } from 'vitest';
import { serviceFixture } from '../../test/support/strategy-fixture.ts';
import { UNLIMITED } from './admission-state.ts';
import type { TargetFacts } from './facts.ts';
import type { RegionWorld } from './receivers.ts';
import type { RegionEvidence } from './region-evidence.ts';
import { isRelief, provenStep } from './relief.ts';
import { FRESH_TARGET, freshRegion } from './state.ts';
import { NOTHING } from './tally.ts';
import { TUNING } from './tuning.ts';

const NOW_MS = 100_000;
const service = serviceFixture({ regions: { west: 1, north: 1 } });
const [target] = service.targets;
if (target === undefined) throw new Error('the fixture has targets');

function worldWith(options: { readonly score?: number; readonly isBinding?: boolean }) {
  const { score = 0, isBinding = false } = options;
  const north = { ...freshRegion(0), admission: { ...UNLIMITED, isBinding } };
  // Only what relief reads of its world.
  return {
    service,
    gateways: [{ name: 'kong', region: 'west' }],
    states: { west: { ...freshRegion(0), phase: 'ramp' }, north },
    evidence: { north: { isHardLoss: false, threshold: 14, cusum: { score } } },
    demandRps: 100,
    nowMs: NOW_MS,
  } as unknown as RegionWorld;
}

test.each([
  { what: 'the standby is well', changes: {}, relief: false },
  { what: 'its limit binds', changes: { isBinding: true }, relief: true },
  { what: 'it fails', changes: { score: 8 }, relief: true },
])('$what: a return relieves: $relief', ({ changes, relief }) => {
  expect(isRelief('west', worldWith(changes))).toBe(relief);
});

test.each([
  { rps: 0, step: -1 },
  { rps: 12, step: 1 },
  { rps: 61, step: 3 },
  { rps: 100, step: 4 },
])('$rps of 100 rps carried is step $step of 2, 10, 30, 60 and 100 %', ({ rps, step }) => {
  const tries = (rps * TUNING.windowMs) / 1_000;
  const window = [{ ...NOTHING, tries, atMs: NOW_MS }];
  const facts = [{ target, state: { ...FRESH_TARGET, window } }] as unknown as TargetFacts[];
  const evidence = { region: 'west', facts } as unknown as RegionEvidence;
  expect(provenStep(evidence, worldWith({}))).toBe(step);
});
