/**
 * A small world in virtual time around the production controller: Poisson traffic, targets with
 * faults, a Kong that balances by weight, retries, probes and marks targets as the generated
 * configuration makes it do, Ballast's own probes, and log entries. Seeded, so a run repeats.
 *
 * It is a stand-in until the simulator exists: coarse where the decision does not look (queues,
 * per-worker state), faithful where it does (what is counted, what is late, what is not seen).
 */

import { recordValue } from '../../src/lib/histogram.ts';
import { exponential, lognormal, type Random, seededRandom } from '../../src/lib/random.ts';
import type { WeightChange } from '../../src/model/control.ts';
import type { Clock, KongAdmin, Telemetry } from '../../src/model/ports.ts';
import type { Strategy } from '../../src/model/strategy.ts';
import {
  type Fault,
  kongProbe,
  observe,
  type Observer,
  ownProbe,
  passiveFailure,
  pickTarget,
  type Simulated,
  simulatedTargets,
} from './virtual-targets.ts';

export interface WorldOptions {
  readonly strategy: Strategy;
  readonly rps: number;
  readonly seed: number;
  /** Error ratio of a healthy target. */
  readonly background?: number;
}

interface Second {
  readonly atMs: number;
  readonly sent: number;
  readonly failed: number;
  readonly servedByRegion: Readonly<Record<string, number>>;
}

export interface VirtualWorld {
  readonly kong: KongAdmin;
  readonly telemetry: Telemetry;
  readonly clock: Clock;
  readonly seconds: readonly Second[];
  readonly writes: readonly (WeightChange & { readonly atMs: number })[];
  advance(durationMs: number): void;
  nowMs(): number;
  weights(): Readonly<Record<string, number>>;
  /** Faults by region or target name; what is not named is well. */
  setFaults(faults: Readonly<Record<string, Fault>>): void;
  setObserver(observer: Observer): void;
  setRate(rps: number): void;
  /** Somebody else writes. */
  overwrite(target: string, weight: number): void;
}

/** All that moves. */
interface Motion {
  readonly targets: Simulated[];
  readonly random: Random;
  readonly background: number;
  nowMs: number;
  nextArrivalMs: number;
  rps: number;
  observer: Observer;
  logsAtMs: number | null;
  requests: { total: number; failed: number };
  pending: { readonly atMs: number; readonly run: () => void }[];
  second: { sent: number; failed: number; servedByRegion: Record<string, number> };
  readonly seconds: Second[];
}

const START_MS = 1_000_000;
const STEP_MS = 100;
const READ_TIMEOUT_MS = 2_000;
const RETRIES = 2;

export function createVirtualWorld(options: WorldOptions): VirtualWorld {
  const [service] = options.strategy.services;
  if (service === undefined) throw new Error('a service is needed');
  const targets = simulatedTargets(service, options.strategy);
  const motion: Motion = {
    targets,
    random: seededRandom(options.seed),
    background: options.background ?? 0,
    nowMs: START_MS,
    nextArrivalMs: START_MS,
    rps: options.rps,
    observer: 'sees',
    logsAtMs: null,
    requests: { total: 0, failed: 0 },
    pending: [],
    second: { sent: 0, failed: 0, servedByRegion: {} },
    seconds: [],
  };
  const writes: (WeightChange & { atMs: number })[] = [];
  const telemetry: Telemetry = {
    read: () => {
      const observation = observe({ service, ...motion });
      motion.requests = { total: 0, failed: 0 };
      return observation;
    },
  };
  const clock: Clock = {
    nowMs: () => motion.nowMs,
    sleep: (durationMs) => {
      advance(motion, durationMs);
      return Promise.resolve();
    },
    timeoutSignal: (_durationMs, signal) => signal ?? new AbortController().signal,
  };
  return {
    kong: fakeKong(motion, writes),
    telemetry,
    clock,
    seconds: motion.seconds,
    writes,
    advance: (durationMs) => advance(motion, durationMs),
    nowMs: () => motion.nowMs,
    weights: () => weightsOf(targets),
    setFaults: (faults) => {
      for (const target of targets) {
        target.fault = faults[target.target] ?? faults[target.region] ?? {};
      }
    },
    setObserver: (observer) => {
      motion.observer = observer;
    },
    setRate: (rps) => {
      motion.rps = rps;
      motion.nextArrivalMs = motion.nowMs;
    },
    overwrite: (name, weight) => {
      const target = targets.find((one) => one.target === name);
      if (target !== undefined) target.weight = weight;
    },
  };
}

function fakeKong(motion: Motion, writes: (WeightChange & { atMs: number })[]): KongAdmin {
  return {
    readWeights: () => Promise.resolve(weightsOf(motion.targets)),
    readHealth: () => Promise.resolve([]),
    setWeight: (change) => {
      const target = motion.targets.find((one) => one.target === change.target);
      if (target === undefined) return Promise.reject(new Error('no such target'));
      target.weight = change.to;
      writes.push({ ...change, atMs: motion.nowMs });
      return Promise.resolve();
    },
  };
}

function advance(motion: Motion, durationMs: number): void {
  for (let passedMs = 0; passedMs < durationMs; passedMs += STEP_MS) {
    if (motion.nowMs % 1_000 === 0) probeAll(motion);
    step(motion);
    if (motion.nowMs % 1_000 === 0) {
      motion.seconds.push({ atMs: motion.nowMs - 1_000, ...motion.second });
      motion.second = { sent: 0, failed: 0, servedByRegion: {} };
    }
  }
}

function step(motion: Motion): void {
  const untilMs = motion.nowMs + STEP_MS;
  while (motion.nextArrivalMs < untilMs) {
    if (motion.rps > 0) {
      motion.second.sent += 1;
      attempt(motion, RETRIES);
    }
    motion.nextArrivalMs += exponential(motion.random, 1_000 / Math.max(motion.rps, 0.001));
  }
  motion.nowMs = untilMs;
  const due = motion.pending.filter(({ atMs }) => atMs <= untilMs);
  motion.pending = motion.pending.filter(({ atMs }) => atMs > untilMs);
  for (const { run } of due) run();
}

function attempt(motion: Motion, left: number): void {
  const { random, background } = motion;
  const target = pickTarget(motion.targets, random);
  if (target === null) {
    finish(motion, { ok: false, region: null });
    return;
  }
  const retry = () => {
    if (left > 0) attempt(motion, left - 1);
    else finish(motion, { ok: false, region: target.region });
  };
  const { fault } = target;
  if (fault.refuse === true) {
    target.outcomes.connectFailures += 1;
    passiveFailure(target, 'tcp');
    retry();
  } else if (fault.blackhole === true) {
    const run = () => {
      target.outcomes.timeouts += 1;
      passiveFailure(target, 'timeouts');
      retry();
    };
    motion.pending.push({ atMs: motion.nowMs + READ_TIMEOUT_MS, run });
  } else {
    const isError = random() < (fault.errorRatio ?? background);
    recordValue(target.latency, lognormal(random, 12, 0.5) * (fault.slowFactor ?? 1));
    target.outcomes[isError ? 'errors' : 'ok'] += 1;
    if (isError) passiveFailure(target, 'http');
    else target.passive = { tcp: 0, timeouts: 0, http: 0 };
    finish(motion, { ok: !isError, region: target.region });
  }
}

function finish(motion: Motion, { ok, region }: { ok: boolean; region: string | null }): void {
  motion.requests.total += 1;
  if (motion.observer !== 'lost') motion.logsAtMs = motion.nowMs;
  if (!ok) {
    motion.requests.failed += 1;
    motion.second.failed += 1;
  }
  if (region !== null) {
    const { servedByRegion } = motion.second;
    servedByRegion[region] = (servedByRegion[region] ?? 0) + 1;
  }
}

function probeAll({ targets, observer, nowMs }: Motion): void {
  for (const target of targets) {
    if (observer !== 'lost') {
      target.nodeAtMs = nowMs;
      ownProbe(target, { isBlind: observer === 'blind', nowMs });
    }
    kongProbe(target);
  }
}

function weightsOf(targets: readonly Simulated[]): Readonly<Record<string, number>> {
  return Object.fromEntries(targets.map(({ target, weight }) => [target, weight]));
}
