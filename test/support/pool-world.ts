/**
 * One region's targets with queues, behind a Kong of several workers, in virtual time, steered by
 * the control law itself: open-loop Poisson arrivals, lognormal service times, first come first
 * served. It tells what trims, ejections and learnt capacities do to latency and utilisation.
 *
 * Small on purpose (no retries, no probes of Kong): the simulator has the rest.
 */

import { decide } from '../../src/decide/decide.ts';
import type { Digest } from '../../src/decide/digest.ts';
import { policyOf, layoutAt } from '../../src/decide/policy.ts';
import { homeOf } from '../../src/model/layout.ts';
import { type DecideState, EMPTY_STATE } from '../../src/decide/state.ts';
import {
  emptyHistogram,
  type Histogram,
  mergeHistogram,
  quantileOf,
  recordValue,
} from '../../src/lib/histogram.ts';
import { exponential, lognormal, type Random, seededRandom } from '../../src/lib/random.ts';
import { spreadOf } from '../../src/lib/spread.ts';
import type { ControlEvent, Weights } from '../../src/model/control.ts';
import type { Region, ServiceStrategy } from '../../src/model/strategy.ts';
import { createQueue, type Queue } from './event-queue.ts';

export interface PoolFault {
  readonly slowFactor?: number;
  readonly errorRatio?: number;
  /** A failing answer takes this part of the normal time; 0 by default. */
  readonly errorTimeRatio?: number;
}

export interface PoolOptions {
  readonly service: ServiceStrategy;
  readonly seed: number;
  readonly rps: number;
  /** Workers of each target of the first region, repeated. */
  readonly workers?: readonly number[];
  readonly meanMs?: number;
  readonly sigma?: number;
  readonly kongWorkers?: number;
  readonly background?: number;
  readonly hasUtilisation?: boolean;
  /** Weights stay as they are: Kong alone. */
  readonly isKongAlone?: boolean;
  /** From the tick to the effect of its write. */
  readonly actuationMs?: number;
  /** Logs arrive this much later. */
  readonly telemetryMs?: number;
  readonly timeoutMs?: number;
}

export interface PoolSecond {
  readonly second: number;
  readonly sent: number;
  readonly failed: number;
  readonly latency: Histogram;
  readonly served: readonly number[];
  readonly utilisation: readonly number[];
  readonly latencyOf: readonly Histogram[];
}

export interface PoolWorld {
  run(seconds: number): void;
  setFault(index: number, fault: PoolFault): void;
  setRate(rps: number): void;
  readonly seconds: readonly PoolSecond[];
  readonly events: readonly ControlEvent[];
  /** Changes of single targets' weights. */
  readonly writes: number;
  /** Ticks that changed any weight. */
  readonly batches: number;
  weights(): Weights;
  state(): DecideState;
}

interface Server {
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

interface Job {
  readonly arrivedMs: number;
  readonly worker: number;
  readonly serviceMs: number;
  readonly ok: boolean;
}

const TICK_MS = 1_000;
const SCRAPE_MS = 5_000;
const START_MS = 1_000_000;

export function createPoolWorld(options: PoolOptions): PoolWorld {
  const { service, seed, meanMs = 40, sigma = 1, kongWorkers = 4, background = 0.001 } = options;
  const { actuationMs = 200, telemetryMs = 0, workers = [8], timeoutMs = 2_000 } = options;
  const medianMs = meanMs / Math.exp((sigma * sigma) / 2);
  const random: Random = seededRandom(seed);
  const own = service.targets.filter((target) => target.region === service.targets[0]?.region);
  const policy = policyOf({
    layout: 'two-level',
    regions: regionsOf(service),
    gateways: [
      { name: 'kong', region: own[0]?.region ?? '', loopbackUrl: 'http://127.0.0.1:8000' },
    ],
    services: [service],
    telemetry: { expiryMs: 180_000 },
  });
  const region = own[0]?.region ?? '';
  const layout = layoutAt(policy, { gateway: 'kong', upstream: service.upstream });
  const home = homeOf(layout, region).upstream;
  const servers = own.map(({ target }, index): Server => ({
    target,
    workers: workers[index % workers.length] ?? 1,
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
    changedAtMs: START_MS,
    sampledBusyMs: 0,
    utilisation: null,
    served: 0,
    secondLatency: emptyHistogram(),
    secondBusyMs: 0,
  }));
  const events: ControlEvent[] = [];
  const seconds: PoolSecond[] = [];
  const queue: Queue = createQueue();
  let wheels = servers.map(() => 0);
  let state = EMPTY_STATE;
  let nowMs = START_MS;
  let { rps } = options;
  let writes = 0;
  let batches = 0;
  let requests = 0;
  let sent = 0;
  let failed = 0;

  const touch = (server: Server) => {
    const passed = (nowMs - server.changedAtMs) * server.busy;
    server.busyMs += passed;
    server.secondBusyMs += passed;
    server.changedAtMs = nowMs;
  };
  const start = (server: Server, job: Job) => {
    touch(server);
    server.busy += 1;
    queue.push(nowMs + job.serviceMs, () => finish(server, job));
  };
  const answer = (server: Server, job: Job) => {
    const tookMs = nowMs - job.arrivedMs;
    const isLate = tookMs > timeoutMs;
    const record = () => {
      server.tries += 1;
      requests += 1;
      if (isLate) server.timeouts += 1;
      else recordValue(server.latency, tookMs);
      if (!job.ok || isLate) server.failures += 1;
    };
    if (telemetryMs > 0) queue.push(nowMs + telemetryMs, record);
    else record();
    server.served += 1;
    recordValue(server.secondLatency, Math.min(tookMs, timeoutMs));
    server.open[job.worker] = (server.open[job.worker] ?? 1) - 1;
    if (!job.ok || isLate) failed += 1;
  };
  const finish = (server: Server, job: Job) => {
    touch(server);
    server.busy -= 1;
    answer(server, job);
    const next = server.queue.shift();
    if (next !== undefined) start(server, next);
  };
  const pick = (worker: number): Server | undefined => {
    if (service.algorithm.kind === 'least-connections')
      return leastConnections(servers, worker, random);
    const total = servers.reduce((sum, { weight }) => sum + weight, 0);
    // Smooth weighted round-robin over all workers with a little of the wheel's shuffling.
    let best = -1;
    for (const [index, { weight }] of servers.entries()) {
      wheels[index] = (wheels[index] ?? 0) + weight * (0.5 + random());
      if (weight > 0 && (best === -1 || (wheels[index] ?? 0) > (wheels[best] ?? 0))) best = index;
    }
    wheels[best] = (wheels[best] ?? 0) - total;
    return servers[best];
  };
  const arrive = () => {
    queue.push(nowMs + exponential(random, 1_000 / rps), arrive);
    const worker = Math.floor(random() * kongWorkers);
    const server = pick(worker);
    sent += 1;
    if (server === undefined) return;
    server.open[worker] = (server.open[worker] ?? 0) + 1;
    const { slowFactor = 1, errorRatio = background, errorTimeRatio = 0 } = server.fault;
    const ok = random() >= errorRatio;
    const serviceMs = lognormal(random, medianMs, sigma) * slowFactor * (ok ? 1 : errorTimeRatio);
    const job = { arrivedMs: nowMs, worker, serviceMs, ok };
    if (!ok && errorTimeRatio === 0) queue.push(nowMs + 1, () => answer(server, job));
    else if (server.busy < server.workers) start(server, job);
    else server.queue.push(job);
  };
  const sample = () => {
    for (const server of servers) {
      touch(server);
      const ratio = (server.busyMs - server.sampledBusyMs) / (SCRAPE_MS * server.workers);
      server.sampledBusyMs = server.busyMs;
      server.utilisation = { atMs: nowMs, ratio: Math.min(1, ratio) };
    }
    queue.push(nowMs + SCRAPE_MS, sample);
  };
  const closeSecond = () => {
    const latency = emptyHistogram();
    for (const server of servers) {
      touch(server);
      mergeHistogram(latency, server.secondLatency);
    }
    seconds.push({
      second: seconds.length,
      sent,
      failed,
      latency,
      served: servers.map(({ served }) => served),
      utilisation: servers.map(
        ({ secondBusyMs, workers: count }) => secondBusyMs / (TICK_MS * count),
      ),
      latencyOf: servers.map(({ secondLatency }) => secondLatency),
    });
    sent = 0;
    failed = 0;
    for (const server of servers) {
      server.served = 0;
      server.secondBusyMs = 0;
      server.secondLatency = emptyHistogram();
    }
  };
  const digest = (): Digest => {
    const targets = servers.map((server) => {
      const reading = {
        target: server.target,
        tries: server.tries,
        failures: server.failures,
        connectFailures: 0,
        noAnswers: server.timeouts,
        overload: 0,
        latencyCount: server.latency.count,
        latencySumMs: server.latency.sumMs,
        latency: spreadOf(server.latency),
        ...(options.hasUtilisation === true && server.utilisation !== null
          ? { utilisation: server.utilisation }
          : {}),
        probe: { atMs: nowMs, failuresInRow: 0, successesInRow: 100 },
        nodes: [],
      };
      server.tries = 0;
      server.failures = 0;
      server.timeouts = 0;
      server.latency = emptyHistogram();
      return reading;
    });
    const upstream = { upstream: service.upstream, requests, targets };
    requests = 0;
    return { logsAtMs: nowMs, upstreams: [upstream] };
  };
  const tick = () => {
    closeSecond();
    queue.push(nowMs + TICK_MS, tick);
    const decision = decide(policy, state, digest(), nowMs);
    state = decision.state;
    events.push(...decision.events);
    if (options.isKongAlone === true) return;
    const wanted = decision.desired['kong']?.[home]?.weights ?? {};
    queue.push(nowMs + actuationMs, () => write(wanted));
  };
  const write = (wanted: Weights) => {
    let changes = 0;
    for (const server of servers) {
      const weight = wanted[server.target] ?? server.weight;
      if (weight === server.weight) continue;
      server.weight = weight;
      changes += 1;
    }
    if (changes === 0) return;
    // A write rebuilds the balancer: counts start at 0 in every worker (kong-facts A3).
    wheels = servers.map(() => 0);
    if (seconds.length > 1) {
      writes += changes;
      batches += 1;
    }
  };
  queue.push(nowMs, arrive);
  queue.push(nowMs + TICK_MS * (0.5 + random() / 2), tick);
  queue.push(nowMs + 1_700, sample);
  return {
    run: (duration) => {
      const untilMs = nowMs + duration * 1_000;
      for (let next = queue.pop(untilMs); next !== null; next = queue.pop(untilMs)) {
        nowMs = next.atMs;
        next.run();
      }
      nowMs = untilMs;
    },
    setFault: (index, fault) => {
      const server = servers[index];
      if (server !== undefined) server.fault = fault;
    },
    setRate: (next) => {
      rps = next;
    },
    seconds,
    events,
    get writes() {
      return writes;
    },
    get batches() {
      return batches;
    },
    weights: () => Object.fromEntries(servers.map(({ target, weight }) => [target, weight])),
    state: () => state,
  };
}

function regionsOf({ targets }: ServiceStrategy): readonly Region[] {
  const names = [...new Set(targets.map(({ region }) => region))];
  return names.map((name, priority) => ({ name, priority, rttMs: {} }));
}

/** The smallest (connections + 1) / weight as this worker counts; ties at random. */
function leastConnections(
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

/** Figures over the seconds from `from` up to `to`. */
export function figuresOf(world: PoolWorld, from: number, to: number) {
  const part = world.seconds.slice(from, to);
  const latency = emptyHistogram();
  for (const second of part) mergeHistogram(latency, second.latency);
  const sum = (of: (second: PoolSecond) => number) => part.reduce((all, one) => all + of(one), 0);
  const count = part[0]?.served.length ?? 0;
  const utilisation = Array.from(
    { length: count },
    (_, index) => sum(({ utilisation: of }) => of[index] ?? 0) / part.length,
  );
  const means = Array.from({ length: count }, (_, index) => {
    const answers = sum(({ latencyOf }) => latencyOf[index]?.count ?? 0);
    return answers === 0 ? null : sum(({ latencyOf }) => latencyOf[index]?.sumMs ?? 0) / answers;
  });
  return {
    sent: sum(({ sent }) => sent),
    failed: sum(({ failed }) => failed),
    p99Ms: quantileOf(latency, 0.99) ?? 0,
    meanMs: latency.count === 0 ? 0 : latency.sumMs / latency.count,
    utilisation,
    meanMsOf: means,
    servedOf: Array.from({ length: count }, (_, index) => sum(({ served }) => served[index] ?? 0)),
  };
}
