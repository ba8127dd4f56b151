/**
 * False ejections of healthy targets: the control law alone, fed with what healthy targets would
 * report (binomial errors at the base ratio, 10 and 100 req/s each), for a simulated day.
 */

import { decide } from '../../src/decide/decide.ts';
import { digestObservation } from '../../src/decide/digest.ts';
import { policyOf } from '../../src/decide/policy.ts';
import { EMPTY_STATE } from '../../src/decide/state.ts';
import { emptyHistogram, type Histogram, recordValue } from '../../src/lib/histogram.ts';
import { lognormal, type Random } from '../../src/lib/random.ts';
import { emptyOutcomes, type TargetReading } from '../../src/model/observation.ts';
import { standardStrategy } from '../../src/simulator/scenario/index.ts';
import { parseStrategy } from '../../src/strategy/index.ts';
import { barScenario, BASE_ERROR_RATIO, MEAN_MS } from './world.ts';

const TICKS = 86_400;
const TARGETS = 10;
const START_MS = 1_700_000_000_000;
const RATES = [10, 100];

/** Per target-day. */
export function healthyEjections(random: Random): number {
  const { world, servers } = barScenario('healthy-days', { targets: TARGETS });
  const { strategy } = parseStrategy(standardStrategy(world, servers));
  if (strategy === null) throw new Error('the standard strategy does not parse');
  const policy = policyOf(strategy);
  const names = strategy.services[0]?.targets.map(({ target }) => target) ?? [];
  const upstream = strategy.services[0]?.upstream ?? '';
  const latencies = names.map((_, index) => latenciesOf(RATES[index % RATES.length] ?? 0, random));
  let state = EMPTY_STATE;
  let ejections = 0;
  for (let tick = 0; tick < TICKS; tick += 1) {
    const nowMs = START_MS + 1_000 * tick;
    const targets = names.map((target, index) => {
      const rate = RATES[index % RATES.length] ?? 0;
      return healthyTarget(target, { tries: rate, latency: latencies[index], nowMs, random });
    });
    const total = targets.reduce((sum, { outcomes }) => sum + outcomes.ok + outcomes.errors, 0);
    const requests = { total, failed: 0 };
    const digest = digestObservation({
      upstreams: [{ upstream, requests, logsAtMs: nowMs, targets }],
      logsAtMs: nowMs,
    });
    const decision = decide(policy, state, digest, nowMs);
    state = decision.state;
    ejections += decision.events.filter(({ kind }) => kind === 'target-ejected').length;
  }
  return ejections / TARGETS;
}

function healthyTarget(
  target: string,
  options: {
    readonly tries: number;
    readonly latency: Histogram | undefined;
    readonly nowMs: number;
    readonly random: Random;
  },
): TargetReading {
  const { tries, nowMs, random, latency = emptyHistogram() } = options;
  const errors = binomial(random, tries, BASE_ERROR_RATIO);
  return {
    target,
    outcomes: { ...emptyOutcomes(), ok: tries - errors, errors },
    latency,
    inFlight: (tries * MEAN_MS) / 1_000,
    probe: {
      atMs: nowMs,
      ok: true,
      reason: null,
      latencyMs: 1,
      failuresInRow: 0,
      successesInRow: 10,
    },
    nodes: [],
  };
}

/** The same each second: errors are what is tested here. */
function latenciesOf(count: number, random: Random): Histogram {
  const histogram = emptyHistogram();
  for (let turn = 0; turn < count; turn += 1) recordValue(histogram, lognormal(random, 24, 1));
  return histogram;
}

/** By waiting times between failures: quick where failures are rare. */
function binomial(random: Random, count: number, ratio: number): number {
  let failures = 0;
  let place = 0;
  while (true) {
    place += 1 + Math.floor(Math.log(1 - random()) / Math.log(1 - ratio));
    if (place > count) return failures;
    failures += 1;
  }
}
