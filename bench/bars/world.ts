/**
 * The world of the bars: 10 targets × 8 workers, lognormal service times of mean 40 ms and σ 1, base
 * errors 0.1 %, client deadline 2 s; the model of the figures that the bars come from
 * (control law reference, simulation check), so that they can be compared.
 */

import type {
  ContestantName,
  Fault,
  RunInput,
  Scenario,
  ScheduledFault,
} from '../../src/simulator/contract.ts';
import { standardStrategy } from '../../src/simulator/scenario/index.ts';
import { parseStrategy } from '../../src/strategy/index.ts';

export const BASE_ERROR_RATIO = 0.001;
const WORKERS = 8;
export const MEAN_MS = 40;
/** What one target can serve. */
export const TARGET_RPS = (1_000 * WORKERS) / MEAN_MS;
export const LAST_MS = 180_000;
/** Where a fault begins, and from when on its steady state is measured. */
export const FAULT_AT_MS = 20_000;
export const STEADY_FROM_MS = 60_000;

interface Changes {
  readonly load?: number;
  readonly rps?: number;
  readonly regions?: number;
  readonly targets?: number;
  readonly durationMs?: number;
  readonly warmUpMs?: number;
  /** Merged into every service of the strategy. */
  readonly service?: Readonly<Record<string, unknown>>;
  readonly faults?: readonly ScheduledFault[];
  readonly servers?: Partial<Scenario['servers']>;
  readonly traffic?: Partial<Scenario['traffic']>;
  readonly telemetry?: Partial<Scenario['telemetry']>;
  readonly client?: Partial<Scenario['client']>;
  readonly kong?: Partial<Scenario['kong']>;
}

export function barScenario(name: string, changes: Changes): Scenario {
  const { load = 0.65, rps, regions = 1, targets = 10, service = {}, faults = [] } = changes;
  return {
    name: `bar-${name}`,
    title: name,
    description: 'For `npm run bench:bars`.',
    warmUpMs: changes.warmUpMs ?? 30_000,
    durationMs: changes.durationMs ?? LAST_MS,
    world: {
      regions,
      services: 1,
      targetsPerRegion: targets,
      strategy: { services: { '*': { protect: { timeout: '2s' }, ...service } } },
    },
    traffic: {
      level: rps === undefined ? { load } : { rps },
      shape: { kind: 'poisson' },
      keys: 10_000,
      ...changes.traffic,
    },
    servers: {
      workers: WORKERS,
      queue: 200,
      serviceTime: { kind: 'lognormal', meanMs: MEAN_MS, sigma: 1 },
      errorRatio: BASE_ERROR_RATIO,
      errorTimeRatio: 0.02,
      sizes: [1],
      cold: null,
      ...changes.servers,
    },
    network: { localMs: 0.25, wanMs: 20 },
    kong: {
      nodes: 1,
      workers: 16,
      ownDelayMs: 50,
      otherDelayMs: 1_000,
      adminMs: 14,
      ...changes.kong,
    },
    telemetry: {
      delayMs: 100,
      lossRatio: 0,
      duplicateRatio: 0,
      hasUtilisation: false,
      ...changes.telemetry,
    },
    client: { deadlineMs: 2_000, retries: 0, ...changes.client },
    faults,
  };
}

/** Throws when its strategy is not valid. */
export function inputOf(
  scenario: Scenario,
  { contestant, seed }: { readonly contestant: ContestantName; readonly seed: number },
): RunInput {
  const text = standardStrategy(scenario.world, scenario.servers);
  const { strategy, problems } = parseStrategy(text);
  const fatal = problems.find(({ severity }) => severity === 'error');
  if (strategy === null) throw new Error(`${scenario.name}: ${fatal?.message ?? ''}`);
  return { scenario, strategy, contestant, seed };
}

/** From `FAULT_AT_MS` to the end. */
export function lasting(fault: Fault): ScheduledFault {
  return { atMs: FAULT_AT_MS, forMs: null, fault };
}

export const ROUND_ROBIN = { algorithm: 'round-robin' };
export const LEAST_CONNECTIONS = { algorithm: 'least-connections' };
