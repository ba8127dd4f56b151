/**
 * When requests are sent, to which service and with which key: a Poisson process from a seed. The
 * schedule never waits for answers (open loop), and each contestant gets the same one.
 */

import { exponential, seededRandom } from '../lib/random.ts';

export interface Arrival {
  /** Since the start of the traffic. */
  readonly atMs: number;
  /** Index of the service. */
  readonly service: number;
  /** 0 … KEY_COUNT − 1: who asks, for consistent hashing. */
  readonly key: number;
}

export const KEY_COUNT = 1_000;

/** An endless schedule, `ratePerSecond` in total, spread evenly over the services. */
export function* poissonArrivals(options: {
  readonly seed: number;
  readonly ratePerSecond: number;
  readonly serviceCount: number;
}): Generator<Arrival, never> {
  const random = seededRandom(options.seed);
  const meanGapMs = 1_000 / options.ratePerSecond;
  let atMs = 0;
  for (;;) {
    atMs += exponential(random, meanGapMs);
    const service = Math.floor(random() * options.serviceCount);
    yield { atMs, service, key: Math.floor(random() * KEY_COUNT) };
  }
}
