/**
 * The generated two-level layout on sockets: a request goes through the gateway twice, and nothing
 * of it is lost on the way; outsiders cannot take the short cut; what is to be shed is shed exactly.
 */

import { createServer, type IncomingHttpHeaders, request, type Server } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startGateway, type RunningGateway } from '../../src/gateway/index.ts';
import { mergeForDbless, renderKongConfig } from '../../src/generate/kong-config.ts';
import type { DeclarativeService } from '../../src/model/kong-declarative.ts';
import type { GatewayAdmin } from '../../src/kong/gateway-admin.ts';
import { applyConfig, createGatewayAdmin } from '../../src/kong/index.ts';
import { closeServer, listen } from '../kong/recording.ts';
import { makeGateway, makeService, makeStrategy, silentLogger } from '../telemetry/fixtures.ts';
import { findFreePort } from '../../src/demo/ports.ts';

const HOP_KEY = 'a-key-of-this-test';

interface Seen {
  readonly region: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

const NOTHING: Seen = { region: '', url: '', headers: {}, body: '' };

const servers: Server[] = [];
let seen: Seen[] = [];
let kong: RunningGateway;
let admin: GatewayAdmin;
let services: readonly DeclarativeService[];
let applied: { readonly notTaken: number; readonly writtenAgain: number };
let down = '';

beforeAll(async () => {
  const west = await startTarget('west');
  const north = await startTarget('north');
  const port = await findFreePort();
  kong = await startGateway({
    proxy: `127.0.0.1:${port}`,
    admin: '127.0.0.1:0',
    trustedIps: ['127.0.0.0/8'],
    seed: 1,
  });
  const gateway = makeGateway('kong', {
    region: 'west',
    adminUrls: [kong.adminUrl],
    loopbackUrl: `http://127.0.0.1:${port}`,
  });
  const service = makeService('shop', [west, north], {
    routes: [{ paths: ['/shop'], methods: ['GET', 'POST'], hosts: [], stripPath: true }],
    path: '/api/v1',
    algorithm: { kind: 'least-connections' },
  });
  const targets = service.targets.map((target, index) => ({
    ...target,
    region: ['west', 'north'][index] ?? '',
  }));
  const strategy = {
    ...makeStrategy([{ ...service, targets }], { url: 'http://127.0.0.1:9/' }),
    layout: 'two-level' as const,
    regions: ['west', 'north'].map((name, priority) => ({ name, priority, rttMs: {} })),
    gateways: [gateway],
  };
  const config = mergeForDbless(renderKongConfig(strategy, gateway, { hopKey: HOP_KEY }));
  services = config.services ?? [];
  admin = createGatewayAdmin(gateway, { logger: silentLogger });
  const [node] = admin.nodes;
  if (node === undefined) throw new TypeError('no node');
  const first = await applyConfig(node, config);
  const again = await applyConfig(node, config);
  applied = { notTaken: first.notTaken.length, writtenAgain: again.writes.length };
});

afterAll(async () => {
  await admin?.close();
  await kong?.close();
  await Promise.all(servers.map(closeServer));
});

async function startTarget(region: string): Promise<string> {
  const server = createServer((incoming, response) => {
    if (down === region) return void incoming.socket.destroy();
    if (incoming.url === '/health') return void response.end('ok');
    let body = '';
    incoming.on('data', (chunk: Buffer) => (body += chunk.toString()));
    incoming.on('end', () => {
      const { url = '', headers } = incoming;
      seen.push({ region, url, headers, body });
      response.write(`${region} `);
      response.end('done');
    });
    return undefined;
  });
  servers.push(server);
  return new URL(await listen(server)).host;
}

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

function ask(
  path: string,
  options: { headers?: Record<string, string>; body?: string; host?: string } = {},
): Promise<Answer> {
  const { headers = {}, body, host = '127.0.0.1' } = options;
  return new Promise((resolve, reject) => {
    const outgoing = request(
      { host, port: kong.proxyPort, path, method: body === undefined ? 'GET' : 'POST', headers },
      (answer) => {
        let text = '';
        answer.on('data', (chunk: Buffer) => (text += chunk.toString()));
        answer.on('end', () =>
          resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: text }),
        );
      },
    );
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

async function setShares(weights: Record<string, number>): Promise<void> {
  for (const [host, weight] of Object.entries(weights)) {
    const target = `${host}:${kong.proxyPort}`;
    const change = { upstream: 'shop-outer', target, from: 0, to: weight };
    await admin.admin.setWeight(change, AbortSignal.timeout(2_000));
  }
}

test('Kong takes the generated configuration as it is, and applying it again writes nothing', () => {
  expect(applied).toEqual({ notTaken: 0, writtenAgain: 0 });
});

test('path, query, body, Host and the client come through; the mark does not', async () => {
  seen = [];
  const answer = await ask('/shop/items?a=1&b=%20', {
    headers: { host: 'shop.example.com', 'x-real-ip': '203.0.113.9', 'x-request-id': 'mine' },
    body: 'x'.repeat(50_000),
  });
  expect(answer).toMatchObject({ status: 200, body: expect.stringMatching(/^(west|north) done$/) });
  expect(seen).toHaveLength(1);
  const [{ url, headers, body } = NOTHING] = seen;
  expect(url).toBe('/api/v1/items?a=1&b=%20');
  expect(body).toHaveLength(50_000);
  expect(headers).toMatchObject({
    'x-forwarded-host': 'shop.example.com',
    'x-forwarded-path': '/shop/items',
    'x-forwarded-prefix': '/shop',
    'x-real-ip': '203.0.113.9',
    'x-request-id': 'mine',
  });
  expect(headers['x-forwarded-for']).toMatch(/^203\.0\.113\.9, 127\.0\.0\.1$/);
  expect(headers.host).toMatch(/^127\.0\.0\.1:\d+$/);
  expect(headers).not.toHaveProperty('x-ballast-hop');
});

test('a request without an id gets one, and nothing of the hop is in the answer', async () => {
  seen = [];
  const { headers } = await ask('/shop');
  expect(seen[0]?.url).toBe('/api/v1');
  expect(seen[0]?.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
  expect(JSON.stringify(headers)).not.toContain(HOP_KEY);
});

test.each([
  ['by the Host header', { headers: { host: '127.0.0.11' } }],
  ['on the loopback address itself', { host: '127.0.0.11' }],
  ['with a guessed mark', { headers: { host: '127.0.0.12', 'x-ballast-hop': 'guess/shop' } }],
  ['with an empty mark', { headers: { host: '127.0.0.12', 'x-ballast-hop': '' } }],
])('an outsider is refused on the inner routes: %s', async (_claim, options) => {
  seen = [];
  expect((await ask('/shop/items', options)).status).toBe(404);
  expect(seen).toEqual([]);
});

test("a client's own mark does not get past the outer service", async () => {
  seen = [];
  const headers = { 'x-ballast-hop': 'mine/other' };
  expect((await ask('/shop/items', { headers })).status).toBe(200);
  expect(seen[0]?.headers).not.toHaveProperty('x-ballast-hop');
});

test('shares of regions and of shedding are exact, and shed answers say when to come back', async () => {
  seen = [];
  await setShares({ '127.0.0.11': 5, '127.0.0.12': 3, '127.0.0.2': 2 });
  const answers: Answer[] = [];
  for (let count = 0; count < 200; count += 1) answers.push(await ask('/shop/items'));
  const shed = answers.filter(({ status }) => status === 503);
  // Two workers with a wheel each, at most one turn apart.
  expect(Math.abs(shed.length - 40)).toBeLessThanOrEqual(2);
  expect(shed[0]?.headers['retry-after']).toBe('5');
  expect(answers.every(({ status }) => status === 200 || status === 503)).toBe(true);
  const west = seen.filter(({ region }) => region === 'west').length;
  expect(Math.abs(west - 100)).toBeLessThanOrEqual(3);
  await setShares({ '127.0.0.11': 99, '127.0.0.12': 1, '127.0.0.2': 0 });
});

test('with the region of the outer choice gone, its last resorts answer', async () => {
  down = 'west';
  seen = [];
  await setShares({ '127.0.0.12': 0, '127.0.0.11': 100 });
  const statuses = await Promise.all(
    Array.from({ length: 20 }, async () => (await ask('/shop/items')).status),
  );
  down = '';
  expect(statuses.every((status) => status === 200)).toBe(true);
  expect(seen.every(({ region }) => region === 'north')).toBe(true);
});

test('the outer service makes no tries of its own and outlasts those of the inner one', () => {
  const of = (name: string) => services.find((service) => service.name === name);
  const inner = of('shop.west');
  const outer = of('shop');
  expect(outer?.retries).toBe(0);
  const tries = (inner?.retries ?? 0) + 1;
  const longest = tries * ((inner?.read_timeout ?? 0) + (inner?.connect_timeout ?? 0));
  expect(outer?.read_timeout).toBeGreaterThanOrEqual(longest);
});
