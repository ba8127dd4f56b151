/**
 * A standby that only reads, and the strategy's own answer, as generated, on sockets and without
 * Ballast: reads survive the loss of the region that writes (G1), a write is refused in the words of
 * the strategy, and nothing of a write ever reaches the standby.
 */

import { createServer, type IncomingHttpHeaders, request, type Server } from 'node:http';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { findFreePort } from '../../src/demo/ports.ts';
import { startGateway, type RunningGateway } from '../../src/gateway/index.ts';
import { mergeForDbless, renderKongConfig } from '../../src/generate/kong-config.ts';
import type { GatewayAdmin } from '../../src/kong/gateway-admin.ts';
import { applyConfig, createGatewayAdmin } from '../../src/kong/index.ts';
import { assert } from '../../src/lib/assert.ts';
import { parseStrategy } from '../../src/strategy/index.ts';
import { closeServer, listen } from '../kong/recording.ts';
import { silentLogger } from '../telemetry/fixtures.ts';

interface Seen {
  readonly region: string;
  readonly method: string;
}

const BODY = '{"message":"We only read at the moment."}';
const servers: Server[] = [];
let seen: Seen[] = [];
let kong: RunningGateway;
let admin: GatewayAdmin;
let writtenAgain: number;
let down = '';

beforeAll(async () => {
  const [west, north] = [await startTarget('west'), await startTarget('north')];
  const port = await findFreePort();
  kong = await startGateway({ proxy: `127.0.0.1:${port}`, admin: '127.0.0.1:0', seed: 1 });
  const { strategy, problems } = parseStrategy(`
version: 1
name: shop
regions: { west: {}, north: {} }
gateways:
  kong: { region: west, admin: "${kong.adminUrl}", loopback: "http://127.0.0.1:${port}" }
services:
  shop:
    routes: [{ paths: [/shop] }]
    health: { path: /health, interval: 200ms, timeout: 150ms }
    targets:
      west: { hosts: ["${west}"], capacity: 100rps }
      north: { hosts: ["${north}"], capacity: 100rps, access: reads }
    failover: { answer: { body: '${BODY}', retryAfter: 20s } }
`);
  const gateway = strategy?.gateways[0];
  assert(strategy !== null && gateway !== undefined, JSON.stringify(problems));
  const config = mergeForDbless(renderKongConfig(strategy, gateway, { hopKey: 'a-key-of-this' }));
  admin = createGatewayAdmin(gateway, { logger: silentLogger });
  const [node] = admin.nodes;
  assert(node !== undefined, 'one node');
  await applyConfig(node, config);
  writtenAgain = (await applyConfig(node, config)).writes.length;
});

afterAll(async () => {
  await admin?.close();
  await kong?.close();
  await Promise.all(servers.map(closeServer));
});

beforeEach(() => {
  seen = [];
});

async function startTarget(region: string): Promise<string> {
  const server = createServer((incoming, response) => {
    if (down === region) return void incoming.socket.destroy();
    if (incoming.url !== '/health') seen.push({ region, method: incoming.method ?? '' });
    incoming.resume();
    return void response.end(region);
  });
  servers.push(server);
  return new URL(await listen(server)).host;
}

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

function ask(method: string, headers: Record<string, string> = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const options = { host: '127.0.0.1', port: kong.proxyPort, path: '/shop', method, headers };
    const outgoing = request(options, (answer) => {
      let body = '';
      answer.on('data', (chunk: Buffer) => (body += chunk.toString()));
      answer.on('end', () =>
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body }),
      );
    });
    outgoing.on('error', reject);
    outgoing.end(method === 'POST' ? 'x' : undefined);
  });
}

async function setShares(west: number, north: number): Promise<void> {
  for (const [host, to] of Object.entries({ '127.0.0.11': west, '127.0.0.12': north })) {
    const target = `${host}:${kong.proxyPort}`;
    const change = { upstream: 'shop-upstream-outer', target, from: 0, to };
    await admin.admin.setWeight(change, AbortSignal.timeout(2_000));
  }
}

const reached = () => [...new Set(seen.map(({ region, method }) => `${method} ${region}`))];
const WRITES = ['POST', 'PUT', 'PATCH', 'DELETE'];

test('applying it again writes nothing', () => {
  expect(writtenAgain).toBe(0);
});

test('while a region that only reads has all the traffic, writes go where they are taken', async () => {
  await setShares(0, 100);
  for (const method of ['GET', 'HEAD', 'OPTIONS', ...WRITES]) {
    expect((await ask(method)).status).toBe(200);
  }
  const reads = ['GET north', 'HEAD north', 'OPTIONS north'];
  expect(reached()).toEqual([...reads, ...WRITES.map((method) => `${method} west`)]);
});

test.each([
  ['as generated', 99, 1],
  ['after a failover', 0, 100],
])(
  'without the writing region reads are served and writes refused: %s',
  async (_name, ...shares) => {
    await setShares(shares[0] ?? 0, shares[1] ?? 0);
    down = 'west';
    for (let count = 0; count < 12; count += 1) {
      const read = await ask('GET');
      expect([read.status, read.body]).toEqual([200, 'north']);
      const method = WRITES[count % WRITES.length] ?? 'POST';
      const write = await ask(method);
      // A try that was begun when the region went is none that may be repeated at another place.
      if (count < 4 && write.status === 502) continue;
      expect([method, write.status, write.body]).toEqual([method, 503, BODY]);
      expect(write.headers['retry-after']).toBe('20');
      expect(write.headers['content-type']).toContain('application/json');
    }
    down = '';
    expect(reached()).toEqual(['GET north']);
  },
);

test('the writing region back, it is written to again', async () => {
  const deadline = Date.now() + 5_000;
  while ((await ask('POST')).status !== 200 && Date.now() < deadline);
  expect(reached()).toEqual(['POST west']);
});

test('an outsider gets no write past the first level', async () => {
  for (const host of ['127.0.0.11', '127.0.0.12']) {
    expect((await ask('POST', { host })).status).toBe(404);
  }
  expect(seen).toEqual([]);
});
