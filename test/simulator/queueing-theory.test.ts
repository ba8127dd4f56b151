/**
 * The simulated world against queueing theory: where there is a formula, the mean time in the
 * system is within 1 % of it. The sampling error
 * (one standard deviation) is 0.1 % for many servers to 0.5 % for one at the highest load.
 */

import { expect, test } from 'vitest';

import { createWorld } from '../../src/simulator/world/create-world.ts';
import type { Picker } from './pickers.ts';
import { modelOf, powerOfTwoChoices, staticSplit } from './pickers.ts';
import { targetName } from '../balancer/support.ts';
import { simpleWorld, type SimpleWorld } from './simple-world.ts';

const MEAN_MS = 10;
/** Of one worker, per ms. */
const SERVICE_RATE = 1 / MEAN_MS;
const WARM_UP_SECONDS = 3;
const REQUESTS = 300_000;

interface Run {
  readonly requests: number;
  /** Per ms. */
  readonly arrivalRate: number;
  readonly targets?: number;
  readonly workers?: number;
  readonly picker?: Picker;
  /** How much slower each server is. */
  readonly slowness?: readonly number[];
  readonly seed?: number;
}

function meanTimeMs({ requests, arrivalRate, targets = 1, ...run }: Run): number {
  const options: SimpleWorld = {
    targets,
    ratePerSecond: arrivalRate * 1_000,
    serviceTime: { kind: 'exponential', meanMs: MEAN_MS },
    server: { workers: run.workers ?? 1 },
    seed: run.seed ?? 1,
  };
  const spec = simpleWorld(options);
  const world =
    run.picker === undefined ? createWorld(spec) : createWorld(spec, modelOf(run.picker));
  for (const [index, slowFactor] of (run.slowness ?? []).entries()) {
    world.setServer(targetName(index + 1), { slowFactor });
  }
  let sumMs = 0;
  let count = 0;
  world.onSecond(({ second, latency }) => {
    if (second < WARM_UP_SECONDS) return;
    sumMs += latency.sumMs;
    count += latency.count;
  });
  world.run(WARM_UP_SECONDS * 1_000 + requests / arrivalRate);
  return sumMs / count;
}

/** Relative. */
function errorOf(found: number, theory: number): number {
  return Math.abs(found / theory - 1);
}

test.each([0.3, 0.5, 0.6])('M/M/1 at a load of %f', (load) => {
  const found = meanTimeMs({ requests: REQUESTS, arrivalRate: load * SERVICE_RATE });
  expect(errorOf(found, 1 / (SERVICE_RATE * (1 - load)))).toBeLessThan(0.01);
});

test.each([
  [2, 0.6],
  [4, 0.7],
  [16, 0.8],
])('M/M/%i at a load of %f (Erlang C)', (workers, load) => {
  const arrivalRate = load * workers * SERVICE_RATE;
  const found = meanTimeMs({ requests: REQUESTS, arrivalRate, workers });
  const waitMs = erlangC(workers, load) / (workers * SERVICE_RATE - arrivalRate);
  expect(errorOf(found, MEAN_MS + waitMs)).toBeLessThan(0.01);
});

/** Probability of having to wait. */
function erlangC(workers: number, load: number): number {
  let blocked = 1;
  for (let count = 1; count <= workers; count += 1) {
    blocked = (load * workers * blocked) / (count + load * workers * blocked);
  }
  return blocked / (1 - load * (1 - blocked));
}

test.each([0.5, 0.7, 0.9])('two choices among 500 servers at a load of %f', (load) => {
  const targets = 500;
  const arrivalRate = load * targets * SERVICE_RATE;
  const picker = powerOfTwoChoices;
  const found = meanTimeMs({ requests: REQUESTS, arrivalRate, targets, picker });
  expect(errorOf(found, supermarketMs(load))).toBeLessThan(0.01);
});

/** Mitzenmacher 1996, for infinitely many servers: the sum of load^(2^i − 2) over i ≥ 1. */
function supermarketMs(load: number): number {
  let sum = 0;
  for (let level = 1; level <= 10; level += 1) sum += load ** (2 ** level - 2);
  return MEAN_MS * sum;
}

test('the square-root rule: two servers, one 2.5 times slower, split at random', () => {
  const rates = [SERVICE_RATE, SERVICE_RATE / 2.5];
  const capacity = rates.reduce((sum, rate) => sum + rate, 0);
  const arrivalRate = 0.5 * capacity;
  const roots = rates.reduce((sum, rate) => sum + Math.sqrt(rate), 0);
  const bestShares = rates.map((rate) => {
    return (rate - (Math.sqrt(rate) * (capacity - arrivalRate)) / roots) / arrivalRate;
  });
  const theoryMs = (shares: readonly number[]) => {
    return rates.reduce((sum, rate, index) => {
      const share = shares[index] ?? 0;
      return sum + share / (rate - share * arrivalRate);
    }, 0);
  };
  const foundMs = (shares: readonly number[]) => {
    const picker = staticSplit(shares);
    const slowness = [1, 2.5];
    return meanTimeMs({ requests: REQUESTS, arrivalRate, targets: 2, picker, slowness });
  };
  const proportional = rates.map((rate) => rate / capacity);
  expect(errorOf(foundMs(bestShares), theoryMs(bestShares))).toBeLessThan(0.01);
  expect(errorOf(foundMs(proportional), theoryMs(proportional))).toBeLessThan(0.01);
  expect(theoryMs(bestShares)).toBeLessThan(0.95 * theoryMs(proportional));
});
