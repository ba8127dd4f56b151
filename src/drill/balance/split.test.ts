import { expect, test } from 'vitest';
import { serviceFixture, strategyFixture } from '../../../test/support/strategy-fixture.ts';
import { assert } from '../../lib/assert.ts';
import type { KongTargetHealth, KongUpstreamView } from '../../model/kong.ts';
import { layoutOf } from '../../model/layout.ts';
import { expectedSplit } from './expected-split.ts';
import { judgeSplit } from './judge-split.ts';

function view(
  upstream: string,
  targets: Readonly<Record<string, readonly [number, KongTargetHealth?]>>,
): KongUpstreamView {
  return {
    upstream,
    nodeId: 'n',
    targets: Object.entries(targets).map(([target, [nodeWeight, health = 'HEALTHY']]) => {
      return { target, weight: 1, nodeWeight, health, addresses: [] };
    }),
  };
}

function layout(options: Parameters<typeof strategyFixture>[0]) {
  const strategy = strategyFixture(options);
  const [gateway] = strategy.gateways;
  const [service] = strategy.services;
  assert(gateway !== undefined && service !== undefined, 'the fixture has both');
  return layoutOf({ strategy, gateway, service });
}

test('flat, it is the weights that the node uses, without what is unhealthy', () => {
  const flat = view('product', { 'a:1': [50], 'b:1': [30], 'c:1': [20, 'UNHEALTHY'] });
  expect(expectedSplit(layout({}), () => flat)).toEqual({ 'a:1': 0.625, 'b:1': 0.375, 'c:1': 0 });
});

test('in two levels it is the product of both', () => {
  const two = layout({
    layout: 'two-level',
    algorithm: { kind: 'least-connections' },
    loopbackUrl: 'http://127.0.0.1:8000',
  });
  const views = {
    'product-outer': view('product-outer', { '127.0.0.11:8000': [75], '127.0.0.12:8000': [25] }),
    'product.eu-west': view('product.eu-west', { 'w:1': [100], 'n:1': [0] }),
    'product.eu-north': view('product.eu-north', { 'n:1': [100], 'w:1': [0] }),
  };
  const split = expectedSplit(two, (upstream) => views[upstream as keyof typeof views] ?? null);
  expect(split).toEqual({ 'w:1': 0.75, 'n:1': 0.25 });
});

const expected = { 'eu-west-1:80': 0.5, 'eu-west-2:80': 0.25, 'eu-north-1:80': 0.25 };
const judged = (observed: Readonly<Record<string, number>>, options = {}) =>
  judgeSplit({
    service: serviceFixture(options),
    layout: 'flat',
    expected,
    observed,
    alpha: 0.001,
  });

test.each([
  [{ 'eu-west-1:80': 500, 'eu-west-2:80': 250, 'eu-north-1:80': 250 }, 'as-weighted'],
  [{ 'eu-west-1:80': 520, 'eu-west-2:80': 240, 'eu-north-1:80': 240 }, 'as-weighted'],
  [{ 'eu-west-1:80': 334, 'eu-west-2:80': 333, 'eu-north-1:80': 333 }, 'not-as-weighted'],
  // Curl ten times: seven and three say nothing of 50:50.
  [{ 'eu-west-1:80': 7, 'eu-west-2:80': 2, 'eu-north-1:80': 1 }, 'as-weighted'],
  [{ 'eu-west-1:80': 2, 'eu-west-2:80': 1, 'eu-north-1:80': 0 }, 'inconclusive'],
  [
    { 'eu-west-1:80': 500, 'eu-west-2:80': 250, 'eu-north-1:80': 240, 'stranger:1': 10 },
    'not-as-weighted',
  ],
])('%o is %s', (observed, verdict) => {
  expect(judged(observed).verdict).toBe(verdict);
});

test('where weights are no shares within a region, regions are compared, and it is said', () => {
  const service = serviceFixture({ algorithm: { kind: 'least-connections' } });
  const observed = { 'eu-west-1:80': 700, 'eu-west-2:80': 50, 'eu-north-1:80': 250 };
  const result = judgeSplit({ service, layout: 'two-level', expected, observed, alpha: 0.001 });
  expect(result).toMatchObject({ by: 'region', verdict: 'as-weighted', pValue: 1 });
  expect(result.note?.key).toBe('balance-note-regions');
});
