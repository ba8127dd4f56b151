/**
 * Traffic that counts for nothing, before the traffic that counts. Targets, gateways and client
 * are JavaScript that has not been compiled yet; at full rate at once their first seconds would be
 * slow enough for time-outs, and would say something about this machine and nothing about Kong.
 */

import { setTimeout as sleep } from 'node:timers/promises';
import { startDemoClient } from './demo-client.ts';
import type { Topology } from './topology.ts';

/** Parts of the rate, one second each. */
const STEPS = [0.1, 0.3, 0.6, 1];
const STEP_MS = 1_000;

export async function settle(
  proxyUrls: readonly string[],
  options: {
    readonly topology: Topology;
    readonly seed: number;
    readonly ratePerSecond: number;
    readonly signal: AbortSignal;
  },
): Promise<void> {
  const { topology, seed, ratePerSecond, signal } = options;
  for (const part of STEPS) {
    const clients = proxyUrls.map((url) =>
      startDemoClient({
        url,
        topology,
        seed,
        ratePerSecond: part * ratePerSecond,
        startMs: performance.now(),
        onRecord: () => {},
      }),
    );
    try {
      await sleep(STEP_MS, null, { signal });
    } finally {
      await Promise.all(clients.map((client) => client.finish()));
    }
  }
}
