/** A small scenario for tests of the simulator: two regions of three targets, 100 requests a second. */

import type {
  ContestantName,
  Fault,
  RunInput,
  Scenario,
  ScheduledFault,
} from '../../src/simulator/contract.ts';
import { type FixtureOptions, strategyFixture } from './strategy-fixture.ts';

export interface ScenarioFixture extends Partial<Omit<Scenario, 'faults'>> {
  readonly faults?: readonly ScheduledFault[];
}

export function scenarioFixture(changes: ScenarioFixture = {}): Scenario {
  return {
    name: 'test',
    title: 'A test',
    description: '',
    warmUpMs: 10_000,
    durationMs: 30_000,
    world: { regions: 2, services: 1, targetsPerRegion: 3, strategy: {} },
    traffic: { level: { rps: 100 }, shape: { kind: 'poisson' }, keys: 1_000 },
    servers: {
      workers: 4,
      queue: 33,
      serviceTime: { kind: 'lognormal', meanMs: 13.6, sigma: 0.5 },
      errorRatio: 0,
      errorTimeRatio: 0.2,
      sizes: [1],
      cold: null,
    },
    network: { localMs: 0.1, wanMs: 20 },
    kong: { nodes: 1, workers: 2, ownDelayMs: 20, otherDelayMs: 300, adminMs: 14 },
    telemetry: { delayMs: 100, lossRatio: 0, duplicateRatio: 0, hasUtilisation: false },
    client: { deadlineMs: 5_000, retries: 0 },
    faults: [],
    ...changes,
  };
}

/** From 5 s after the warm-up until the end, or as long as said. */
export function during(fault: Fault, forMs: number | null = null): ScheduledFault {
  return { atMs: 5_000, forMs, fault };
}

export function runInput(
  contestant: ContestantName,
  scenario: Scenario,
  options: FixtureOptions & { readonly seed?: number } = {},
): RunInput {
  const { seed = 1, ...fixture } = options;
  const strategy = strategyFixture({ capacityRps: 290, ...fixture });
  return { scenario, strategy, contestant, seed };
}
