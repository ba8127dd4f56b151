/**
 * How late Ballast sees a failure: from the moment the client has the failing answer to the reading
 * that the next tick would get, in the generated configuration through a gateway of its own.
 * `bench/telemetry.ts` measures it at a higher rate.
 */

import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { assert } from '../../src/lib/assert.ts';
import { parseStrategy } from '../../src/strategy/parse-strategy.ts';
import { createTelemetry, type RunningTelemetry } from '../../src/telemetry/index.ts';
import { PRIMARY } from './support/regions.ts';
import { startStage, type Stage } from './support/stage.ts';
import { startTraffic, type Traffic } from './support/traffic.ts';
import { waitFor } from './support/wait.ts';

let stage: Stage;
let traffic: Traffic;
let telemetry: RunningTelemetry;
beforeAll(async () => {
  // Without Kong's circuit breaker, so that the targets go on failing in part.
  stage = await startStage({ circuitBreaker: 'off' });
  const { strategy } = parseStrategy(stage.strategy);
  assert(strategy !== null, 'the strategy of the stage is valid');
  telemetry = createTelemetry({
    strategy,
    gateways: [],
    clock: {
      nowMs: () => Date.now(),
      sleep: (durationMs, signal) =>
        sleep(durationMs, undefined, { signal }).catch(() => undefined),
      timeoutSignal: (durationMs) => AbortSignal.timeout(durationMs),
    },
    random: Math.random,
    logger: { info: () => undefined, warn: () => undefined, error: () => undefined },
  });
  await telemetry.start();
  await stage.regions.breakAll(PRIMARY, { errorRatio: 0.6 });
  traffic = startTraffic({ proxyUrl: stage.proxyUrl, ratePerSecond: 50 });
}, 60_000);
afterAll(async () => {
  await traffic?.abandon();
  await telemetry?.stop();
  await stage?.close();
}, 30_000);

const FAILURES = 200;
const READ_EVERY_MS = 5;
/** `max_coalescing_delay` of the generated configuration. */
const COALESCING_MS = 100;

test('a failed request is in the readings within half a second', async ({ annotate }) => {
  /** When the reading with each failure was taken, in the order of the readings. */
  const seenAtMs: number[] = [];
  const reader = setInterval(() => {
    const failed = telemetry.read(Date.now()).upstreams[0]?.requests.failed ?? 0;
    for (let count = 0; count < failed; count += 1) seenAtMs.push(traffic.nowMs());
  }, READ_EVERY_MS);
  await waitFor('failures', () => failedAtMs(traffic).length >= FAILURES, { timeoutMs: 30_000 });
  await traffic.finish();
  await waitFor('all of them seen', () => seenAtMs.length >= failedAtMs(traffic).length);
  clearInterval(reader);

  const failures = failedAtMs(traffic);
  expect(seenAtMs).toHaveLength(failures.length);
  const delaysMs = failures.map((atMs, index) => (seenAtMs[index] ?? Infinity) - atMs);
  const at = quantilesOf(delaysMs);
  await annotate(`${failures.length} failures, seen after ${JSON.stringify(at)}`);
  // As ratios to the delay that the configuration asks for: a busy machine may be slow.
  expect(at.p50Ms).toBeLessThan(5 * COALESCING_MS);
  expect(at.p99Ms).toBeLessThan(10 * COALESCING_MS);
}, 60_000);

/** When each failing answer was complete, oldest first, since the start of the traffic. */
function failedAtMs({ records }: Traffic): readonly number[] {
  return records
    .filter(({ status }) => status !== null && status >= 500)
    .map(({ intendedMs, latencyMs }) => intendedMs + latencyMs)
    .toSorted((a, b) => a - b);
}

function quantilesOf(valuesMs: readonly number[]): { p50Ms: number; p99Ms: number } {
  const sorted = valuesMs.toSorted((a, b) => a - b);
  const at = (ratio: number) => Math.round(sorted[Math.floor(sorted.length * ratio)] ?? Infinity);
  return { p50Ms: at(0.5), p99Ms: at(0.99) };
}
