/**
 * From a client's request through the embedded gateway in the generated configuration to the
 * reading: what the backends did is what the reading says of them.
 */

import { createServer, type RequestListener, type Server } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import { startGateway } from '../../src/gateway/index.ts';
import { mergeForDbless, renderKongConfig } from '../../src/generate/kong-config.ts';
import { applyConfig, createGatewayAdmin } from '../../src/kong/index.ts';
import { emptyOutcomes, type OutcomeCounts } from '../../src/model/observation.ts';
import type { Clock } from '../../src/model/ports.ts';
import type { Gateway } from '../../src/model/strategy.ts';
import { createTelemetry } from '../../src/telemetry/index.ts';
import { closeServer, listen } from '../kong/recording.ts';
import { makeGateway, makeService, makeStrategy, silentLogger } from './fixtures.ts';

const cleanups: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup();
});

const clock: Clock = {
  nowMs: () => Date.now(),
  sleep: (durationMs, signal) => sleep(durationMs, undefined, { signal }).catch(() => undefined),
  timeoutSignal: (durationMs) => AbortSignal.timeout(durationMs),
};

/** A backend whose /health is always fine, and how often it was asked for anything else. */
async function startBackend(listener: RequestListener) {
  const seen = { count: 0 };
  const server: Server = createServer((request, response) => {
    if (request.url === '/health') {
      response.end('ok');
      return;
    }
    seen.count += 1;
    listener(request, response);
  });
  cleanups.push(() => closeServer(server));
  const { port } = new URL(await listen(server));
  return { target: `localhost:${port}`, seen };
}

test('outcomes per target are those of the backends, through names and retries', async () => {
  const good = await startBackend((_request, response) => void response.end('fine'));
  const failing = await startBackend((_request, response) => void response.writeHead(500).end());
  const full = await startBackend((_request, response) => void response.writeHead(503).end());
  const closing = await startBackend((request) => void request.socket.destroy());
  const silent = await startBackend(() => undefined);
  const backends = { good, failing, full, closing, silent };

  const gateway = makeGateway('kong');
  const protect = { ...makeService('x', []).protect, timeoutMs: 300, retries: 2 };
  const service = makeService(
    'shop',
    Object.values(backends).map(({ target }) => target),
    {
      routes: [{ paths: ['/shop'], methods: [], hosts: [], stripPath: true }],
      protect,
    },
  );
  const kong = await startGateway({ proxy: '127.0.0.1:0', admin: '127.0.0.1:0', seed: 1 });
  cleanups.push(() => kong.close());
  const { admin, nodes, close } = createConnected({ ...gateway, adminUrls: [kong.adminUrl] });
  cleanups.push(close);
  const telemetry = createTelemetry({
    strategy: makeStrategy([service]),
    gateways: [{ name: 'kong', admin }],
    clock,
    random: () => 0.5,
    logger: silentLogger,
  });
  await telemetry.start();
  cleanups.push(() => telemetry.stop());

  const strategy = makeStrategy([service], { url: telemetry.logUrl ?? '' });
  const config = mergeForDbless(renderKongConfig(strategy, gateway));
  const [node] = nodes;
  if (node === undefined) throw new TypeError('no node');
  const applied = await applyConfig(node, config);
  expect(applied.notTaken).toEqual([]);
  expect((await applyConfig(node, config)).writes).toEqual([]);

  const totals = new Map<string, OutcomeCounts>();
  const requests = { total: 0, failed: 0 };
  const read = () => {
    const [upstream] = telemetry.read(clock.nowMs()).upstreams;
    requests.total += upstream?.requests.total ?? 0;
    requests.failed += upstream?.requests.failed ?? 0;
    for (const { target, outcomes } of upstream?.targets ?? []) {
      const sum = totals.get(target) ?? emptyOutcomes();
      for (const key of Object.keys(sum) as (keyof OutcomeCounts)[]) sum[key] += outcomes[key];
      totals.set(target, sum);
    }
    return upstream?.targets ?? [];
  };
  const client = { sent: 0, failed: 0 };
  const ask = async () => {
    const response = await fetch(`${kong.proxyUrl}/shop/${client.sent}`);
    await response.arrayBuffer();
    if (response.status === 404) return false; // the route is not there yet
    client.sent += 1;
    if (response.status >= 500) client.failed += 1;
    return true;
  };
  await waitFor(async () => {
    const isKnown = read().every(({ nodes: views }) => views[0]?.nodeWeight != null);
    return isKnown && (await ask());
  });
  while (client.sent < 60) await ask();
  await waitFor(() => {
    read();
    return Promise.resolve(requests.total >= client.sent);
  });

  expect(requests).toEqual({ total: client.sent, failed: client.failed });
  const countsOf = ({ target }: { target: string }) => totals.get(target);
  const expected = (outcome: keyof OutcomeCounts, { seen }: { seen: { count: number } }) => ({
    ...emptyOutcomes(),
    [outcome]: seen.count,
  });
  expect(good.seen.count).toBeGreaterThan(10);
  expect(countsOf(good)).toEqual(expected('ok', good));
  expect(countsOf(failing)).toEqual(expected('errors', failing));
  expect(countsOf(full)).toEqual(expected('overload', full));
  expect(countsOf(closing)).toEqual(expected('connectFailures', closing));
  expect(countsOf(silent)).toEqual(expected('timeouts', silent));
  expect(telemetry.counters()).toMatchObject({ unknownTargets: 0, otherServices: 0 });
});

function createConnected(gateway: Gateway) {
  const connected = createGatewayAdmin(gateway, { logger: silentLogger });
  return { ...connected, close: () => connected.close() };
}

async function waitFor(isSo: () => Promise<boolean>): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    if (await isSo()) return;
    await sleep(50);
  }
  throw new Error('did not come about within ten seconds');
}
