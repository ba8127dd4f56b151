/** The guards on the upstreams of the two-level layout. */

import { expect, test } from 'vitest';
import { serviceFixture, strategyFixture } from '../../test/support/strategy-fixture.ts';
import { assert } from '../lib/assert.ts';
import type { Weights } from '../model/control.ts';
import { baselineOf } from '../model/layout.ts';
import type { TargetDigest } from './digest.ts';
import { observeTargets } from './facts.ts';
import { guardWish } from './guards.ts';
import { layoutAt, policyOf } from './policy.ts';
import { FRESH_UPSTREAM } from './state.ts';

const NOW_MS = 1_000_000;
const OPTIONS = {
  regions: { 'eu-west': 2, 'eu-north': 2 },
  capacityRps: 100,
  layout: 'two-level',
  algorithm: { kind: 'least-connections' },
  loopbackUrl: 'http://127.0.0.1:8000',
} as const;
const service = serviceFixture(OPTIONS);
const layout = layoutAt(policyOf(strategyFixture(OPTIONS)), {
  gateway: 'kong-eu',
  upstream: service.upstream,
});
const baseline = baselineOf(layout);

/** @param dead regions whose targets neither probe nor Kong calls alive. */
function guard(
  name: string,
  options: {
    readonly weights: Weights;
    readonly dead?: readonly string[];
    readonly demandRps?: number;
    readonly sinceMs?: number;
    /** Instead of the baseline. */
    readonly from?: Weights;
  },
) {
  const { weights, dead = [], demandRps = 50, sinceMs = NOW_MS } = options;
  const { from = baseline[name] ?? {} } = options;
  const upstream = layout.upstreams.find((one) => one.upstream === name);
  assert(upstream !== undefined, `${name} is in the layout`);
  const targets = service.targets.map(({ target, region }): TargetDigest => {
    const isDead = dead.includes(region);
    return {
      target,
      tries: 0,
      failures: 0,
      connectFailures: 0,
      noAnswers: 0,
      overload: 0,
      latencyCount: 0,
      latencySumMs: 0,
      probe: {
        atMs: NOW_MS,
        failuresInRow: isDead ? 3 : 0,
        successesInRow: isDead ? 0 : 3,
      },
      nodes: [],
    };
  });
  const digest = { upstream: service.upstream, requests: 0, targets };
  const wish = { upstream: name, gateway: 'kong-eu', weights, urgent: false, reason: 'test' };
  const present = {
    weights: from,
    changedAtMs: NOW_MS - sinceMs,
    urgent: false,
    reason: 'the baseline',
    refused: null,
  };
  const facts = observeTargets(service, FRESH_UPSTREAM, digest, NOW_MS);
  const context = { upstream, facts, demandRps, thresholdPercent: 0, spacingMs: 2_000 };
  return guardWish(wish, present, { ...context, nowMs: NOW_MS }).desired;
}

const outer = (west: number, north: number, shed = 0) => ({
  '127.0.0.11:8000': west,
  '127.0.0.12:8000': north,
  '127.0.0.2:8000': shed,
});

test.each<[claim: string, weights: Weights, dead: readonly string[], refused: string | null]>([
  ['to a region that can serve is granted', outer(0, 10_000), [], null],
  ['to a region of which nothing can serve is refused', outer(0, 10_000), ['eu-north'], 'G2'],
  ['away from a dead region is granted', outer(0, 10_000), ['eu-west'], null],
  ['to the shed target alone is refused: it serves nobody', outer(0, 0, 10_000), [], 'G2'],
  ['in part to the shed target is granted', outer(7_000, 1_000, 2_000), [], null],
])('a move of the outer upstream %s', (_claim, weights, dead, refused) => {
  const desired = guard('product-outer', { weights, dead });
  expect(desired.refused).toBe(refused);
  expect(desired.weights).toEqual(refused === null ? weights : baseline['product-outer']);
});

test('a region is given no more than it has room for; what is shed does not count', () => {
  const [demandRps, from] = [180, outer(5_000, 5_000)];
  const moved = guard('product-outer', { weights: outer(0, 10_000), demandRps, from });
  expect(moved.refused).toBe('G3');
  const shed = guard('product-outer', { weights: outer(0, 9_000, 1_000), demandRps, from });
  expect(shed.refused).toBeNull();
});

test('an inner upstream decides over no share of a region: its last resorts are no load', () => {
  const weights = { ...baseline['product.eu-west'], 'eu-west-1:80': 0 };
  expect(guard('product.eu-west', { weights, demandRps: 10_000 }).refused).toBeNull();
});

test('an inner upstream is not refused while its last resorts can serve', () => {
  const weights = { ...baseline['product.eu-west'], 'eu-west-1:80': 0 };
  expect(guard('product.eu-west', { weights, dead: ['eu-west'] }).refused).toBeNull();
});

test('each upstream has its own spacing', () => {
  const weights = outer(5_000, 5_000);
  expect(guard('product-outer', { weights, sinceMs: 1_000 }).weights).toEqual(
    baseline['product-outer'],
  );
  expect(guard('product-outer', { weights, sinceMs: 2_000 }).weights).toEqual(weights);
});
