/** The strategy a scenario brings is a valid one, with the true capacity of its targets. */

import { describe, expect, test } from 'vitest';
import { parseStrategy } from '../../strategy/index.ts';
import type { Distribution, Servers, StandardWorld } from '../contract.ts';
import { meanMsOf, standardStrategy } from './standard-strategy.ts';

const WORLD: StandardWorld = { regions: 2, services: 1, targetsPerRegion: 3, strategy: {} };
const SERVERS: Servers = {
  workers: 4,
  queue: 33,
  serviceTime: { kind: 'constant', meanMs: 10 },
  errorRatio: 0,
  errorTimeRatio: 0.2,
  sizes: [1],
  cold: null,
};

function strategyOf(world: Partial<StandardWorld>, servers: Partial<Servers> = {}) {
  const text = standardStrategy({ ...WORLD, ...world }, { ...SERVERS, ...servers });
  const { strategy, problems } = parseStrategy(text);
  expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  if (strategy === null) throw new Error('no strategy');
  return strategy;
}

test.each([
  [1, 1, 1],
  [2, 3, 3],
  [8, 20, 1],
])('%i regions, %i services, %i targets each', (regions, services, targetsPerRegion) => {
  const extra = regions === 1 ? { services: { '*': { failover: null } } } : {};
  const strategy = strategyOf({ regions, services, targetsPerRegion, strategy: extra });
  expect(strategy.mode).toBe('act');
  expect(strategy.regions).toHaveLength(regions);
  expect(strategy.services).toHaveLength(services);
  for (const { targets } of strategy.services) {
    expect(targets).toHaveLength(regions * targetsPerRegion);
  }
});

test('capacity is what the servers can do, by size', () => {
  const [service] = strategyOf({}, { sizes: [1, 2, 4] }).services;
  const own = service?.targets.filter(({ region }) => region === 'eu-west');
  expect(own?.map(({ capacityRps }) => capacityRps)).toEqual([400, 800, 1_600]);
});

test('a scenario can change any of it', () => {
  const changes = { services: { '*': { algorithm: 'least-connections' } } };
  const { services } = strategyOf({ services: 2, strategy: changes });
  expect(services.map(({ algorithm }) => algorithm.kind)).toEqual([
    'least-connections',
    'least-connections',
  ]);
});

describe('the mean of a service time', () => {
  test.each<[Distribution, number]>([
    [{ kind: 'lognormal', meanMs: 13.6, sigma: 0.5 }, 13.6],
    [{ kind: 'bimodal', fastMs: 10, slowMs: 110, slowRatio: 0.1 }, 20],
    // Numerically integrated.
    [{ kind: 'pareto', alpha: 2, lowMs: 1, highMs: 10 }, 1.818],
    [{ kind: 'pareto', alpha: 1, lowMs: 1, highMs: 10 }, 2.558],
  ])('%j', (distribution, meanMs) => {
    expect(meanMsOf(distribution)).toBeCloseTo(meanMs, 3);
  });
});
