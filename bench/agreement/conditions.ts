/**
 * The conditions of the measurements on a real Kong, and of the demo, as input of the simulator:
 * 200 requests/s, 4 workers with a queue of 33, lognormal service times with σ 0.5, 20 ms to the
 * other region, failing answers in a fifth of the time, two regions of three targets.
 */

import { type Balancing, renderDemoStrategy } from '../../src/demo/demo-strategy.ts';
import { CLIENT_DEADLINE_MS, DEMO_TOPOLOGY, type Topology } from '../../src/demo/topology.ts';
import { capacityRpsOf } from '../../src/demo/backend.ts';
import { assert } from '../../src/lib/assert.ts';
import type { Strategy } from '../../src/model/strategy.ts';
import type { Fault, Scenario, ScheduledFault, Where } from '../../src/simulator/contract.ts';
import { parseStrategy } from '../../src/strategy/parse-strategy.ts';
import { TWIN_TOPOLOGY } from '../twin/columns.ts';
import type { TwinFault } from '../twin/recorded.ts';

const WARM_UP_MS = 10_000;
/** Of the unhealthy targets, in folklore's checks. */
const SLOWEST_PROBE_S = 10;
export const FAULT_MS = 30_000;
const RATE_PER_SECOND = 200;
/** Nothing comes through loopback faster; measured between gateway and targets. */
const LOOPBACK_MS = 0.1;

export interface Conditions {
  readonly topology: Topology;
  /** After the heal. */
  readonly afterMs: number;
  /** Instead of what Ballast chooses by itself. */
  readonly balancing?: Balancing;
}

/** One service, as measured on a real Kong and on the embedded gateway by `bench:twin`. */
export const TWIN: Conditions = { topology: TWIN_TOPOLOGY, afterMs: 25_000 };
/** Three services, as `ballast demo` runs them. */
export const DEMO: Conditions = { topology: DEMO_TOPOLOGY, afterMs: 60_000 };

/** @param seed decides when the probes of folklore fall, which decides when a region is back. */
export function scenarioOf(
  fault: TwinFault | 'steady',
  conditions: Conditions,
  seed: number,
): Scenario {
  const { topology, afterMs } = conditions;
  const meanMs = meanServiceMs(topology);
  return {
    name: fault,
    title: fault,
    description: '',
    warmUpMs: WARM_UP_MS + 1_000 * ((seed * 7) % SLOWEST_PROBE_S),
    durationMs: FAULT_MS + afterMs,
    world: { regions: 2, services: topology.services.length, targetsPerRegion: 3, strategy: {} },
    traffic: {
      level: { rps: RATE_PER_SECOND / topology.services.length },
      shape: { kind: 'poisson' },
      keys: 1_000,
    },
    servers: {
      workers: topology.workers,
      queue: topology.queueLimit,
      serviceTime: { kind: 'lognormal', meanMs, sigma: topology.sigma },
      errorRatio: 0,
      errorTimeRatio: 0.2,
      sizes: [1],
      cold: null,
    },
    network: { localMs: LOOPBACK_MS, wanMs: topology.regions[1].rttMs },
    kong: { nodes: 1, workers: 2, ownDelayMs: 20, otherDelayMs: 250, adminMs: 14 },
    telemetry: { delayMs: 50, lossRatio: 0, duplicateRatio: 0, hasUtilisation: false },
    client: { deadlineMs: CLIENT_DEADLINE_MS, retries: 0 },
    faults: fault === 'steady' ? [] : faultsOf(fault, conditions),
  };
}

/** The demo's own strategy file through the real parser, with names for addresses. */
export function strategyOf({ topology, balancing = {} }: Conditions): Strategy {
  const text = renderDemoStrategy({
    topology,
    balancing,
    hostsOf: ({ service, region }) =>
      Array.from({ length: topology.targetsPerRegion }, (_, index) => {
        return `${service.toLowerCase()}-${index + 1}.${region}:80`;
      }),
    capacityRpsOf: (name) => {
      const medianMs = topology.services.find((service) => service.name === name)?.medianMs ?? 1;
      return capacityRpsOf({ workers: topology.workers, medianMs, sigma: topology.sigma });
    },
    adminUrl: 'http://127.0.0.1:8001',
    proxyUrl: 'http://127.0.0.1:8000',
    logsListen: '127.0.0.1:9911',
  });
  const { strategy, problems } = parseStrategy(text);
  assert(strategy !== null, `the demo's strategy is valid: ${JSON.stringify(problems)}`);
  return strategy;
}

const PRIMARY: Where = { region: 'primary' };
/** Of the secondary region, for all services together. */
const FIT_RATIO = 0.6;

function faultsOf(fault: TwinFault, conditions: Conditions): readonly ScheduledFault[] {
  const { topology } = conditions;
  const service = topology.services[0]?.name ?? '';
  const one: Where = { region: 'primary', targets: [0], service };
  const amid = (kind: Fault): ScheduledFault => ({ atMs: 0, forMs: FAULT_MS, fault: kind });
  const refuses = amid({ kind: 'refuse', where: PRIMARY });
  switch (fault) {
    case 'region-refuse':
      return [refuses];
    case 'region-blackhole':
      return [amid({ kind: 'black-hole', where: PRIMARY })];
    case 'target-gray':
      return [amid({ kind: 'errors', where: one, ratio: 0.3 })];
    case 'region-gray':
      return [amid({ kind: 'errors', where: PRIMARY, ratio: 0.05 })];
    case 'target-slow':
      return [amid({ kind: 'slow', where: one, factor: 10 })];
    case 'region-slow':
      return [amid({ kind: 'slow', where: PRIMARY, factor: 5 })];
    case 'flapping':
      return [amid({ kind: 'flapping', where: PRIMARY, downMs: 6_000, upMs: 6_000 })];
    case 'small-secondary': {
      const ratio = (FIT_RATIO * demandPerTargetRps(topology)) / capacityPerTargetRps(topology);
      const small: Fault = { kind: 'capacity', where: { region: 'standby' }, ratio };
      return [{ atMs: 0, forMs: null, fault: small }, refuses];
    }
    case 'cold-return': {
      // Five times slower for 15 s from the first request on, then as before: a step.
      const cold: Fault = {
        kind: 'cold',
        where: PRIMARY,
        factor: 5,
        tauMs: Infinity,
        warmAfterMs: 15_000,
      };
      return [refuses, { atMs: FAULT_MS, forMs: null, fault: cold }];
    }
  }
}

/** The services of the demo differ; the simulator's servers are alike. */
function meanServiceMs({ services, sigma }: Topology): number {
  const medians = services.map(({ medianMs }) => medianMs);
  const mean = medians.reduce((sum, medianMs) => sum + medianMs, 0) / medians.length;
  return mean * Math.exp(sigma ** 2 / 2);
}

function demandPerTargetRps({ services, targetsPerRegion }: Topology): number {
  return RATE_PER_SECOND / services.length / targetsPerRegion;
}

function capacityPerTargetRps(topology: Topology): number {
  return (1_000 * topology.workers) / meanServiceMs(topology);
}
