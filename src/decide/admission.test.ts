/** A standby that cannot serve what it gets: its limit is learnt, the rest refused on purpose. */

import { expect, test } from 'vitest';
import { createOverloadWorld, type OverloadOptions } from '../../test/support/overload-world.ts';
import { serviceFixture } from '../../test/support/strategy-fixture.ts';

interface Case {
  readonly targets: number;
  readonly workers: number;
  readonly queue: number;
  readonly rps: number;
  readonly medianMs: number;
  readonly sigma: number;
  /** Stated for each target of the standby, and what is true of it in part. */
  readonly statedRps: number;
  readonly workersRatio?: number;
  readonly pause?: number;
}

/** 5 × 4 workers of 40 ms mean, asked for 420/s; half of the standby's workers are left. */
const BIG: Case = {
  targets: 5,
  workers: 4,
  queue: 200,
  rps: 420,
  medianMs: 24.3,
  sigma: 1,
  statedRps: 50,
  workersRatio: 0.5,
};
/** As the demo's small standby: a throttled host answers as fast, but its workers pause. */
const SMALL: Case = {
  targets: 3,
  workers: 4,
  queue: 33,
  rps: 67,
  medianMs: 12,
  sigma: 0.5,
  statedRps: 293,
  pause: 22,
};

function play(one: Case, seed: number) {
  const { targets, statedRps, workersRatio = 1, pause = 1 } = one;
  const service = serviceFixture({ regions: { west: targets, north: targets } });
  const stated = service.targets.map((target) => ({
    ...target,
    capacityRps: target.region === 'north' ? statedRps : 300,
  }));
  const options: OverloadOptions = {
    ...one,
    service: { ...service, targets: stated },
    gatewayRegion: 'west',
    seed,
    timeoutMs: 2_000,
  };
  const world = createOverloadWorld(options);
  world.run(40);
  world.set('north', { workersRatio, pause });
  world.set('west', { isDown: true });
  world.run(50);
  world.set('west', {});
  world.run(15);
  const meanMs = one.medianMs * Math.exp(one.sigma ** 2 / 2) * pause;
  const workers = targets * Math.round(one.workers * workersRatio);
  const capacity = (1_000 * workers) / meanMs;
  return { world, capacity };
}

function quantile(values: readonly number[], part: number): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length * part)] ?? 0;
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

test.each<[claim: string, world: Case, goodput: number]>([
  ['stated right', BIG, 0.95],
  ['stated far too high, deep queues', { ...BIG, statedRps: 100 }, 0.88],
  ['stated far too high, short queues', { ...BIG, statedRps: 100, queue: 15 }, 0.95],
  ['few requests and a throttled standby', SMALL, 0.8],
])('goodput stays near what the standby can serve: %s', (_claim, one, goodput) => {
  for (const seed of [11, 12]) {
    const { world, capacity } = play(one, seed);
    const fault = world.seconds.slice(40, 90);
    expect(sum(fault.map(({ served }) => served)) / (50 * capacity)).toBeGreaterThan(goodput);
    expect(world.events.filter(({ kind }) => kind === 'shedding')).toHaveLength(1);
    expect(world.events.filter(({ kind }) => kind === 'shed-ended')).toHaveLength(1);
  }
});

test('with the capacity stated right, accepted requests wait little more than in peace', () => {
  const { world } = play({ ...BIG, queue: 15 }, 13);
  const latencies = (from: number, to: number) =>
    world.seconds.slice(from, to).flatMap((second) => second.latencies);
  expect(quantile(latencies(55, 90), 0.99)).toBeLessThan(2.3 * quantile(latencies(10, 40), 0.99));
});

test('requests that would be refused go to a region as soon as it answers again', () => {
  const { world } = play(BIG, 14);
  const after = world.seconds.slice(90, 103);
  const lost = after.map(({ sent, served }) => sent - served);
  expect(sum(lost.slice(3))).toBeLessThan(5);
});

test('a standby that fits refuses nothing', () => {
  const { world } = play({ ...SMALL, pause: 1 }, 15);
  expect(sum(world.seconds.map(({ shed }) => shed))).toBe(0);
});
