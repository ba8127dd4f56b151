/**
 * Regions of targets with workers and queues in virtual time, for the questions of capacity: open
 * Poisson arrivals, lognormal service, a FIFO queue, clients that give up. Shares are taken from
 * the allocation itself, so it needs no Kong. Seeded.
 */

import { allocate } from '../../src/decide/allocate.ts';
import { decide } from '../../src/decide/decide.ts';
import type { Digest, TargetDigest } from '../../src/decide/digest.ts';
import { type Policy, policyOf } from '../../src/decide/policy.ts';
import { type DecideState, EMPTY_STATE, FRESH_UPSTREAM } from '../../src/decide/state.ts';
import { exponential, lognormal, type Random, seededRandom } from '../../src/lib/random.ts';
import type { Allocation } from '../../src/model/allocation.ts';
import type { ControlEvent } from '../../src/model/control.ts';
import type { HookAction } from '../../src/model/hook.ts';
import type { ServiceStrategy, Target } from '../../src/model/strategy.ts';

export interface OverloadOptions {
  readonly service: ServiceStrategy;
  readonly gatewayRegion: string;
  readonly seed: number;
  readonly rps: number;
  readonly workers: number;
  readonly queue: number;
  readonly medianMs: number;
  readonly sigma: number;
  /** Kong's time-out towards a target, and the client's patience. */
  readonly timeoutMs: number;
}

export interface RegionSetting {
  /** Service times are multiplied; workers stay. */
  readonly slow?: number;
  /** Workers that are left, as a part. */
  readonly workersRatio?: number;
  /** A worker is busy this many times longer than its answer takes, as on a throttled host. */
  readonly pause?: number;
  readonly isDown?: boolean;
}

interface Server {
  readonly target: string;
  readonly region: string;
  /** When each worker is free, ms. */
  free: number[];
  digest: Mutable<TargetDigest>;
  successes: number;
  failures: number;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

export interface OverloadSecond {
  readonly second: number;
  readonly sent: number;
  readonly served: number;
  readonly shed: number;
  readonly latencies: readonly number[];
  readonly allocation: Allocation;
}

interface Arrival {
  readonly atMs: number;
  readonly run: () => void;
}

interface Motion {
  readonly options: OverloadOptions;
  readonly policy: Policy;
  readonly random: Random;
  readonly servers: readonly Server[];
  readonly settings: Record<string, RegionSetting>;
  readonly events: ControlEvent[];
  readonly seconds: OverloadSecond[];
  state: DecideState;
  nowMs: number;
  rps: number;
  pending: Arrival[];
  requests: number;
  failed: number;
  /** Beside what is observed: approvals, results of hooks, levers. */
  words: Pick<Digest, 'approvals' | 'hooks' | 'overrides' | 'rules'>;
  actions: readonly HookAction[];
}

export function createOverloadWorld(options: OverloadOptions) {
  const { service, gatewayRegion: region } = options;
  const motion: Motion = {
    options,
    policy: policyOf({
      layout: 'flat',
      regions: [],
      gateways: [{ name: 'kong', region, loopbackUrl: 'http://127.0.0.1:8000' }],
      services: [service],
      telemetry: { expiryMs: 180_000 },
    }),
    random: seededRandom(options.seed),
    servers: service.targets.map((target) => freshServer(target, options)),
    settings: {},
    events: [],
    seconds: [],
    state: EMPTY_STATE,
    nowMs: 0,
    rps: options.rps,
    pending: [],
    requests: 0,
    failed: 0,
    words: {},
    actions: [],
  };
  return {
    seconds: motion.seconds,
    events: motion.events,
    run(count: number) {
      for (let done = 0; done < count; done += 1) playSecond(motion);
    },
    set(name: string, setting: RegionSetting) {
      motion.settings[name] = setting;
    },
    setRate(value: number) {
      motion.rps = value;
    },
    say(words: Motion['words']) {
      motion.words = words;
    },
    actions: () => motion.actions,
    nowMs: () => motion.nowMs,
    state: () => motion.state,
  };
}

function playSecond(motion: Motion): void {
  const { options, random, policy } = motion;
  const { service, gatewayRegion } = options;
  const own = motion.state.upstreams[service.upstream] ?? FRESH_UPSTREAM;
  const allocation = allocate(service, gatewayRegion, own);
  const counts = { sent: 0, served: 0, shed: 0, latencies: [] as number[] };
  // What is answered later is still counted in the second in which it was sent.
  const entry = Object.assign(counts, { second: motion.seconds.length, allocation });
  motion.seconds.push(entry);
  const endMs = motion.nowMs + 1_000;
  let atMs = motion.nowMs + exponential(random, 1_000 / motion.rps);
  for (; atMs < endMs; atMs += exponential(random, 1_000 / motion.rps)) {
    entry.sent += 1;
    const server = pick(motion, { allocation, atMs });
    if (server === null) {
      entry.shed += 1;
      motion.requests += 1;
    } else {
      motion.pending.push(serve(server, { motion, atMs, entry }));
    }
  }
  motion.nowMs = endMs;
  const due = motion.pending.filter((one) => one.atMs <= endMs);
  motion.pending = motion.pending.filter((one) => one.atMs > endMs);
  for (const { run } of due) run();
  const decision = decide(policy, motion.state, readDigest(motion), endMs);
  motion.state = decision.state;
  motion.actions = decision.actions;
  motion.events.push(...decision.events);
}

function readDigest(motion: Motion): Digest {
  const { servers, settings, nowMs, options } = motion;
  const targets = servers.map((server) => {
    const isUp = settings[server.region]?.isDown !== true;
    server.successes = isUp ? server.successes + 1 : 0;
    server.failures = isUp ? 0 : server.failures + 1;
    const { failures: failuresInRow, successes: successesInRow } = server;
    const health = isUp ? ('HEALTHY' as const) : ('UNHEALTHY' as const);
    const reading: TargetDigest = {
      ...server.digest,
      probe: { atMs: nowMs, failuresInRow, successesInRow },
      nodes: [{ gateway: 'kong', nodeId: 'n1', atMs: nowMs, health, nodeWeight: 1 }],
    };
    server.digest = emptyDigest(server.target);
    return reading;
  });
  const { requests } = motion;
  motion.requests = 0;
  return {
    ...motion.words,
    logsAtMs: nowMs,
    upstreams: [{ upstream: options.service.upstream, requests, targets }],
  };
}

/** By share among regions, then as least-connections does; `null` is the shed target. */
function pick(
  { servers, settings, random }: Motion,
  { allocation, atMs }: { readonly allocation: Allocation; readonly atMs: number },
): Server | null {
  let left = random();
  if (left < allocation.shedShare) return null;
  left -= allocation.shedShare;
  // Kong leaves out what it calls unhealthy; here at once.
  const up = servers.filter(({ region }) => settings[region]?.isDown !== true);
  const shareOf = (region: string) => allocation.regionShares[region] ?? 0.0001;
  const regions = [...new Set(up.map(({ region }) => region))];
  const total = regions.reduce((sum, region) => sum + shareOf(region), 0);
  left *= total / (1 - allocation.shedShare);
  const region = regions.find((name) => (left -= shareOf(name)) < 0) ?? regions.at(-1);
  const own = up.filter((server) => server.region === region);
  const loadOf = (server: Server) => {
    const used = server.free.slice(0, workersOf(server, settings[server.region]));
    return used.reduce((sum, freeMs) => sum + Math.max(0, freeMs - atMs), 0) / used.length;
  };
  // Ties at random, or an idle pool would load its first target only.
  const start = Math.floor(random() * own.length);
  const turned = [...own.slice(start), ...own.slice(0, start)];
  return turned.reduce<Server | null>(
    (best, one) => (best === null || loadOf(one) < loadOf(best) ? one : best),
    null,
  );
}

function workersOf({ free }: Server, setting: RegionSetting = {}): number {
  return Math.max(1, Math.round(free.length * (setting.workersRatio ?? 1)));
}

function serve(
  server: Server,
  context: {
    readonly motion: Motion;
    readonly atMs: number;
    readonly entry: { served: number; latencies: number[] };
  },
): Arrival {
  const { motion, atMs, entry } = context;
  const { options, random } = motion;
  const setting = motion.settings[server.region] ?? {};
  const workers = workersOf(server, setting);
  let index = 0;
  for (let worker = 1; worker < workers; worker += 1) {
    if ((server.free[worker] ?? 0) < (server.free[index] ?? 0)) index = worker;
  }
  const startMs = Math.max(atMs, server.free[index] ?? 0);
  const serviceMs = lognormal(random, options.medianMs, options.sigma) * (setting.slow ?? 1);
  const pause = setting.pause ?? 1;
  const meanMs = options.medianMs * Math.exp(options.sigma ** 2 / 2) * (setting.slow ?? 1) * pause;
  const waiting = ((startMs - atMs) * workers) / meanMs;
  const ended = (endMs: number, count: () => void): Arrival => ({
    atMs: endMs,
    run: () => {
      motion.requests += 1;
      count();
    },
  });
  if (waiting > options.queue) {
    return ended(atMs, () => {
      server.digest.overload += 1;
    });
  }
  // A client that gives up does not free the worker: the target finishes for nobody.
  server.free[index] = startMs + serviceMs * pause;
  const latencyMs = startMs + serviceMs - atMs;
  const isLate = latencyMs > options.timeoutMs;
  return ended(isLate ? atMs + options.timeoutMs : atMs + latencyMs, () => {
    server.digest.tries += 1;
    if (isLate) {
      server.digest.failures += 1;
      server.digest.noAnswers += 1;
      return;
    }
    server.digest.latencyCount += 1;
    server.digest.latencySumMs += latencyMs;
    entry.served += 1;
    entry.latencies.push(latencyMs);
  });
}

function freshServer({ target, region }: Target, { workers }: OverloadOptions): Server {
  return {
    target,
    region,
    free: Array.from({ length: workers }, () => 0),
    digest: emptyDigest(target),
    successes: 2,
    failures: 0,
  };
}

function emptyDigest(target: string): Mutable<TargetDigest> {
  return {
    target,
    tries: 0,
    failures: 0,
    connectFailures: 0,
    noAnswers: 0,
    overload: 0,
    latencyCount: 0,
    latencySumMs: 0,
    probe: null,
    nodes: [],
  };
}
