import { expect, test } from 'vitest';
import { strategyFixture } from '../../test/support/strategy-fixture.ts';
import { assert } from '../lib/assert.ts';
import { layoutOf } from '../model/layout.ts';
import { viewKey } from './gateway-view.ts';
import { targetView } from './target-weights.ts';

const strategy = strategyFixture({
  regions: { 'eu-west': 2, 'eu-north': 1 },
  layout: 'two-level',
  algorithm: { kind: 'least-connections' },
  loopbackUrl: 'http://127.0.0.1:8000',
});
const [gateway] = strategy.gateways;
const [service] = strategy.services;
assert(gateway !== undefined && service !== undefined, 'the fixture has one of each');
const layout = layoutOf({ strategy, gateway, service });

const seen = (weights: Record<string, Record<string, number>>) =>
  new Map(
    Object.entries(weights).flatMap(([upstream, own]) =>
      Object.entries(own).map(
        ([target, weight]) => [viewKey(upstream, target), { weight, health: 'HEALTHY' }] as const,
      ),
    ),
  );

test('a target shows its part of the share of its region', () => {
  const view = seen({
    'product-outer': { '127.0.0.11:8000': 9_000, '127.0.0.12:8000': 1_000 },
    'product.eu-west': { 'eu-west-1:80': 1_000, 'eu-west-2:80': 500, 'eu-north-1:80': 1 },
    'product.eu-north': { 'eu-west-1:80': 1, 'eu-west-2:80': 1, 'eu-north-1:80': 1_000 },
  });
  const weightOf = (region: string, target: string) =>
    targetView(view, layout, { region, target }).weight;
  expect(weightOf('eu-west', 'eu-west-1:80')).toBe(6_000);
  expect(weightOf('eu-west', 'eu-west-2:80')).toBe(3_000);
  expect(weightOf('eu-north', 'eu-north-1:80')).toBe(1_000);
});

test('what the gateway has not told is not known', () => {
  const place = { region: 'eu-west', target: 'eu-west-1:80' };
  expect(targetView(new Map(), layout, place)).toEqual({ weight: null, health: null });
});
