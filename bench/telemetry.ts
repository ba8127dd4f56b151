/**
 * Two figures of telemetry, on real sockets:
 * - how many log entries a second the receiver takes (batches of 200 recorded entries, 4 senders);
 * - how long a failed request takes from its answer to the reading that the next tick would get, in
 *   the generated configuration behind the embedded gateway.
 *
 * `node bench/telemetry.ts` prints one JSON object. Both depend on the machine.
 */

import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { startGateway } from '../src/gateway/index.ts';
import { mergeForDbless, renderKongConfig } from '../src/generate/kong-config.ts';
import { applyConfig, createGatewayAdmin } from '../src/kong/index.ts';
import type { Clock } from '../src/model/ports.ts';
import { createTelemetry, type TelemetryOptions } from '../src/telemetry/index.ts';
import {
  httpEntries,
  makeGateway,
  makeService,
  makeStrategy,
  silentLogger,
} from '../test/telemetry/fixtures.ts';

const BATCHES = 500;
const BATCH_SIZE = 200;
const SENDERS = 4;
/** One request each 5 ms for 15 s, a fifth of them failing. */
const DELAY_REQUESTS = 3_000;
const REQUEST_GAP_MS = 5;

const clock: Clock = {
  nowMs: () => Date.now(),
  sleep: (durationMs, signal) => sleep(durationMs, undefined, { signal }).catch(() => undefined),
  timeoutSignal: (durationMs) => AbortSignal.timeout(durationMs),
};

function createMeasured(options: Pick<TelemetryOptions, 'strategy' | 'gateways'>) {
  return createTelemetry({ ...options, clock, random: Math.random, logger: silentLogger });
}

async function measureThroughput(): Promise<object> {
  const strategy = makeStrategy([makeService('u-retry', ['127.0.0.1:9001', '127.0.0.1:9011'])]);
  const telemetry = createMeasured({ strategy, gateways: [] });
  await telemetry.start();
  const sample = Object(httpEntries('logs-http-log-batched.json')[0]) as { request: object };
  const bodies = Array.from({ length: BATCHES }, (_, batch) =>
    JSON.stringify(
      Array.from({ length: BATCH_SIZE }, (_unused, index) => ({
        ...sample,
        // Without it no entry is late, however long the run.
        started_at: undefined,
        request: { ...sample.request, id: `${batch}-${index}` },
      })),
    ),
  );
  const startedAtMs = performance.now();
  const sender = async () => {
    for (let body = bodies.pop(); body !== undefined; body = bodies.pop()) {
      await fetch(telemetry.logUrl ?? '', { method: 'POST', body });
    }
  };
  await Promise.all(Array.from({ length: SENDERS }, sender));
  const spentMs = performance.now() - startedAtMs;
  const { entries } = telemetry.counters();
  await telemetry.stop();
  return { entries, entriesPerSecond: Math.round((entries / spentMs) * 1_000) };
}

async function measureDelay(): Promise<object> {
  const backend = createServer((request, response) => {
    if (request.url !== '/health' && Math.random() < 0.2) response.writeHead(500);
    response.end('x');
  });
  const service = makeService('shop', [`127.0.0.1:${await listen(backend)}`], {
    routes: [{ paths: ['/shop'], methods: [], hosts: [], stripPath: true }],
    // One target that fails in part: Kong must not take it out.
    protect: { ...makeService('x', []).protect, circuitBreaker: false },
  });
  const kong = await startGateway({ proxy: '127.0.0.1:0', admin: '127.0.0.1:0' });
  const gateway = makeGateway('kong', { adminUrls: [kong.adminUrl] });
  const { admin, nodes } = createGatewayAdmin(gateway);
  const telemetry = createMeasured({
    strategy: makeStrategy([service]),
    gateways: [{ name: gateway.name, admin }],
  });
  await telemetry.start();
  const strategy = makeStrategy([service], { url: telemetry.logUrl ?? '' });
  const [node] = nodes;
  if (node === undefined) throw new TypeError('a gateway without nodes');
  await applyConfig(node, mergeForDbless(renderKongConfig(strategy, gateway)));
  while ((await fetch(`${kong.proxyUrl}/shop`)).status >= 400) await sleep(100);
  await sleep(1_000);
  telemetry.read(clock.nowMs());

  const unseen: number[] = [];
  const delaysMs: number[] = [];
  let failed = 0;
  const reader = setInterval(() => {
    const nowMs = performance.now();
    const count = telemetry.read(clock.nowMs()).upstreams[0]?.requests.failed ?? 0;
    delaysMs.push(...unseen.splice(0, count).map((answeredAtMs) => nowMs - answeredAtMs));
  }, 5);
  const ask = async () => {
    const response = await fetch(`${kong.proxyUrl}/shop`);
    await response.arrayBuffer();
    if (response.status < 500) return;
    failed += 1;
    unseen.push(performance.now());
  };
  const requests: Promise<void>[] = [];
  for (let sent = 0; sent < DELAY_REQUESTS; sent += 1) {
    requests.push(ask());
    await sleep(REQUEST_GAP_MS);
  }
  await Promise.all(requests);
  await sleep(1_500);
  clearInterval(reader);
  await telemetry.stop();
  await kong.close();
  backend.closeAllConnections();
  backend.close();
  delaysMs.sort((a, b) => a - b);
  const at = (ratio: number) => Math.round(delaysMs[Math.floor(delaysMs.length * ratio)] ?? 0);
  return { failed, seen: delaysMs.length, p50Ms: at(0.5), p99Ms: at(0.99), maxMs: at(0.9999) };
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return (server.address() as AddressInfo).port;
}

console.log(
  JSON.stringify({ receiver: await measureThroughput(), delay: await measureDelay() }, null, 2),
);
process.exit(0); // idle keep-alive connections of fetch would hold it for some seconds
