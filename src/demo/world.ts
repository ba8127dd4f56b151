/**
 * One contestant's own set of targets, and the hands that break and heal them. Every contestant's
 * world is made from the same seed, so none has it easier.
 */

import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { seededRandom } from '../lib/random.ts';
import { startBackend, type Backend } from './backend.ts';
import { HEALTHY } from './fault-state.ts';
import { ALL_WELL, type Scenario, type Step, type Where } from './scenarios.ts';
import type { Topology } from './topology.ts';

export interface World {
  readonly topology: Topology;
  readonly backends: readonly Backend[];
  /** Starts the faults of a scenario; a scenario before it is stopped, not healed. */
  begin(scenario: Scenario): Promise<void>;
  /** Makes everything healthy, then runs what the scenario has for after the heal. */
  heal(scenario: Scenario | null): Promise<void>;
  close(): Promise<void>;
}

export async function startWorld(options: {
  readonly topology: Topology;
  readonly seed: number;
  /** Of all services together; a secondary that is too small is measured by it. */
  readonly ratePerSecond: number;
}): Promise<World> {
  const { topology, seed, ratePerSecond } = options;
  const backends: Backend[] = [];
  for (const [index, place] of [...placesOf(topology)].entries()) {
    const random = seededRandom(seed * 1_000 + index);
    backends.push(await startBackend({ ...place, random }));
  }
  let running = new AbortController();

  const apply = async ({ where, state, fitRatio }: Step) => {
    const changed = backends.filter((backend) => isAt(backend, where, topology));
    const demandRps = ratePerSecond / topology.services.length / topology.targetsPerRegion;
    await Promise.all(
      changed.map((backend) => {
        if (fitRatio === undefined) return backend.setFaults(state);
        const capacityRatio = (fitRatio * demandRps) / backend.capacityRps;
        return backend.setFaults({ ...state, capacityRatio });
      }),
    );
  };
  /** Applies what is due at once, then the rest at its time until something else is started. */
  const start = async (steps: Iterable<Step>) => {
    running.abort();
    running = new AbortController();
    const startMs = performance.now();
    const rest = steps[Symbol.iterator]();
    let step = rest.next();
    for (; step.done !== true && step.value.atMs === 0; step = rest.next()) await apply(step.value);
    void follow({ step, rest, startMs, apply, signal: running.signal });
  };

  return {
    topology,
    backends,
    begin: (scenario) => start(scenario.during()),
    heal: (scenario) => start([...ALL_WELL, ...(scenario?.after ?? [])]),
    async close() {
      running.abort();
      await Promise.all(backends.map((backend) => backend.close()));
    },
  };
}

/** The targets of one service in one region, in order. */
export function backendsOf(
  backends: readonly Backend[],
  { service, region }: { service: string; region: string },
): Backend[] {
  return backends.filter((backend) => backend.service === service && backend.region === region);
}

export function isAllWell(backends: readonly Backend[]): boolean {
  return backends.every(({ faults }) =>
    Object.entries(HEALTHY).every(([key, value]) => Reflect.get(faults, key) === value),
  );
}

function isAt(backend: Backend, where: Where, topology: Topology): boolean {
  const [primary, secondary] = topology.regions;
  const region = where.region === 'primary' ? primary : secondary;
  if (backend.region !== region.name) return false;
  if (where.target === undefined) return true;
  const service = topology.services[0]?.name;
  return backend.name === `${service}-${where.target + 1}`;
}

async function follow(options: {
  step: IteratorResult<Step>;
  readonly rest: Iterator<Step>;
  readonly startMs: number;
  readonly apply: (step: Step) => Promise<void>;
  readonly signal: AbortSignal;
}): Promise<void> {
  const { rest, startMs, apply, signal } = options;
  for (let { step } = options; step.done !== true; step = rest.next()) {
    const waitMs = startMs + step.value.atMs - performance.now();
    await sleep(waitMs, null, { signal, ref: false }).catch(() => null);
    if (signal.aborted) return;
    await apply(step.value);
  }
}

function* placesOf(topology: Topology) {
  const { workers, queueLimit, sigma } = topology;
  for (const { name: service, medianMs } of topology.services) {
    for (const { name: region, rttMs } of topology.regions) {
      for (let number = 1; number <= topology.targetsPerRegion; number += 1) {
        const name = `${service}-${number}`;
        yield { service, region, name, medianMs, rttMs, workers, queueLimit, sigma };
      }
    }
  }
}
