import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type FixtureOptions, strategyFixture } from '../../test/support/strategy-fixture.ts';
import { assert } from '../lib/assert.ts';
import type { Allocation } from './allocation.ts';
import {
  allocationInPeace,
  baselineOf,
  canShed,
  layoutKindOf,
  layoutOf,
  renderAllocation,
  writesOf,
} from './layout.ts';
import type { ServiceLayout } from './layout-shape.ts';
import type { Algorithm } from './strategy.ts';

const LEAST: Algorithm = { kind: 'least-connections' };
const HASH: Algorithm = { kind: 'consistent-hashing', hashOn: { kind: 'ip' } };
const LOOPBACK = 'http://127.0.0.1:8000';
const TWO = { regions: { west: 2, north: 1 }, loopbackUrl: LOOPBACK, algorithm: LEAST } as const;

function layout(options: FixtureOptions): ServiceLayout {
  const strategy = strategyFixture(options);
  const [gateway] = strategy.gateways;
  const [service] = strategy.services;
  assert(gateway !== undefined && service !== undefined, 'the fixture has one of each');
  return layoutOf({ strategy, gateway: { ...gateway, region: 'west' }, service });
}

function allocation(changes: Partial<Allocation>, of: ServiceLayout): Allocation {
  return { ...allocationInPeace(of), ...changes };
}

test.each<[claim: string, FixtureOptions, kind: string]>([
  ['auto is two-level under least-connections', { ...TWO, layout: 'auto' }, 'two-level'],
  [
    'auto is flat under round-robin, whose weights are shares',
    { ...TWO, algorithm: { kind: 'round-robin' }, layout: 'auto' },
    'flat',
  ],
  ['auto is flat with one region', { ...TWO, regions: { west: 2 }, layout: 'auto' }, 'flat'],
  ['flat is flat', { ...TWO, layout: 'flat' }, 'flat'],
  [
    'two-level is two-level, also under round-robin',
    { ...TWO, algorithm: { kind: 'round-robin' }, layout: 'two-level' },
    'two-level',
  ],
  ['consistent hashing stays flat', { ...TWO, algorithm: HASH, layout: 'two-level' }, 'flat'],
])('%s', (_claim, options, kind) => {
  expect(layout(options).kind).toBe(kind);
});

test('without a loopback listener every layout is flat', () => {
  const strategy = strategyFixture({ layout: 'two-level', algorithm: LEAST });
  const [service] = strategy.services;
  assert(service !== undefined, 'the fixture has a service');
  const gateway = { region: 'eu-west', loopbackUrl: null };
  expect(layoutKindOf({ strategy, gateway, service })).toBe('flat');
});

describe('the two-level layout', () => {
  test('has an inner upstream for each region and an outer one that the service names', () => {
    const { upstreams } = layout({ ...TWO, layout: 'two-level' });
    expect(upstreams).toEqual([
      {
        upstream: 'product.west',
        role: 'inner',
        region: 'west',
        algorithm: LEAST,
        targets: [
          { kind: 'real', target: 'west-1:80', region: 'west' },
          { kind: 'real', target: 'west-2:80', region: 'west' },
          { kind: 'real', target: 'north-1:80', region: 'north' },
        ],
      },
      expect.objectContaining({ upstream: 'product.north', role: 'inner', region: 'north' }),
      {
        upstream: 'product-outer',
        role: 'outer',
        region: null,
        algorithm: { kind: 'round-robin' },
        targets: [
          { kind: 'region', target: '127.0.0.11:8000', region: 'west', upstream: 'product.west' },
          { kind: 'region', target: '127.0.0.12:8000', region: 'north', upstream: 'product.north' },
          { kind: 'shed', target: '127.0.0.2:8000' },
        ],
      },
    ]);
  });

  test('in peace gives exact shares outside, and inside last resorts of weight 1', () => {
    expect(baselineOf(layout({ ...TWO, layout: 'two-level' }))).toEqual({
      'product.west': { 'west-1:80': 1000, 'west-2:80': 1000, 'north-1:80': 1 },
      'product.north': { 'west-1:80': 1, 'west-2:80': 1, 'north-1:80': 1000 },
      'product-outer': { '127.0.0.11:8000': 9900, '127.0.0.12:8000': 100, '127.0.0.2:8000': 0 },
    });
  });

  test('under isolate keeps no way out of the region', () => {
    const failover = { mode: 'isolate' as const };
    expect(baselineOf(layout({ ...TWO, failover, layout: 'two-level' }))).toEqual({
      'product.west': { 'west-1:80': 1000, 'west-2:80': 1000 },
      'product.north': { 'north-1:80': 1000 },
      'product-outer': { '127.0.0.11:8000': 10_000, '127.0.0.12:8000': 0, '127.0.0.2:8000': 0 },
    });
  });

  test('moves a region by the outer upstream alone', () => {
    const two = layout({ ...TWO, layout: 'two-level' });
    const moved = renderAllocation(two, allocation({ regionShares: { north: 1 } }, two));
    expect(moved).toEqual({
      ...baselineOf(two),
      'product-outer': { '127.0.0.11:8000': 0, '127.0.0.12:8000': 10_000, '127.0.0.2:8000': 0 },
    });
  });

  test('takes a target out by one weight', () => {
    const two = layout({ ...TWO, layout: 'two-level' });
    const targetFactors = { 'west-1:80': 0, 'west-2:80': 1, 'north-1:80': 1 };
    expect(renderAllocation(two, allocation({ targetFactors }, two))).toEqual({
      ...baselineOf(two),
      'product.west': { 'west-1:80': 0, 'west-2:80': 1000, 'north-1:80': 1 },
    });
  });

  test('makes one host name of each region, whatever it is called', () => {
    const two = layout({ ...TWO, regions: { west: 1, EU_1: 1, 'EU.1': 1 }, layout: 'two-level' });
    expect(two.upstreams.map(({ upstream }) => upstream)).toEqual([
      'product.west',
      'product.eu-1-1',
      'product.eu-1-2',
      'product-outer',
    ]);
  });
});

describe('shedding', () => {
  const shed = { regionShares: { west: 0.4, north: 0.35 }, shedShare: 0.25 };

  test.each<[claim: string, FixtureOptions, upstream: string]>([
    ['is a target of the outer upstream', { ...TWO, layout: 'two-level' }, 'product-outer'],
    [
      'is a target of a flat round-robin upstream',
      { ...TWO, algorithm: { kind: 'round-robin' }, layout: 'flat' },
      'product',
    ],
  ])('%s with exactly its share', (_claim, options, upstream) => {
    const one = layout(options);
    expect(canShed(one)).toBe(true);
    const weights = renderAllocation(one, allocation(shed, one));
    expect(weights[upstream]?.['127.0.0.2:8000']).toBe(2_500);
  });

  test.each<[claim: string, FixtureOptions]>([
    ['a flat least-connections upstream', { ...TWO, layout: 'flat' }],
    [
      'a service that overflows instead',
      { ...TWO, layout: 'two-level', failover: { whenCapacityIsShort: 'overflow' } },
    ],
    ['a gateway that cannot reach itself', { regions: TWO.regions, layout: 'auto' }],
  ])('is not for %s: its share goes to the regions', (_claim, options) => {
    const one = layout(options);
    expect(canShed(one)).toBe(false);
    const [weights = {}] = Object.values(renderAllocation(one, allocation(shed, one))).slice(-1);
    expect(Object.keys(weights)).not.toContain('127.0.0.2:8000');
    expect(Object.values(weights).reduce((sum, weight) => sum + weight, 0)).toBe(10_000);
  });
});

describe('whatever is wanted', () => {
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  const wanted = fc.record({
    regionShares: fc.record({ west: share, north: share }, { requiredKeys: [] }),
    shedShare: share,
    targetFactors: fc.record(
      { 'west-1:80': share, 'west-2:80': share, 'north-1:80': share },
      { requiredKeys: [] },
    ),
  });
  const options = fc.record({
    layout: fc.constantFrom('flat' as const, 'two-level' as const),
    algorithm: fc.constantFrom<Algorithm>(LEAST, { kind: 'round-robin' }, HASH),
    mode: fc.constantFrom('active-passive' as const, 'active-active' as const, 'isolate' as const),
  });

  test('no upstream is left without weight, and all weights are Kong’s', () => {
    fc.assert(
      fc.property(options, wanted, ({ mode, ...rest }, want) => {
        const one = layout({ ...TWO, ...rest, failover: { mode } });
        const weights = renderAllocation(one, want as Allocation);
        expect(Object.keys(weights)).toEqual(one.upstreams.map(({ upstream }) => upstream));
        for (const { upstream, targets } of one.upstreams) {
          const own = weights[upstream] ?? {};
          expect(Object.keys(own).sort()).toEqual(targets.map(({ target }) => target).sort());
          const values = Object.values(own);
          expect(values.every((value) => Number.isInteger(value) && value >= 0)).toBe(true);
          expect(values.every((value) => value <= 65_535)).toBe(true);
          expect(values.some((value) => value > 0)).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });

  test('shares on the grid are exact in the outer upstream', () => {
    const two = layout({ ...TWO, layout: 'two-level' });
    const parts = fc.tuple(fc.nat(10_000), fc.nat(10_000)).map(([a, b]) => {
      const [low, high] = [Math.min(a, b), Math.max(a, b)];
      return { west: low, north: high - low, shed: 10_000 - high };
    });
    fc.assert(
      fc.property(parts, ({ west, north, shed }) => {
        const regionShares = { west: west / 10_000, north: north / 10_000 };
        const weights = renderAllocation(
          two,
          allocation({ regionShares, shedShare: shed / 10_000 }, two),
        );
        expect(weights['product-outer']).toEqual({
          '127.0.0.11:8000': west,
          '127.0.0.12:8000': north,
          '127.0.0.2:8000': shed,
        });
      }),
      { numRuns: 200 },
    );
  });
});

describe('with a region that only reads', () => {
  const options = { ...TWO, regions: { west: 2, north: 1, east: 1 }, layout: 'auto' } as const;
  const readers = (readRegions: readonly string[], algorithm: Algorithm = LEAST): ServiceLayout => {
    const strategy = strategyFixture({ ...options, algorithm });
    const [gateway] = strategy.gateways;
    const [service] = strategy.services;
    assert(gateway !== undefined && service !== undefined, 'the fixture has one of each');
    return layoutOf({
      strategy,
      gateway: { ...gateway, region: 'west' },
      service: { ...service, readRegions },
    });
  };

  test('auto is two-level under round-robin too', () => {
    expect(readers(['north'], { kind: 'round-robin' }).kind).toBe('two-level');
  });

  test.each([
    [['north'], ['west', 'east']],
    [['north', 'east'], ['west']],
  ])(
    'no upstream of writes holds a target of %j, whatever is allocated',
    (readRegions, writing) => {
      const of = readers(readRegions);
      const writes = of.upstreams.filter(({ serves }) => serves === 'writes');
      expect(writes.map(({ region }) => region)).toEqual(writing);
      for (const region of ['west', 'north', 'east']) {
        expect(writesOf(of, region)?.region).toBe(writing.includes(region) ? region : writing[0]);
      }
      const everywhere = renderAllocation(of, allocation({ regionShares: { north: 1 } }, of));
      for (const { upstream, targets } of writes) {
        const regions = targets.flatMap((one) => (one.kind === 'real' ? [one.region] : []));
        expect(new Set(regions)).toEqual(new Set(writing));
        expect(Object.keys(everywhere[upstream] ?? {})).toEqual(
          targets.map(({ target }) => target),
        );
        // The refusal is the last resort of a single region: beside others it would take from them.
        const refusal = targets.filter(({ kind }) => kind === 'shed');
        expect(refusal).toHaveLength(writing.length === 1 ? 1 : 0);
        for (const { target } of refusal) expect(everywhere[upstream]?.[target]).toBe(1);
      }
    },
  );
});
