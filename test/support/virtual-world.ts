/**
 * A small world in virtual time around the production controller: Poisson traffic, targets with
 * faults, a Kong that balances by weight, retries, probes and marks targets as the generated
 * configuration makes it do, Ballast's own probes, and log entries. Seeded, so a run repeats.
 *
 * It is a stand-in until the simulator exists: coarse where the decision does not look (queues,
 * per-worker state), faithful where it does (what is counted, what is late, what is not seen).
 */

import { emptyHistogram, recordValue } from '../../src/lib/histogram.ts';
import { exponential, lognormal, type Random, seededRandom } from '../../src/lib/random.ts';
import { baselineWeights } from '../../src/model/baseline-weights.ts';
import type { WeightChange } from '../../src/model/control.ts';
import type { KongTargetHealth } from '../../src/model/kong.ts';
import {
  emptyOutcomes,
  type Observation,
  type OutcomeCounts,
  type ProbeReading,
} from '../../src/model/observation.ts';
import type { Clock, KongAdmin, Telemetry } from '../../src/model/ports.ts';
import type { ServiceStrategy, Strategy } from '../../src/model/strategy.ts';

export interface Fault {
  /** Connections are refused. */
  readonly refuse?: boolean;
  /** Accepts and never answers. */
  readonly blackhole?: boolean;
  /** Part of the answers that are 500; /health stays 200. */
  readonly errorRatio?: number;
  readonly slowFactor?: number;
  /** Answers /health with 500. */
  readonly sick?: boolean;
}

export type Observer = 'sees' | 'blind' | 'lost';

interface Simulated {
  readonly target: string;
  readonly region: string;
  fault: Fault;
  weight: number;
  outcomes: OutcomeCounts;
  latency: ReturnType<typeof emptyHistogram>;
  kongHealth: KongTargetHealth;
  passive: { tcp: number; timeouts: number; http: number };
  active: { failures: number; successes: number };
  probe: ProbeReading | null;
  nodeAtMs: number;
}

interface Pending {
  readonly atMs: number;
  readonly run: () => void;
}

export interface Second {
  readonly atMs: number;
  readonly sent: number;
  readonly failed: number;
  readonly servedByRegion: Readonly<Record<string, number>>;
}

const STEP_MS = 100;
const READ_TIMEOUT_MS = 2_000;
const PROBE_TIMEOUT_MS = 800;
const RETRIES = 2;

export function createVirtualWorld(options: {
  readonly strategy: Strategy;
  readonly rps: number;
  readonly seed: number;
  /** Error ratio of a healthy target. */
  readonly background?: number;
}) {
  const service = options.strategy.services[0];
  if (service === undefined) throw new Error('a service is needed');
  const random = seededRandom(options.seed);
  const targets = simulatedTargets(service, options.strategy);
  let nowMs = 1_000_000;
  let logsAtMs: number | null = null;
  let observer: Observer = 'sees';
  let rps = options.rps;
  let requests = { total: 0, failed: 0 };
  let pending: Pending[] = [];
  let nextArrivalMs = nowMs;
  let second = { sent: 0, failed: 0, servedByRegion: {} as Record<string, number> };
  const seconds: Second[] = [];
  const writes: (WeightChange & { atMs: number })[] = [];

  const later = (delayMs: number, run: () => void) => {
    pending.push({ atMs: nowMs + delayMs, run });
  };
  const finish = (ok: boolean, region: string | null) => {
    requests.total += 1;
    logsAtMs = observer === 'lost' ? logsAtMs : nowMs;
    if (!ok) {
      requests.failed += 1;
      second.failed += 1;
    }
    if (region !== null) {
      second.servedByRegion[region] = (second.servedByRegion[region] ?? 0) + 1;
    }
  };
  const attempt = (left: number) => {
    const target = pickTarget(targets, random);
    if (target === null) {
      finish(false, null);
      return;
    }
    const retry = () => {
      if (left > 0) attempt(left - 1);
      else finish(false, target.region);
    };
    const { fault } = target;
    if (fault.refuse === true) {
      target.outcomes.connectFailures += 1;
      passiveFailure(target, 'tcp');
      retry();
    } else if (fault.blackhole === true) {
      later(READ_TIMEOUT_MS, () => {
        target.outcomes.timeouts += 1;
        passiveFailure(target, 'timeouts');
        retry();
      });
    } else {
      const latencyMs = lognormal(random, 12, 0.5) * (fault.slowFactor ?? 1);
      const isError = random() < (fault.errorRatio ?? options.background ?? 0);
      recordValue(target.latency, latencyMs);
      target.outcomes[isError ? 'errors' : 'ok'] += 1;
      if (isError) passiveFailure(target, 'http');
      else target.passive = { tcp: 0, timeouts: 0, http: 0 };
      finish(!isError, target.region);
    }
  };
  const step = () => {
    const untilMs = nowMs + STEP_MS;
    while (nextArrivalMs < untilMs) {
      if (rps > 0) {
        second.sent += 1;
        attempt(RETRIES);
      }
      nextArrivalMs += exponential(random, 1_000 / Math.max(rps, 0.001));
    }
    nowMs = untilMs;
    const due = pending.filter(({ atMs }) => atMs <= nowMs);
    pending = pending.filter(({ atMs }) => atMs > nowMs);
    for (const { run } of due) run();
  };
  const probeAll = () => {
    for (const target of targets) {
      if (observer !== 'lost') {
        target.nodeAtMs = nowMs;
        ownProbe(target, { isBlind: observer === 'blind', nowMs });
      }
      kongProbe(target);
    }
  };

  const kong: KongAdmin = {
    readWeights: () =>
      Promise.resolve(Object.fromEntries(targets.map(({ target, weight }) => [target, weight]))),
    readHealth: () => Promise.resolve([]),
    setWeight: (change) => {
      const target = targets.find((one) => one.target === change.target);
      if (target === undefined) return Promise.reject(new Error('no such target'));
      target.weight = change.to;
      writes.push({ ...change, atMs: nowMs });
      return Promise.resolve();
    },
  };
  const telemetry: Telemetry = {
    read: () => {
      const observation = observe({ service, targets, requests, logsAtMs, observer });
      requests = { total: 0, failed: 0 };
      return observation;
    },
  };
  const clock: Clock = {
    nowMs: () => nowMs,
    sleep: (durationMs) => {
      advance(durationMs);
      return Promise.resolve();
    },
  };
  const advance = (durationMs: number) => {
    for (let passedMs = 0; passedMs < durationMs; passedMs += STEP_MS) {
      if (nowMs % 1_000 === 0) probeAll();
      step();
      if (nowMs % 1_000 === 0) {
        seconds.push({ atMs: nowMs - 1_000, ...second });
        second = { sent: 0, failed: 0, servedByRegion: {} };
      }
    }
  };
  return {
    kong,
    telemetry,
    clock,
    seconds,
    writes,
    advance,
    nowMs: () => nowMs,
    weights: () => Object.fromEntries(targets.map(({ target, weight }) => [target, weight])),
    /** Faults by region or target name; what is not named is well. */
    setFaults: (faults: Readonly<Record<string, Fault>>) => {
      for (const target of targets) {
        target.fault = faults[target.target] ?? faults[target.region] ?? {};
      }
    },
    setObserver: (next: Observer) => {
      observer = next;
    },
    setRate: (next: number) => {
      rps = next;
      nextArrivalMs = Math.max(nowMs, nextArrivalMs);
    },
    /** Somebody else writes. */
    overwrite: (name: string, weight: number) => {
      const target = targets.find((one) => one.target === name);
      if (target !== undefined) target.weight = weight;
    },
  };
}

export type VirtualWorld = ReturnType<typeof createVirtualWorld>;

function simulatedTargets(service: ServiceStrategy, strategy: Strategy): Simulated[] {
  const weights = baselineWeights(service, strategy.gateways[0]?.region ?? '');
  return service.targets.map(({ target, region }) => ({
    target,
    region,
    fault: {},
    weight: weights[target] ?? 0,
    outcomes: emptyOutcomes(),
    latency: emptyHistogram(),
    kongHealth: 'HEALTHY',
    passive: { tcp: 0, timeouts: 0, http: 0 },
    active: { failures: 0, successes: 0 },
    probe: null,
    nodeAtMs: 0,
  }));
}

/** By weight among what Kong calls healthy. */
function pickTarget(targets: readonly Simulated[], random: Random): Simulated | null {
  const able = targets.filter(({ kongHealth, weight }) => kongHealth === 'HEALTHY' && weight > 0);
  const total = able.reduce((sum, { weight }) => sum + weight, 0);
  let left = random() * total;
  for (const target of able) {
    left -= target.weight;
    if (left < 0) return target;
  }
  return able.at(-1) ?? null;
}

/** Kong's passive checks: tcp 2, timeouts 2, http 5 in a row. */
function passiveFailure(target: Simulated, kind: 'tcp' | 'timeouts' | 'http'): void {
  target.passive[kind] += 1;
  if (target.passive[kind] >= (kind === 'http' ? 5 : 2)) markUnhealthy(target);
}

function markUnhealthy(target: Simulated): void {
  target.kongHealth = 'UNHEALTHY';
  target.passive = { tcp: 0, timeouts: 0, http: 0 };
  target.active = { failures: 0, successes: 0 };
}

function answersHealth({ fault }: Simulated): boolean {
  return fault.refuse !== true && fault.blackhole !== true && fault.sick !== true;
}

/** Kong's active checks: each second, 2 of 2; none at weight 0. */
function kongProbe(target: Simulated): void {
  if (target.weight === 0) return;
  const ok = answersHealth(target);
  const { failures, successes } = target.active;
  target.active = { failures: ok ? 0 : failures + 1, successes: ok ? successes + 1 : 0 };
  if (target.active.failures >= 2) markUnhealthy(target);
  if (target.active.successes >= 2) target.kongHealth = 'HEALTHY';
}

function ownProbe(target: Simulated, { isBlind, nowMs }: { isBlind: boolean; nowMs: number }) {
  const ok = answersHealth(target) && !isBlind;
  const { failuresInRow = 0, successesInRow = 0 } = target.probe ?? {};
  target.probe = {
    atMs: nowMs,
    ok,
    reason: ok ? null : 'refused',
    latencyMs: ok ? 5 : PROBE_TIMEOUT_MS,
    failuresInRow: ok ? 0 : failuresInRow + 1,
    successesInRow: ok ? successesInRow + 1 : 0,
  };
}

function observe(options: {
  readonly service: ServiceStrategy;
  readonly targets: Simulated[];
  readonly requests: { readonly total: number; readonly failed: number };
  readonly logsAtMs: number | null;
  readonly observer: Observer;
}): Observation {
  const { service, targets, requests, logsAtMs, observer } = options;
  const isLost = observer === 'lost';
  const readings = targets.map((target) => {
    const { outcomes, latency } = target;
    target.outcomes = emptyOutcomes();
    target.latency = emptyHistogram();
    return {
      target: target.target,
      outcomes: isLost ? emptyOutcomes() : outcomes,
      latency: isLost ? emptyHistogram() : latency,
      inFlight: 0,
      probe: target.probe,
      nodes: [
        {
          gateway: 'kong-eu',
          nodeId: 'node-1',
          atMs: target.nodeAtMs,
          health: target.weight === 0 ? ('HEALTHCHECKS_OFF' as const) : target.kongHealth,
          nodeWeight: target.weight,
        },
      ],
    };
  });
  return {
    logsAtMs,
    upstreams: [
      {
        upstream: service.upstream,
        requests: isLost ? { total: 0, failed: 0 } : requests,
        logsAtMs,
        targets: readings,
      },
    ],
  };
}
