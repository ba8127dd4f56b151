import { expect, test } from 'vitest';
import { serviceFixture } from '../../test/support/strategy-fixture.ts';
import { baselineWeights } from '../model/baseline-weights.ts';
import {
  FRESH_TARGET,
  FRESH_UPSTREAM,
  freshRegion,
  type RegionState,
  type TargetState,
  type UpstreamState,
} from './state.ts';
import { allocate } from './allocate.ts';
import { flatWeights } from '../model/flat-weights.ts';

const service = serviceFixture({ regions: { west: 2, north: 2 } });
const out: RegionState = { ...freshRegion(0), phase: 'evacuated' };
const ramp = (step: number): RegionState => ({
  ...freshRegion(0),
  phase: 'ramp',
  ramp: { step, sinceMs: 0, tries: 0, failures: 0, rampTries: 0, waitingFor: null },
});
const ejected: TargetState = {
  ...FRESH_TARGET,
  rotation: { kind: 'out', sinceMs: 0, untilMs: 10_000, seen: 0.3 },
};
const onTrial: TargetState = {
  ...FRESH_TARGET,
  rotation: { kind: 'trial', step: 0, sinceMs: 0, tries: 0, failures: 0, seen: 0.3 },
};

test.each<[claim: string, Partial<UpstreamState>, weights: readonly number[]]>([
  ['in peace the baseline holds', {}, [4950, 4950, 50, 50]],
  [
    'an evacuated region keeps 1 per target as a last resort',
    { regions: { west: out } },
    [1, 1, 4999, 4999],
  ],
  [
    'a returning region serves its step’s part of its baseline',
    { regions: { west: ramp(1) } },
    [495, 495, 4505, 4505],
  ],
  [
    'a returning region serves all when nobody else does',
    { regions: { west: ramp(0), north: out } },
    [4999, 4999, 1, 1],
  ],
  [
    'an ejected target’s share goes to its region',
    { targets: { 'west-1:80': ejected } },
    [0, 9900, 50, 50],
  ],
  [
    'a target on trial gets a part of its own share',
    { targets: { 'west-1:80': onTrial } },
    [381, 9519, 50, 50],
  ],
  [
    'an ejected target of an evacuated region stays at 0',
    { regions: { west: out }, targets: { 'west-1:80': ejected } },
    [0, 1, 5000, 4999],
  ],
  [
    'a region with nobody in rotation serves with all',
    { targets: { 'west-1:80': ejected, 'west-2:80': ejected } },
    [4950, 4950, 50, 50],
  ],
])('%s', (_claim, state, weights) => {
  const found = flatWeights(service, allocate(service, 'west', { ...FRESH_UPSTREAM, ...state }));
  const names = ['west-1:80', 'west-2:80', 'north-1:80', 'north-2:80'];
  expect(names.map((name) => found[name])).toEqual(weights);
});

test('with nothing decided the weights are the baseline that `generate` writes', () => {
  for (const region of ['west', 'north']) {
    expect(flatWeights(service, allocate(service, region, FRESH_UPSTREAM))).toEqual(
      baselineWeights(service, region),
    );
  }
});
