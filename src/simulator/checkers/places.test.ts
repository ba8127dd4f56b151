/** What checkers know of the layouts: who can serve behind a place, and who gets which share. */

import { expect, test } from 'vitest';
import { strategyFixture } from '../../../test/support/strategy-fixture.ts';
import { event } from '../../../test/support/checked-run.ts';
import type { Strategy } from '../../model/strategy.ts';
import { createEpisodes } from './episodes.ts';
import { ableAt, type Place, placesOf } from './places.ts';
import { targetShares } from './shares.ts';

const REGIONS = { 'eu-west': 2, 'eu-north': 2 };

function strategyOf(layout: 'flat' | 'two-level'): Strategy {
  const plain = strategyFixture({ regions: REGIONS });
  const gateways = plain.gateways.map((gateway) => ({
    ...gateway,
    loopbackUrl: 'http://127.0.0.1:8000',
  }));
  return { ...plain, layout, gateways };
}

function placesIn(layout: 'flat' | 'two-level'): readonly Place[] {
  return placesOf(strategyOf(layout)).all();
}

test('two levels have an outer place and one for each region', () => {
  expect(placesIn('flat').map(({ upstream }) => upstream.role)).toEqual(['flat']);
  const roles = placesIn('two-level').map(({ upstream }) => upstream.role);
  expect(roles.toSorted()).toEqual(['inner', 'inner', 'outer']);
  const places = placesOf(strategyOf('two-level'));
  expect(places.find({ gateway: 'kong-eu', upstream: 'unknown' })).toBeNull();
});

test('a region can serve while anybody behind its inner upstream can, the shed target never', () => {
  const outer = placesIn('two-level').find(({ upstream }) => upstream.role === 'outer');
  const regions = outer?.upstream.targets.filter(({ kind }) => kind === 'region') ?? [];
  const names = regions.map(({ target }) => target).toSorted();
  expect(outer && [...ableAt(outer, new Set(['eu-north-1:80']))].toSorted()).toEqual(names);
  expect(outer && ableAt(outer, new Set()).size).toBe(0);
});

test.each(['flat', 'two-level'] as const)(
  'shares follow the weights in the %s layout',
  (layout) => {
    const places = placesIn(layout);
    const weights = Object.fromEntries(
      places.map(({ upstream, baseline }) => [upstream.upstream, baseline]),
    );
    const all = new Set(places.flatMap(({ layout: { service } }) => service.targets.map(nameOf)));
    const built = places[0]?.layout;
    if (built === undefined) throw new Error('there is a layout');
    const shares = targetShares(built, weights, all);
    expect(sum([...shares.values()])).toBeCloseTo(1);
    expect(shares.get('eu-west-1:80')).toBeCloseTo(0.495, 2);
    const without = new Set([...all].filter((target) => target !== 'eu-west-1:80'));
    expect(targetShares(built, weights, without).get('eu-west-1:80') ?? 0).toBe(0);
    expect(sum([...targetShares(built, weights, without).values()])).toBeCloseTo(1);
  },
);

test('an episode stays open until its last step', () => {
  const episodes = createEpisodes();
  const target = 'eu-west-1:80';
  episodes.add(event(0, 'target-ejected', { target }));
  episodes.add(event(1, 'target-readmitted', { target, evidence: { shareRatio: 0.05 } }));
  expect(episodes.count()).toBe(1);
  episodes.add(event(2, 'target-readmitted', { target, evidence: { shareRatio: 1 } }));
  expect(episodes.count()).toBe(0);
});

test('episodes of different regions and kinds are told apart', () => {
  const episodes = createEpisodes();
  episodes.add(event(0, 'region-evacuated', { region: 'a' }));
  episodes.add(event(0, 'spill-started', { region: 'a' }));
  episodes.add(event(1, 'failback-done', { region: 'b' }));
  expect(episodes.count()).toBe(2);
  episodes.add(event(2, 'failback-done', { region: 'a' }));
  expect(episodes.count()).toBe(1);
});

function nameOf({ target }: { readonly target: string }): string {
  return target;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
