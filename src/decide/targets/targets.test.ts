/** The target level in a world with queues: what trims, trials and capacities do, and do not do. */

import { expect, test } from 'vitest';
import type { PoolOptions } from '../../../test/support/pool-contract.ts';
import { figuresOf } from '../../../test/support/pool-figures.ts';
import { createPoolWorld } from '../../../test/support/pool-world.ts';
import { serviceFixture } from '../../../test/support/strategy-fixture.ts';
import type { Algorithm, ServiceStrategy } from '../../model/strategy.ts';

type Kind = 'round-robin' | 'least-connections';

function service(kind: Kind, targets: number): ServiceStrategy {
  const algorithm: Algorithm = { kind };
  return { ...serviceFixture({ regions: { west: targets, north: 1 } }), algorithm };
}

/** ρ = 1 at 2,000 rps: ten targets of eight workers, 40 ms each. */
function ten(kind: Kind, load: number, more: Partial<PoolOptions> = {}) {
  return createPoolWorld({
    service: service(kind, 10),
    seed: 3,
    rps: 2_000 * load,
    kongWorkers: 16,
    ...more,
  });
}

const KINDS: readonly [Kind][] = [['round-robin'], ['least-connections']];

test.each(KINDS)('healthy targets under %s are never written, busy or not', (kind) => {
  for (const load of [0.5, 0.85]) {
    const world = ten(kind, load);
    world.run(240);
    expect(world.writes).toBe(0);
    expect(world.events).toEqual([]);
  }
});

test.each(KINDS)(
  'two of ten 2.5 × slower under %s: p99 below that of least-connections',
  (kind) => {
    const p99Of = (world: ReturnType<typeof ten>) => {
      world.run(60);
      world.setFault(0, { slowFactor: 2.5 });
      world.setFault(1, { slowFactor: 2.5 });
      world.run(90);
      return figuresOf(world, 90, 150).p99Ms;
    };
    const ours = ten(kind, 0.65);
    expect(p99Of(ours)).toBeLessThanOrEqual(
      p99Of(ten('least-connections', 0.65, { isKongAlone: true })),
    );
    expect(ours.writes).toBeLessThanOrEqual(2 * 15);
  },
);

test('one target ten times slower is left within two seconds and returns by itself', () => {
  const world = createPoolWorld({
    service: service('least-connections', 3),
    seed: 2,
    rps: 200,
    meanMs: 13,
    sigma: 0.5,
    workers: [32],
    kongWorkers: 2,
  });
  world.run(30);
  world.setFault(0, { slowFactor: 10 });
  world.run(30);
  const slow = world.events.find(({ kind }) => kind === 'target-slow');
  expect(slow?.target).toBe('west-1:80');
  expect((slow?.atMs ?? Infinity) - 1_030_000).toBeLessThanOrEqual(2_500);
  expect(figuresOf(world, 30, 60).p99Ms).toBeLessThanOrEqual(80);
  world.setFault(0, {});
  world.run(60);
  expect(world.weights()['west-1:80']).toBe(1_000);
});

test('three of ten that fail 20 % are ejected, not their region', () => {
  const world = ten('round-robin', 0.5);
  world.run(60);
  for (const index of [0, 1, 2]) world.setFault(index, { errorRatio: 0.2 });
  world.run(90);
  expect(world.events.map(({ kind }) => kind)).not.toContain('region-evacuated');
  const { failed, sent } = figuresOf(world, 80, 150);
  expect(failed / sent).toBeLessThan(1.6 * 0.001);
});

test('capacities 1:2:4 with equal weights are evened out by measured utilisation', () => {
  const world = createPoolWorld({
    service: service('round-robin', 6),
    seed: 4,
    rps: 400,
    workers: [4, 8, 16],
    hasUtilisation: true,
  });
  world.run(180);
  const { utilisation } = figuresOf(world, 90, 180);
  const mean = utilisation.reduce((sum, ratio) => sum + ratio, 0) / utilisation.length;
  expect(Math.max(...utilisation) / mean).toBeLessThan(1.1);
});

test('capacities 1:2:4 that nobody states or measures: who was overloaded twice is not again', () => {
  const world = createPoolWorld({
    service: service('round-robin', 9),
    seed: 7,
    rps: 1_260,
    sigma: 0.5,
    workers: [4, 8, 16],
  });
  world.run(120);
  const before = world.events.length;
  world.run(120);
  const later = world.events.slice(before).map(({ kind }) => kind);
  expect(later.filter((kind) => kind === 'target-trimmed' || kind === 'target-slow')).toEqual([]);
});

test.each([[21], [22], [23], [24]])(
  'equal targets with few requests keep equal shares by measured utilisation (seed %i)',
  (seed) => {
    const base = service('round-robin', 5);
    const world = createPoolWorld({
      service: { ...base, adapt: { ...base.adapt, latency: false } },
      seed,
      rps: 25,
      meanMs: 100,
      workers: [2],
      hasUtilisation: true,
    });
    world.run(600);
    expect(world.events.map(({ message }) => message)).toEqual([]);
    expect(world.writes).toBe(0);
  },
);

test('what overload made look large is put right within two looks at it', () => {
  const world = createPoolWorld({
    service: service('round-robin', 3),
    seed: 6,
    rps: 240,
    workers: [4, 16, 16],
    hasUtilisation: true,
  });
  // The small one could serve 100 rps and gets 80, then 160.
  world.run(40);
  world.setRate(480);
  world.run(100);
  const { utilisation } = figuresOf(world, 100, 140);
  const mean = utilisation.reduce((sum, ratio) => sum + ratio, 0) / utilisation.length;
  expect(Math.max(...utilisation) / mean).toBeLessThan(1.15);
});

test('with adapt.latency off nobody is trimmed', () => {
  const off = service('round-robin', 3);
  const world = createPoolWorld({
    service: { ...off, adapt: { ...off.adapt, latency: false } },
    seed: 5,
    rps: 200,
    meanMs: 13,
    sigma: 0.5,
    workers: [64],
  });
  world.run(30);
  world.setFault(0, { slowFactor: 10 });
  world.run(30);
  expect(world.writes).toBe(0);
});
