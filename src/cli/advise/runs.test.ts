import { describe, expect, test } from 'vitest';

import { exampleService, exampleStrategy } from '../../../test/support/example-strategy.ts';
import { SIMULATED_FAULTS } from '../../generate/advice/evidence.ts';
import { meanServiceMs } from '../../simulator/engine/distributions.ts';
import { planRuns, scenarioOf } from './runs.ts';
import { linesOf } from './strategy-lines.ts';

const ratios = { target: 0.3, region: 0.05 };

describe('a scenario of the report', () => {
  test.each(SIMULATED_FAULTS)('%s is valid and begins with the figures', (fault) => {
    const scenario = scenarioOf({ fault, service: exampleService(), rps: 100, ratios });
    expect(scenario.faults.every(({ atMs }) => atMs === 0)).toBe(true);
    expect(scenario.client.deadlineMs).toBe(5_000);
  });

  test('targets can do what the strategy states', () => {
    const { servers } = scenarioOf({
      fault: 'region-refuses',
      service: exampleService(),
      rps: 100,
      ratios,
    });
    const perSecond = (servers.workers * 1_000) / meanServiceMs(servers.serviceTime);
    expect(perSecond).toBeGreaterThan(190);
    expect(perSecond).toBeLessThan(210);
  });

  test('a target that can do less has fewer workers', () => {
    const [first, ...others] = exampleService().targets;
    const small = others.map((target) => ({ ...target, capacityRps: 50 }));
    const targets = first === undefined ? small : [first, ...small];
    const { faults } = scenarioOf({
      fault: 'region-slow',
      service: exampleService({ targets }),
      rps: 100,
      ratios,
    });
    const capacities = faults.map(({ fault }) => (fault.kind === 'capacity' ? fault.ratio : null));
    expect(capacities).toEqual([0.25, 0.25, null]);
  });
});

describe('the plan', () => {
  const services = (count: number) =>
    Array.from({ length: count }, (_, index) =>
      exampleService({ name: `s${index}`, client: { deadlineMs: 5_000 + index } }),
    );
  const planOf = (count: number, rps: number) =>
    planRuns({
      strategy: exampleStrategy(services(count)),
      seed: 5,
      rpsOf: () => rps,
      partialRatios: ratios,
    });

  test.each([
    [1, 3],
    [3, 2],
    [8, 1],
    [40, 1],
  ])('%i services are simulated with %i seeds, in at most 300 runs', (count, seeds) => {
    const plan = planOf(count, 100);
    expect(plan.seeds).toEqual(Array.from({ length: seeds }, (_, index) => 5 + index));
    expect(plan.runs.length).toBeLessThanOrEqual(300);
  });

  test('of many services those with the most load are simulated, one of each kind', () => {
    const twins = services(10).flatMap((service) => [
      service,
      { ...service, name: `${service.name}-twin`, upstream: 'other' },
    ]);
    const { services: named } = planRuns({
      strategy: exampleStrategy(twins),
      seed: 1,
      rpsOf: ({ name }) => 10 + Number(name.replaceAll(/\D/g, '')),
      partialRatios: ratios,
    });
    expect(named).toEqual(['s5', 's6', 's7', 's8', 's9']);
  });

  test('heavy load is scaled down, capacity with it', () => {
    const { scale, runs } = planOf(1, 2_000);
    expect(scale).toBe(0.1);
    const input = runs[0]?.job.input;
    expect(input?.scenario.traffic.level).toEqual({ rps: 200 });
    expect(input?.strategy.services[0]?.targets[0]?.capacityRps).toBe(20);
  });

  test('services whose traffic may not move are left out while there are others', () => {
    const isolated = exampleService({
      name: 'alone',
      failover: { ...exampleService().failover, mode: 'isolate' },
    });
    const named = (list: Parameters<typeof exampleStrategy>[0]) =>
      planRuns({
        strategy: exampleStrategy(list),
        seed: 1,
        rpsOf: () => 50,
        partialRatios: ratios,
      }).services;
    expect(named([isolated, exampleService()])).toEqual(['productAPI']);
    expect(named([isolated])).toEqual(['alone']);
  });
});

test('a place in the strategy has its line, else that of the default above, else none', () => {
  const lineOf = linesOf(
    'objective: { availability: 99% }\nservices:\n  a:\n    health: { path: / }\n',
  );
  expect(lineOf('services.a.health.path')).toBe(4);
  expect(lineOf('services.a.objective.availability')).toBe(1);
  expect(lineOf('services.a.client.deadline')).toBeNull();
});
