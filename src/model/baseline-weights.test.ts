import { expect, test } from 'vitest';
import { serviceFixture, type FixtureOptions } from '../../test/support/strategy-fixture.ts';
import { baselineWeights } from './baseline-weights.ts';

const three = { west: 1, north: 1, south: 2 };

test.each<[claim: string, FixtureOptions, gateway: string, weights: Record<string, number>]>([
  [
    'the standby gets its share, further regions are last resorts',
    { regions: three },
    'west',
    { 'north-1:80': 99, 'south-1:80': 1, 'south-2:80': 1, 'west-1:80': 9899 },
  ],
  [
    "a gateway's own region comes first for it",
    { regions: { west: 1, north: 1 } },
    'north',
    { 'north-1:80': 9900, 'west-1:80': 100 },
  ],
  [
    'without a standby share the standby is a last resort',
    { regions: { west: 1, north: 1 }, failover: { standbyShareRatio: 0 } },
    'west',
    { 'north-1:80': 1, 'west-1:80': 9999 },
  ],
  [
    'active-active without capacity is equal over regions, not over targets',
    { regions: { west: 1, south: 2 }, failover: { mode: 'active-active' } },
    'west',
    { 'south-1:80': 2500, 'south-2:80': 2500, 'west-1:80': 5000 },
  ],
  [
    'active-active with capacity is by capacity',
    { regions: { west: 1, south: 3 }, capacityRps: 50, failover: { mode: 'active-active' } },
    'west',
    { 'south-1:80': 2500, 'south-2:80': 2500, 'south-3:80': 2500, 'west-1:80': 2500 },
  ],
  [
    'isolate leaves no way out of the region',
    { regions: { west: 1, north: 1 }, failover: { mode: 'isolate' } },
    'west',
    { 'north-1:80': 0, 'west-1:80': 10_000 },
  ],
])('in the baseline %s', (_claim, options, gateway, weights) => {
  expect(baselineWeights(serviceFixture(options), gateway)).toEqual(weights);
});
