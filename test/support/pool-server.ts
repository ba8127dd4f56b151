/** The targets of a pool world: workers with a queue, what they tell, how one is chosen. */

import type { TargetDigest } from '../../src/decide/digest.ts';
import { emptyHistogram, type Histogram } from '../../src/lib/histogram.ts';
import type { Random } from '../../src/lib/random.ts';
import { spreadOf } from '../../src/lib/spread.ts';
import type { PoolFault, PoolOptions } from './pool-contract.ts';

export interface Server {
  readonly target: string;
  readonly workers: number;
  fault: PoolFault;
  weight: number;
  busy: number;
  readonly queue: Job[];
  /** Requests in flight by Kong worker. */
  readonly open: number[];
  tries: number;
  failures: number;
  timeouts: number;
  latency: Histogram;
  busyMs: number;
  changedAtMs: number;
  /** Busy time at the utilisation sample before. */
  sampledBusyMs: number;
  utilisation: { atMs: number; ratio: number } | null;
  served: number;
  secondLatency: Histogram;
  secondBusyMs: number;
}

export interface Job {
  readonly arrivedMs: number;
  readonly worker: number;
  readonly serviceMs: number;
  readonly ok: boolean;
}

export function newServer(
  target: string,
  { workers, kongWorkers, nowMs }: { workers: number; kongWorkers: number; nowMs: number },
): Server {
  return {
    target,
    workers,
    fault: {},
    weight: 1_000,
    busy: 0,
    queue: [],
    open: Array.from({ length: kongWorkers }, () => 0),
    tries: 0,
    failures: 0,
    timeouts: 0,
    latency: emptyHistogram(),
    busyMs: 0,
    changedAtMs: nowMs,
    sampledBusyMs: 0,
    utilisation: null,
    served: 0,
    secondLatency: emptyHistogram(),
    secondBusyMs: 0,
  };
}

/** Hands out what was counted since the last call. */
export function digestOf(
  server: Server,
  { hasUtilisation }: PoolOptions,
  nowMs: number,
): TargetDigest {
  const { target, tries, failures, timeouts, latency, utilisation } = server;
  server.tries = 0;
  server.failures = 0;
  server.timeouts = 0;
  server.latency = emptyHistogram();
  return {
    target,
    tries,
    failures,
    connectFailures: 0,
    noAnswers: timeouts,
    overload: 0,
    latencyCount: latency.count,
    latencySumMs: latency.sumMs,
    latency: spreadOf(latency),
    ...(hasUtilisation === true && utilisation !== null ? { utilisation } : {}),
    probe: { atMs: nowMs, failuresInRow: 0, successesInRow: 100 },
    nodes: [],
  };
}

/** The smallest (connections + 1) / weight as this worker counts; ties at random. */
export function leastConnections(
  servers: readonly Server[],
  worker: number,
  random: Random,
): Server | undefined {
  let best: Server | undefined;
  let bestKey = Infinity;
  let ties = 1;
  for (const server of servers) {
    if (server.weight === 0) continue;
    const key = ((server.open[worker] ?? 0) + 1) / server.weight;
    if (key < bestKey) {
      best = server;
      bestKey = key;
      ties = 1;
    } else if (key === bestKey) {
      ties += 1;
      if (random() * ties < 1) best = server;
    }
  }
  return best;
}

/**
 * Smooth weighted round-robin over all workers with a little of the wheel's shuffling.
 *
 * @param credits of each server; moved on.
 */
export function nextOfWheel(
  servers: readonly Server[],
  credits: number[],
  random: Random,
): Server | undefined {
  const total = servers.reduce((sum, { weight }) => sum + weight, 0);
  let best = -1;
  for (const [index, { weight }] of servers.entries()) {
    const credit = (credits[index] ?? 0) + weight * (0.5 + random());
    credits[index] = credit;
    if (weight > 0 && (best === -1 || credit > (credits[best] ?? 0))) best = index;
  }
  credits[best] = (credits[best] ?? 0) - total;
  return servers[best];
}
