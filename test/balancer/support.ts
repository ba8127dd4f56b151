/** What the tests of the balancer model share: Kong's defaults, recordings, and simple traffic. */

import { readFileSync } from 'node:fs';

import type { UpstreamModel } from '../../src/balancer/contract.ts';
import { createUpstreamModel } from '../../src/balancer/upstream-model.ts';
import { seededRandom } from '../../src/lib/random.ts';
import type { KongHealthchecks, KongUpstreamSettings } from '../../src/model/kong.ts';
import { completeUpstream } from '../../src/model/kong-defaults.ts';

const RECORDINGS = new URL('../fixtures/kong/balancer/', import.meta.url);

/** A recording; the caller names the part of its shape that it reads. */
export function readRecording<Shape>(name: string): Shape {
  const parsed: Shape = JSON.parse(readFileSync(new URL(name, RECORDINGS), 'utf8'));
  return parsed;
}

/** Every check is off. */
const CHECKS_OFF = completeUpstream({ name: 'u' }).healthchecks;

export interface CheckOptions {
  threshold?: number;
  /** Seconds, of both active cadences; every active limit is then `activeLimit`. */
  interval?: number;
  activeLimit?: number;
  successes?: number;
  concurrency?: number;
  type?: KongHealthchecks['active']['type'];
  passive?: { http?: number; tcp?: number; timeouts?: number; successes?: number };
}

export function healthchecks(options: CheckOptions = {}): KongHealthchecks {
  const { interval = 0, activeLimit = 1, passive = {} } = options;
  const limits = interval === 0 ? 0 : activeLimit;
  const counters = { tcp_failures: limits, timeouts: limits, http_failures: limits };
  const { active, passive: passiveOff } = CHECKS_OFF;
  return {
    threshold: options.threshold ?? 0,
    active: {
      ...active,
      type: options.type ?? 'http',
      concurrency: options.concurrency ?? active.concurrency,
      healthy: { ...active.healthy, interval, successes: options.successes ?? limits },
      unhealthy: { ...active.unhealthy, interval, ...counters },
    },
    passive: {
      ...passiveOff,
      healthy: { ...passiveOff.healthy, successes: passive.successes ?? 0 },
      unhealthy: {
        ...passiveOff.unhealthy,
        tcp_failures: passive.tcp ?? 0,
        timeouts: passive.timeouts ?? 0,
        http_failures: passive.http ?? 0,
      },
    },
  };
}

/** Passive checks that exist, so that marks can be set, but never trigger by themselves. */
export const MARKS_ONLY = healthchecks({ passive: { tcp: 254 } });

export function upstreamSettings(
  overrides: Partial<KongUpstreamSettings> = {},
): KongUpstreamSettings {
  return { ...completeUpstream({ name: 'u' }), ...overrides };
}

/** The ports the recordings were made with: target 1 is 127.0.0.1:9001. */
export const FIRST_PORT = 9001;

export function targetName(number: number): string {
  return `127.0.0.1:${FIRST_PORT - 1 + number}`;
}

export interface ModelOptions extends Partial<KongUpstreamSettings> {
  weights: readonly number[];
  /** Numbers of the targets in the order in which the node knows them; default 1, 2, 3 … */
  order?: readonly number[];
  workers?: number;
  seed?: number;
}

/** An upstream of local targets, at time 0. */
export function createModel(options: ModelOptions): UpstreamModel {
  const { weights, order, workers = 1, seed = 1, ...settings } = options;
  const hashOn = settings.algorithm === 'consistent-hashing' ? 'header' : 'none';
  const numbers = order ?? weights.map((_, index) => index + 1);
  return createUpstreamModel({
    settings: upstreamSettings({ hash_on: hashOn, ...settings }),
    targets: numbers.map((number) => {
      return { target: targetName(number), weight: weights[number - 1] ?? 0 };
    }),
    workers,
    random: seededRandom(seed),
    nowMs: 0,
  });
}

export interface TrafficOptions {
  readonly requests: number;
  readonly worker?: number;
  /** Number of the target of each try, in order, and whether it refuses; default none does. */
  readonly refuses?: (target: number) => boolean;
  readonly retries?: number;
  readonly keyOf?: (request: number) => string | null;
  /** What a target that does not refuse answers; default 200. */
  readonly statusOf?: (target: number) => number;
}

export interface Exchange {
  /** Numbers of the targets tried, in order; empty when none was picked. */
  readonly path: readonly number[];
  readonly status: number;
}

/** Requests one at a time; each answer takes 1 ms. */
export function sendSequentially(model: UpstreamModel, options: TrafficOptions): Exchange[] {
  const { requests, worker = 0, refuses = () => false, retries = 5 } = options;
  const { statusOf = () => 200 } = options;
  const exchanges: Exchange[] = [];
  for (let request = 0; request < requests; request += 1) {
    const handle = model.begin(worker, options.keyOf?.(request) ?? null);
    const path: number[] = [];
    let status = 502;
    let isAnswered = false;
    for (let attempt = 0; attempt <= retries && !isAnswered; attempt += 1) {
      const picked = model.pick(handle, request);
      if (picked.kind !== 'address') {
        status = picked.kind === 'error' ? 500 : 503;
        break;
      }
      const target = picked.address.port - FIRST_PORT + 1;
      path.push(target);
      isAnswered = !refuses(target);
      if (isAnswered) status = statusOf(target);
      model.reportTry(
        picked.address,
        isAnswered ? { kind: 'status', status } : { kind: 'tcp-failure' },
      );
    }
    model.end(handle, { responseTimeMs: isAnswered ? 1 : null }, request + 1);
    exchanges.push({ path, status });
  }
  return exchanges;
}

/** Answers per target; requests that were refused count nowhere. */
export function countByTarget(exchanges: readonly Exchange[], targets: number): number[] {
  const counts = Array.from({ length: targets }, () => 0);
  for (const { path, status } of exchanges) {
    const last = path.at(-1);
    if (status === 200 && last !== undefined) counts[last - 1] = (counts[last - 1] ?? 0) + 1;
  }
  return counts;
}

/** As the recordings write it: `HEALTHY w100` by target name. */
export function healthByTarget(model: UpstreamModel): Record<string, string> {
  return Object.fromEntries(
    model.targetHealth().map(({ target, health, nodeWeight }) => {
      return [target, `${health} w${nodeWeight}`];
    }),
  );
}
