/**
 * How fast and how rarely wrong: seeded Bernoulli counts per tick through the whole control law.
 * Delays are in ticks of 1 s from the fault; a fault begins anywhere within its first tick.
 */

import { expect, test } from 'vitest';
import { serviceFixture, strategyFixture } from '../../test/support/strategy-fixture.ts';
import { type Random, seededRandom } from '../lib/random.ts';
import type { ControlEvent } from '../model/control.ts';
import { decide } from './decide.ts';
import type { Digest, TargetDigest } from './digest.ts';
import { type Policy, policyOf as policyOfStrategy } from './policy.ts';
import { type DecideState, EMPTY_STATE } from './state.ts';

const service = serviceFixture();
const policyOf = (services: number): Policy =>
  policyOfStrategy({
    ...strategyFixture(),
    services: Array.from({ length: services }, (_, index) => ({
      ...service,
      name: `service-${index}`,
      upstream: `service-${index}`,
    })),
  });

/** Requests per second at each target, in the order of the service's targets. */
const RATES = [22, 22, 22, 0.23, 0.22, 0.22];

/** Normal approximation above 30: exact sampling of simulated days would take minutes. */
function poisson(random: Random, mean: number): number {
  let count = 0;
  for (let product = random(); product > Math.exp(-mean); product *= random()) count += 1;
  return count;
}

function failuresAmong(random: Random, tries: number, ratio: number): number {
  let failures = 0;
  for (let one = 0; one < tries; one += 1) if (random() < ratio) failures += 1;
  return failures;
}

/** By inversion: one draw per tick when errors are rare. */
function rareFailures(random: Random, tries: number, ratio: number): number {
  let failures = 0;
  let draw = random();
  let chance = (1 - ratio) ** tries;
  for (let count = 0; draw >= chance && failures < tries; count += 1) {
    draw -= chance;
    chance *= ((tries - count) / (count + 1)) * (ratio / (1 - ratio));
    failures += 1;
  }
  return failures;
}

function digestOf(
  random: Random,
  { policy, nowMs }: Run,
  ratioOf: (index: number) => number,
): Digest {
  const upstreams = policy.services.map(({ upstream }) => {
    const targets = targetsOf(random, nowMs, ratioOf);
    return { upstream, requests: targets.reduce((sum, { tries }) => sum + tries, 0), targets };
  });
  return { logsAtMs: nowMs, upstreams };
}

function targetsOf(random: Random, nowMs: number, ratioOf: (index: number) => number) {
  return service.targets.map(({ target }, index): TargetDigest => {
    const tries = poisson(random, RATES[index] ?? 0);
    const ratio = ratioOf(index);
    const failures =
      ratio < 0.01 ? rareFailures(random, tries, ratio) : failuresAmong(random, tries, ratio);
    return {
      target,
      tries,
      failures,
      connectFailures: 0,
      noAnswers: 0,
      overload: 0,
      latencyCount: tries,
      latencySumMs: 13 * tries,
      probe: { atMs: nowMs, failuresInRow: 0, successesInRow: 100 },
      nodes: [],
    };
  });
}

interface Run {
  readonly policy: Policy;
  state: DecideState;
  nowMs: number;
}

function step(run: Run, random: Random, ratioOf: (index: number) => number) {
  const decision = decide(run.policy, run.state, digestOf(random, run, ratioOf), run.nowMs);
  run.state = decision.state;
  run.nowMs += 1_000;
  return decision.events;
}

/** Seconds from the fault to the event, or `null` when it does not come within a minute. */
function delayOf(options: {
  seed: number;
  faultRatioOf: (index: number) => number;
  isAlarm: (event: ControlEvent) => boolean;
  services?: number;
}): number | null {
  const random = seededRandom(options.seed);
  const { services = 1 } = options;
  const run: Run = { policy: policyOf(services), state: EMPTY_STATE, nowMs: 1_000_000 };
  const healthy = () => 0.001;
  for (let tick = 0; tick < 30; tick += 1) step(run, random, healthy);
  const phase = random();
  let alarms = 0;
  for (let tick = 1; tick <= 60; tick += 1) {
    // In its first tick the fault hits only the part of the tick that is left.
    const part = tick === 1 ? 1 - phase : 1;
    const events = step(run, random, (index) => part * options.faultRatioOf(index));
    alarms += events.filter(options.isAlarm).length;
    if (alarms >= services) return tick - phase;
  }
  return null;
}

function summarise(name: string, delays: readonly (number | null)[]) {
  const found = delays.filter((delay) => delay !== null).sort((a, b) => a - b);
  const mean = found.reduce((sum, delay) => sum + delay, 0) / found.length;
  const p95 = found[Math.floor(0.95 * (found.length - 1))] ?? Number.POSITIVE_INFINITY;
  process.stdout.write(
    `${name}: mean ${mean.toFixed(2)} s, p95 ${p95.toFixed(2)} s, ` +
      `${delays.length - found.length} of ${delays.length} missed\n`,
  );
  return { mean, p95, missed: delays.length - found.length };
}

test('a target that fails 30 % is ejected within a second or two of evidence', () => {
  const delays = Array.from({ length: 200 }, (_, seed) =>
    delayOf({
      seed,
      faultRatioOf: (index) => (index === 0 ? 0.3 : 0.001),
      isAlarm: ({ kind, target }) => kind === 'target-ejected' && target === 'eu-west-1:80',
    }),
  );
  const { mean, p95, missed } = summarise('30 % at one of 3 targets, 22 rps each', delays);
  expect(missed).toBe(0);
  expect(mean).toBeLessThan(2.2);
  expect(p95).toBeLessThan(3.2);
});

test('a region that fails 5 % is evacuated two to four seconds after the fault', () => {
  const delays = Array.from({ length: 200 }, (_, seed) =>
    delayOf({
      seed,
      faultRatioOf: (index) => (index < 3 ? 0.05 : 0.001),
      isAlarm: ({ kind }) => kind === 'region-evacuated',
    }),
  );
  const { mean, p95, missed } = summarise('5 % in a whole region, 67 rps', delays);
  expect(missed).toBe(0);
  expect(mean).toBeLessThan(4);
  expect(p95).toBeLessThan(6);
});

test('three services that share the gray region are all out within six seconds', () => {
  const delays = Array.from({ length: 100 }, (_, seed) =>
    delayOf({
      seed,
      services: 3,
      faultRatioOf: (index) => (index < 3 ? 0.05 : 0.001),
      isAlarm: ({ kind }) => kind === 'region-evacuated',
    }),
  );
  const { mean, p95, missed } = summarise('5 % in a whole region, last of 3 × 67 rps', delays);
  expect(missed).toBe(0);
  expect(mean).toBeLessThan(4);
  expect(p95).toBeLessThan(6);
});

test('days on end at 0.1 % errors: at most one false ejection per target-day, no region moves', () => {
  const days = Number(process.env['BALLAST_SIMULATED_DAYS'] ?? 0.25);
  const random = seededRandom(7);
  const run: Run = { policy: policyOf(1), state: EMPTY_STATE, nowMs: 1_000_000 };
  let ejections = 0;
  let moves = 0;
  for (let tick = 0; tick < days * 86_400; tick += 1) {
    for (const { kind } of step(run, random, () => 0.001)) {
      if (kind === 'target-ejected') ejections += 1;
      if (kind === 'region-evacuated') moves += 1;
    }
  }
  const perTargetDay = ejections / (days * service.targets.length);
  process.stdout.write(
    `0.1 % errors, ${days} days: ${ejections} ejections ` +
      `(${perTargetDay.toFixed(3)} per target-day), ${moves} region moves\n`,
  );
  expect(perTargetDay).toBeLessThanOrEqual(1);
  expect(moves).toBe(0);
}, 120_000);
