/**
 * One region's targets with queues, behind a Kong of several workers, in virtual time, steered by
 * the control law itself: open-loop Poisson arrivals, lognormal service times, first come first
 * served. It tells what trims, ejections and learnt capacities do to latency and utilisation.
 *
 * Small on purpose (no retries, no probes of Kong): the simulator has the rest.
 */

import { decide } from '../../src/decide/decide.ts';
import type { Digest } from '../../src/decide/digest.ts';
import { layoutAt, type Policy, policyOf } from '../../src/decide/policy.ts';
import { type DecideState, EMPTY_STATE } from '../../src/decide/state.ts';
import { emptyHistogram, mergeHistogram, recordValue } from '../../src/lib/histogram.ts';
import { exponential, lognormal, type Random, seededRandom } from '../../src/lib/random.ts';
import type { ControlEvent, Weights } from '../../src/model/control.ts';
import { homeOf } from '../../src/model/layout.ts';
import type { Region, ServiceStrategy } from '../../src/model/strategy.ts';
import { createQueue, type Queue } from './event-queue.ts';
import type { PoolFault, PoolOptions, PoolSecond, PoolWorld } from './pool-contract.ts';
import {
  digestOf,
  type Job,
  leastConnections,
  newServer,
  nextOfWheel,
  type Server,
} from './pool-server.ts';

const TICK_MS = 1_000;
const SCRAPE_MS = 5_000;
const START_MS = 1_000_000;

export function createPoolWorld(options: PoolOptions): PoolWorld {
  return new PoolRun(options);
}

/** All that moves, and the callbacks that move it. */
class PoolRun implements PoolWorld {
  readonly seconds: PoolSecond[] = [];
  readonly events: ControlEvent[] = [];
  writes = 0;
  batches = 0;
  private readonly options: PoolOptions;
  private readonly policy: Policy;
  private readonly home: string;
  private readonly servers: readonly Server[];
  private readonly queue: Queue = createQueue();
  private readonly random: Random;
  private wheels: number[];
  private decided = EMPTY_STATE;
  private nowMs = START_MS;
  private rps: number;
  private requests = 0;
  private second = { sent: 0, failed: 0 };

  constructor(options: PoolOptions) {
    const { service, kongWorkers = 4, workers = [8] } = options;
    this.options = options;
    this.rps = options.rps;
    this.random = seededRandom(options.seed);
    const region = service.targets[0]?.region ?? '';
    this.policy = policyOf({
      layout: 'two-level',
      regions: regionsOf(service),
      gateways: [{ name: 'kong', region, loopbackUrl: 'http://127.0.0.1:8000' }],
      services: [service],
      telemetry: { expiryMs: 180_000 },
    });
    const layout = layoutAt(this.policy, { gateway: 'kong', upstream: service.upstream });
    this.home = homeOf(layout, region).upstream;
    this.servers = service.targets
      .filter((target) => target.region === region)
      .map(({ target }, index) =>
        newServer(target, {
          workers: workers[index % workers.length] ?? 1,
          kongWorkers,
          nowMs: START_MS,
        }),
      );
    this.wheels = this.servers.map(() => 0);
    this.queue.push(this.nowMs, () => this.arrive());
    this.queue.push(this.nowMs + TICK_MS * (0.5 + this.random() / 2), () => this.tick());
    this.queue.push(this.nowMs + 1_700, () => this.sample());
  }

  run(duration: number): void {
    const untilMs = this.nowMs + duration * 1_000;
    for (let next = this.queue.pop(untilMs); next !== null; next = this.queue.pop(untilMs)) {
      this.nowMs = next.atMs;
      next.run();
    }
    this.nowMs = untilMs;
  }

  setFault(index: number, fault: PoolFault): void {
    const server = this.servers[index];
    if (server !== undefined) server.fault = fault;
  }

  setRate(rps: number): void {
    this.rps = rps;
  }

  weights(): Weights {
    return Object.fromEntries(this.servers.map(({ target, weight }) => [target, weight]));
  }

  state(): DecideState {
    return this.decided;
  }

  private arrive(): void {
    const { service, kongWorkers = 4, meanMs = 40, sigma = 1, background = 0.001 } = this.options;
    this.queue.push(this.nowMs + exponential(this.random, 1_000 / this.rps), () => this.arrive());
    const worker = Math.floor(this.random() * kongWorkers);
    const server =
      service.algorithm.kind === 'least-connections'
        ? leastConnections(this.servers, worker, this.random)
        : nextOfWheel(this.servers, this.wheels, this.random);
    this.second.sent += 1;
    if (server === undefined) return;
    server.open[worker] = (server.open[worker] ?? 0) + 1;
    const { slowFactor = 1, errorRatio = background, errorTimeRatio = 0 } = server.fault;
    const ok = this.random() >= errorRatio;
    const drawnMs = lognormal(this.random, meanMs / Math.exp((sigma * sigma) / 2), sigma);
    const serviceMs = drawnMs * slowFactor * (ok ? 1 : errorTimeRatio);
    const job = { arrivedMs: this.nowMs, worker, serviceMs, ok };
    if (!ok && errorTimeRatio === 0)
      this.queue.push(this.nowMs + 1, () => this.answer(server, job));
    else if (server.busy < server.workers) this.start(server, job);
    else server.queue.push(job);
  }

  private touch(server: Server): void {
    const passed = (this.nowMs - server.changedAtMs) * server.busy;
    server.busyMs += passed;
    server.secondBusyMs += passed;
    server.changedAtMs = this.nowMs;
  }

  private start(server: Server, job: Job): void {
    this.touch(server);
    server.busy += 1;
    this.queue.push(this.nowMs + job.serviceMs, () => this.finish(server, job));
  }

  private finish(server: Server, job: Job): void {
    this.touch(server);
    server.busy -= 1;
    this.answer(server, job);
    const next = server.queue.shift();
    if (next !== undefined) this.start(server, next);
  }

  private answer(server: Server, job: Job): void {
    const { timeoutMs = 2_000, telemetryMs = 0 } = this.options;
    const tookMs = this.nowMs - job.arrivedMs;
    const isLate = tookMs > timeoutMs;
    const record = () => {
      server.tries += 1;
      this.requests += 1;
      if (isLate) server.timeouts += 1;
      else recordValue(server.latency, tookMs);
      if (!job.ok || isLate) server.failures += 1;
    };
    if (telemetryMs > 0) this.queue.push(this.nowMs + telemetryMs, record);
    else record();
    server.served += 1;
    recordValue(server.secondLatency, Math.min(tookMs, timeoutMs));
    server.open[job.worker] = (server.open[job.worker] ?? 1) - 1;
    if (!job.ok || isLate) this.second.failed += 1;
  }

  private sample(): void {
    for (const server of this.servers) {
      this.touch(server);
      const ratio = (server.busyMs - server.sampledBusyMs) / (SCRAPE_MS * server.workers);
      server.sampledBusyMs = server.busyMs;
      server.utilisation = { atMs: this.nowMs, ratio: Math.min(1, ratio) };
    }
    this.queue.push(this.nowMs + SCRAPE_MS, () => this.sample());
  }

  private tick(): void {
    this.closeSecond();
    this.queue.push(this.nowMs + TICK_MS, () => this.tick());
    const decision = decide(this.policy, this.decided, this.digest(), this.nowMs);
    this.decided = decision.state;
    this.events.push(...decision.events);
    if (this.options.isKongAlone === true) return;
    const wanted = decision.desired['kong']?.[this.home]?.weights ?? {};
    const { actuationMs = 200 } = this.options;
    this.queue.push(this.nowMs + actuationMs, () => this.write(wanted));
  }

  /** A write rebuilds the balancer: counts start at 0 in every worker (kong-facts A3). */
  private write(wanted: Weights): void {
    const changed = this.servers.filter(
      ({ target, weight }) => (wanted[target] ?? weight) !== weight,
    );
    for (const server of changed) server.weight = wanted[server.target] ?? server.weight;
    if (changed.length === 0) return;
    this.wheels = this.servers.map(() => 0);
    // The first one brings the weights of this world to those of the strategy.
    if (this.seconds.length <= 1) return;
    this.writes += changed.length;
    this.batches += 1;
  }

  private digest(): Digest {
    const targets = this.servers.map((server) => digestOf(server, this.options, this.nowMs));
    const { requests } = this;
    this.requests = 0;
    const { upstream } = this.options.service;
    return { logsAtMs: this.nowMs, upstreams: [{ upstream, requests, targets }] };
  }

  private closeSecond(): void {
    const latency = emptyHistogram();
    for (const server of this.servers) {
      this.touch(server);
      mergeHistogram(latency, server.secondLatency);
    }
    this.seconds.push({
      second: this.seconds.length,
      ...this.second,
      latency,
      served: this.servers.map(({ served }) => served),
      utilisation: this.servers.map((server) => server.secondBusyMs / (TICK_MS * server.workers)),
      latencyOf: this.servers.map(({ secondLatency }) => secondLatency),
    });
    this.second = { sent: 0, failed: 0 };
    for (const server of this.servers) {
      server.served = 0;
      server.secondBusyMs = 0;
      server.secondLatency = emptyHistogram();
    }
  }
}

function regionsOf({ targets }: ServiceStrategy): readonly Region[] {
  const names = [...new Set(targets.map(({ region }) => region))];
  return names.map((name, priority) => ({ name, priority, rttMs: {} }));
}
