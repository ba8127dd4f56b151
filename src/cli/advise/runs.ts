/**
 * What is simulated for the report: each fault on each service by itself, for a default Kong, for
 * the usual advice, and for the design without and with Ballast. Targets have their stated capacity;
 * load and capacity are scaled down together where they are large, to bound the time it takes.
 */

import { assert } from '../../lib/assert.ts';
import { formatRatio } from '../../lib/quantities.ts';
import type { ServiceStrategy, Strategy } from '../../model/strategy.ts';
import {
  COMPARED,
  SIMULATED_FAULTS,
  type Compared,
  type SimulatedFault,
} from '../../generate/advice/evidence.ts';
import type { Scenario } from '../../simulator/contract.ts';
import { parseScenario } from '../../simulator/scenario/index.ts';
import type { Job } from '../simulate/job.ts';

export const WATCHED_MS = 60_000;
const WARM_UP_MS = 20_000;
/** More than this is scaled down. */
const RPS_MAX = 200;
/** Of more services than these, some with the most load are simulated, one of each kind. */
const SERVICES_MAX = 8;
const SERVICES_CHOSEN = 5;
/** Time that a request takes on average where capacity does not say otherwise. */
const SERVICE_TIME_S = 0.02;

export interface RunPlan {
  readonly runs: readonly Run[];
  readonly seeds: readonly number[];
  readonly scale: number;
  readonly services: readonly string[];
}

export interface Run {
  readonly service: ServiceStrategy;
  readonly fault: SimulatedFault;
  readonly compared: Compared;
  readonly job: Job;
}

export interface RunOptions {
  readonly strategy: Strategy;
  readonly seed: number;
  /** Mean load by service. */
  readonly rpsOf: (service: ServiceStrategy) => number;
  readonly partialRatios: { readonly target: number; readonly region: number };
}

export function planRuns(options: RunOptions): RunPlan {
  const services = busiest(comparable(options.strategy.services), options.rpsOf);
  const highest = Math.max(...services.map(options.rpsOf));
  const scale = Math.min(1, RPS_MAX / highest);
  const count = seedCount(services.length);
  const seeds = Array.from({ length: count }, (_, index) => options.seed + index);
  const runs = services.flatMap((service) =>
    SIMULATED_FAULTS.flatMap((fault) => runsOf(options, { service, fault, seeds, scale })),
  );
  return { runs, seeds, scale, services: services.map(({ name }) => name) };
}

/**
 * Without those whose traffic may not leave its region: the other configurations would send it away
 * against the user's wish. They are compared only when there is nothing else.
 */
function comparable(services: readonly ServiceStrategy[]): readonly ServiceStrategy[] {
  const moving = services.filter(({ failover }) => failover.mode !== 'isolate');
  return moving.length > 0 ? moving : services;
}

/** In the order of the strategy. What differs in names only would be simulated to the same end. */
function busiest(
  services: readonly ServiceStrategy[],
  rpsOf: RunOptions['rpsOf'],
): readonly ServiceStrategy[] {
  if (services.length <= SERVICES_MAX) return services;
  const kinds = Map.groupBy(services, (service) => `${rpsOf(service)} ${kindOf(service)}`);
  const firsts = [...kinds.values()].flatMap(([first]) => first ?? []);
  const chosen = firsts
    .toSorted((left, right) => rpsOf(right) - rpsOf(left))
    .slice(0, SERVICES_CHOSEN);
  return services.filter((service) => chosen.includes(service));
}

/** All that matters to a simulation: not what it is called or where its hosts are. */
function kindOf(service: ServiceStrategy): string {
  const targets = service.targets.map(({ region, capacityRps }) => [region, capacityRps]);
  return JSON.stringify({ ...service, name: '', upstream: '', routes: [], path: null, targets });
}

/** Some 200 runs in all: half a minute on two cores. */
function seedCount(services: number): number {
  if (services === 1) return 3;
  return services <= 3 ? 2 : 1;
}

interface Cell {
  readonly service: ServiceStrategy;
  readonly fault: SimulatedFault;
  readonly seeds: readonly number[];
  readonly scale: number;
}

function runsOf(options: RunOptions, cell: Cell): readonly Run[] {
  const { service, fault, seeds, scale } = cell;
  const scaled = scaledService(service, scale);
  const strategy = { ...options.strategy, mode: 'act' as const, services: [scaled] };
  const rps = options.rpsOf(service) * scale;
  const scenario = scenarioOf({ fault, service: scaled, rps, ratios: options.partialRatios });
  return COMPARED.flatMap((compared) =>
    seeds.map((seed) => ({
      service,
      fault,
      compared,
      job: { input: { scenario, strategy, contestant: compared, seed }, keepsSeries: true },
    })),
  );
}

function scaledService(service: ServiceStrategy, scale: number): ServiceStrategy {
  const targets = service.targets.map((target) => ({
    ...target,
    capacityRps: target.capacityRps === null ? null : target.capacityRps * scale,
  }));
  return { ...service, targets };
}

interface ScenarioText {
  readonly fault: SimulatedFault;
  readonly service: ServiceStrategy;
  readonly rps: number;
  readonly ratios: RunOptions['partialRatios'];
}

/** Exported for tests. */
export function scenarioOf({ fault, service, rps, ratios }: ScenarioText): Scenario {
  const first = service.targets.filter(({ region }) => region === service.targets[0]?.region);
  // Nobody said what they can do: twice what they get.
  const unstated = (2 * rps) / Math.max(1, first.length);
  const capacities = service.targets.map(({ capacityRps }) => capacityRps ?? unstated);
  const base = Math.max(...capacities);
  const workers = Math.min(64, Math.max(2, Math.round(base * SERVICE_TIME_S)));
  const meanMs = Math.max(1, Math.round((workers / base) * 1_000));
  const lines = [...smallerTargets(service, { capacities, base }), ...faultLines(fault, ratios)];
  const { scenario, problems } = parseScenario(
    `
version: 1
name: advise-${fault}
title: A fault of the report
description: ${fault} on ${service.name}.
warmUp: ${WARM_UP_MS / 1_000}s
duration: ${WATCHED_MS / 1_000}s
traffic: { rate: ${Number(rps.toPrecision(6))}rps }
servers: { workers: ${workers}, serviceTime: { lognormal: { mean: ${meanMs}ms, sigma: 0.5 } } }
client: { deadline: ${service.client.deadlineMs}ms }
faults:
${lines.map((line) => `  - { at: 0s, ${line} }`).join('\n')}
`,
    { file: 'advise' },
  );
  assert(scenario !== null, `the scenario is valid: ${JSON.stringify(problems)}`);
  return scenario;
}

/** A target with less capacity than the largest has fewer workers. */
function smallerTargets(
  service: ServiceStrategy,
  { capacities, base }: { readonly capacities: readonly number[]; readonly base: number },
): readonly string[] {
  const seen = new Map<string, number>();
  return service.targets.flatMap(({ region }, index) => {
    const place = seen.get(region) ?? 0;
    seen.set(region, place + 1);
    const ratio = (capacities[index] ?? base) / base;
    if (ratio > 0.99) return [];
    const share = formatRatio(Number(ratio.toFixed(4)));
    return [`fault: capacity, region: ${region}, targets: [${place}], ratio: ${share}`];
  });
}

function faultLines(fault: SimulatedFault, ratios: RunOptions['partialRatios']): readonly string[] {
  const isTarget = fault.startsWith('target-');
  const where = isTarget ? 'region: primary, targets: [0]' : 'region: primary';
  const partial = formatRatio(isTarget ? ratios.target : ratios.region);
  const kind = fault.slice(fault.indexOf('-') + 1);
  const effects: Readonly<Record<string, readonly string[]>> = {
    refuses: ['fault: refuse'],
    hangs: ['fault: black-hole'],
    errors: ['fault: errors, ratio: 100%', 'fault: lying-health, says: down'],
    partial: [`fault: errors, ratio: ${partial}`],
    slow: ['fault: slow, factor: 10'],
  };
  const lines = effects[kind];
  assert(lines !== undefined, `${fault} is a fault`);
  return lines.map((line) => `${where}, ${line}`);
}
