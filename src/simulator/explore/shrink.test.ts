import { expect, test } from 'vitest';
import type { Scenario } from '../contract.ts';
import { randomScenario } from './random-scenario.ts';
import { shrinkScenario, simpler } from './shrink.ts';

const WEST = { region: 'primary' } as const;
const START: Scenario = {
  ...randomScenario(1),
  world: { regions: 3, services: 2, targetsPerRegion: 4, strategy: {} },
  faults: [
    { atMs: 5_000, forMs: 20_000, fault: { kind: 'refuse', where: WEST } },
    { atMs: 20_000, forMs: 40_000, fault: { kind: 'errors', where: WEST, ratio: 0.8 } },
    { atMs: 30_000, forMs: 30_000, fault: { kind: 'telemetry-lost' } },
    { atMs: 40_000, forMs: null, fault: { kind: 'slow', where: { targets: [3] }, factor: 8 } },
  ],
};

function errorsOf({ faults }: Scenario): number {
  return Math.max(0, ...faults.map(({ fault }) => (fault.kind === 'errors' ? fault.ratio : 0)));
}

test('a schedule shrinks to the one fault that matters, as weak and short as it may be', async () => {
  const stillFails = async (candidate: Scenario) => errorsOf(candidate) >= 0.1;
  const { scenario, runs } = await shrinkScenario(START, { stillFails, maxRuns: 500 });
  expect(scenario.faults).toEqual([
    { atMs: 0, forMs: 2_000, fault: { kind: 'errors', where: WEST, ratio: 0.1 } },
  ]);
  expect(scenario.world).toMatchObject({ regions: 2, services: 1, targetsPerRegion: 1 });
  expect(runs).toBeLessThan(150);
});

test('faults that fail only together are both kept', async () => {
  const stillFails = async ({ faults }: Scenario) => {
    const kinds = new Set(faults.map(({ fault }) => fault.kind));
    return kinds.has('refuse') && kinds.has('slow');
  };
  const { scenario } = await shrinkScenario(START, { stillFails, maxRuns: 500 });
  expect(scenario.faults.map(({ fault }) => fault.kind)).toEqual(['refuse', 'slow']);
});

test('the budget is kept, and what is smallest so far is the answer', async () => {
  const stillFails = async (candidate: Scenario) => errorsOf(candidate) > 0;
  const { scenario, runs } = await shrinkScenario(START, { stillFails, maxRuns: 3 });
  expect(runs).toBe(3);
  expect(errorsOf(scenario)).toBeGreaterThan(0);
});

test('going on with any simpler scenario comes to an end', () => {
  for (let seed = 1; seed <= 50; seed += 1) {
    let scenario = randomScenario(seed);
    let steps = 0;
    for (let next: Scenario | undefined = scenario; next !== undefined; steps += 1) {
      scenario = next;
      // The last one is the most timid, which gives the longest way.
      next = [...simpler(scenario)].at(-1);
      expect(steps).toBeLessThan(300);
    }
    expect(scenario.world.targetsPerRegion).toBe(1);
  }
});
