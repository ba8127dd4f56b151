/** Equal seeds: the same world again, and the same requests whoever balances them. */

import { expect, test } from 'vitest';

import type { Traffic } from '../../src/simulator/contract.ts';
import type { SecondTally, World } from '../../src/simulator/world/contract.ts';
import { createWorld } from '../../src/simulator/world/create-world.ts';
import { targetName } from '../balancer/support.ts';
import { simpleWorld, type SimpleWorld } from './simple-world.ts';

const BASE: SimpleWorld = {
  targets: 4,
  ratePerSecond: 500,
  serviceTime: { kind: 'lognormal', meanMs: 10, sigma: 0.5 },
  server: { workers: 4, queue: 20, errorRatio: 0.01 },
  workers: 2,
  nodes: 2,
  oneWayMs: 0.5,
  deadlineMs: 2_000,
  keys: 100,
};

function secondsOf(options: Partial<SimpleWorld>, disturb: (world: World) => void = () => {}) {
  const world = createWorld(simpleWorld({ ...BASE, ...options }));
  const seconds: SecondTally[] = [];
  world.onSecond((second) => {
    seconds.push({ ...second, servedByServer: second.servedByServer.slice() });
  });
  world.schedule(5_000, () => disturb(world));
  world.run(20_000);
  return { seconds, events: world.events };
}

test('the same seed gives the same run, event by event', () => {
  const refuse = (world: World) => world.setServer(targetName(2), { reachability: 'refuse' });
  expect(secondsOf({ seed: 7 }, refuse)).toEqual(secondsOf({ seed: 7 }, refuse));
  expect(secondsOf({ seed: 7 })).not.toEqual(secondsOf({ seed: 8 }));
});

test('arrivals do not depend on algorithm, retries or faults', () => {
  const sent = (options: Partial<SimpleWorld>, disturb?: (world: World) => void) => {
    return secondsOf({ seed: 3, ...options }, disturb).seconds.map((second) => second.sent);
  };
  const plain = sent({});
  expect(sent({ settings: { algorithm: 'least-connections' } })).toEqual(plain);
  expect(sent({ clientRetries: 3, service: { retries: 5 } })).toEqual(plain);
  const breakAll = (world: World) => {
    for (const { name } of world.spec.servers) world.setServer(name, { errorRatio: 0.5 });
  };
  expect(sent({}, breakAll)).toEqual(plain);
});

test('which answers fail does not depend on who serves them', () => {
  const failed = (algorithm: 'round-robin' | 'least-connections') => {
    return secondsOf({ settings: { algorithm } }).seconds.map((second) => second.failed);
  };
  expect(failed('round-robin')).toEqual(failed('least-connections'));
});

const SHAPES: readonly { readonly shape: Traffic['shape']; readonly rates: readonly number[] }[] = [
  { shape: { kind: 'poisson' }, rates: [500, 500, 500, 500] },
  { shape: { kind: 'diurnal', periodMs: 40_000, swing: 0.8 }, rates: [755, 755, 245, 245] },
  {
    shape: { kind: 'bursts', factor: 3, everyMs: 20_000, forMs: 10_000 },
    rates: [500, 1_500, 500, 1_500],
  },
  { shape: { kind: 'trace', perSecond: [0, 10, 30] }, rates: [500, 500, 500, 500] },
];

test.each(SHAPES)('$shape.kind: the rate is the one asked for', ({ shape, rates }) => {
  const world = createWorld(simpleWorld({ ...BASE, shape }));
  const sent: number[] = [];
  world.onSecond((second) => sent.push(second.sent));
  world.run(42_000);
  for (const [tenth, rate] of rates.entries()) {
    const part = sent.slice(tenth * 10, tenth * 10 + 10).reduce((sum, count) => sum + count, 0);
    // Four standard deviations of a Poisson count, and what a trace cuts off at its ends.
    expect(Math.abs(part / 10 - rate)).toBeLessThan(4 * Math.sqrt(rate / 10) + 0.11 * rate);
  }
});

test('a surge multiplies the rate from that moment on, and ends', () => {
  const { seconds } = secondsOf({ server: { workers: 100 } }, (world) => {
    world.setRateFactor(4);
    world.schedule(10_000, () => world.setRateFactor(1));
  });
  const rate = (from: number, to: number) => {
    const part = seconds.slice(from, to);
    return part.reduce((sum, { sent }) => sum + sent, 0) / part.length;
  };
  expect(rate(0, 5) / 500).toBeCloseTo(1, 1);
  expect(rate(5, 10) / 500).toBeCloseTo(4, 0);
  expect(rate(10, 19) / 500).toBeCloseTo(1, 1);
});
