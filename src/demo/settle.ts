/**
 * Traffic that counts for nothing, before the traffic that counts. Targets, gateways and client
 * are JavaScript that has not been compiled yet; at full rate at once their first seconds would be
 * slow enough for time-outs, and would say something about this machine and nothing about Kong.
 *
 * After a ramp it goes on at full rate until latency has stopped falling, or time is up.
 */

import { setTimeout as sleep } from 'node:timers/promises';
import { startDemoClient } from './demo-client.ts';
import { emptyHistogram, quantileOf, recordValue } from '../lib/histogram.ts';
import type { Topology } from './topology.ts';

/** Parts of the rate, one second each. */
const STEPS = [0.1, 0.3, 0.6];
const STEP_MS = 1_000;
/** At full rate, in seconds. */
const LEAST_SECONDS = 3;
const MOST_SECONDS = 12;
/** Latency has settled when a second is no worse than this many times the best before it. */
const SETTLED_FACTOR = 1.3;

export interface SettleOptions {
  readonly topology: Topology;
  readonly seed: number;
  readonly ratePerSecond: number;
  readonly signal: AbortSignal;
}

export async function settle(proxyUrls: readonly string[], options: SettleOptions): Promise<void> {
  for (const part of STEPS) await drive(proxyUrls, { ...options, part, seconds: 1 });
  await drive(proxyUrls, { ...options, part: 1, seconds: MOST_SECONDS });
}

async function drive(
  proxyUrls: readonly string[],
  options: SettleOptions & { readonly part: number; readonly seconds: number },
): Promise<void> {
  const { topology, seed, ratePerSecond, signal, part, seconds } = options;
  let latencies = emptyHistogram();
  const p95s: number[] = [];
  const clients = proxyUrls.map((url) =>
    startDemoClient({
      url,
      topology,
      seed,
      ratePerSecond: part * ratePerSecond,
      startMs: performance.now(),
      onRecord: ({ latencyMs }) => recordValue(latencies, latencyMs),
    }),
  );
  try {
    while (p95s.length < seconds && !hasSettled(p95s)) {
      await sleep(STEP_MS, null, { signal });
      p95s.push(quantileOf(latencies, 0.95) ?? 0);
      latencies = emptyHistogram();
    }
  } finally {
    await Promise.all(clients.map((client) => client.finish()));
  }
}

/** @param p95s of each second at full rate, ms. */
export function hasSettled(p95s: readonly number[]): boolean {
  const last = p95s.at(-1);
  if (last === undefined || p95s.length < LEAST_SECONDS) return false;
  return last <= SETTLED_FACTOR * Math.min(...p95s.slice(0, -1));
}
