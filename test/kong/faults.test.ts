/** The client on real sockets that misbehave. */

import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTcpServer } from 'node:net';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterEach, expect, test } from 'vitest';
import { createKongAdminPort } from '../../src/kong/admin-port.ts';
import {
  type AdminClient,
  type AdminClientOptions,
  createAdminClient,
} from '../../src/kong/client.ts';
import { KongError } from '../../src/kong/errors.ts';
import { createTokenSource } from '../../src/kong/index.ts';
import { closeServer, listen } from './recording.ts';

const cleanups: (() => Promise<unknown> | undefined)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup();
});

async function serve(listener: RequestListener): Promise<string> {
  const server: Server = createServer(listener);
  cleanups.push(() => closeServer(server));
  return listen(server);
}

function clientFor(baseUrls: string[], options: Partial<AdminClientOptions> = {}): AdminClient {
  const client = createAdminClient({
    baseUrls,
    retry: { retries: 2, baseDelayMs: 2, maxDelayMs: 5 },
    ...options,
  });
  cleanups.push(() => client.close());
  return client;
}

/** A listener that answers with these statuses in turn, then 200, and counts. */
function sequence(...statuses: (number | 'reset')[]) {
  const seen: string[] = [];
  const listener: RequestListener = (request, response) => {
    seen.push(`${request.method} ${request.url}`);
    const status = statuses[seen.length - 1] ?? 200;
    if (status === 'reset') {
      request.socket.resetAndDestroy();
      return;
    }
    response.writeHead(status, { 'retry-after': '0', 'content-type': 'application/json' });
    const target = { id: 't', target: 'a:1', weight: 7 };
    response.end(JSON.stringify(status < 300 ? target : { message: `Kong says ${status}` }));
  };
  return { seen, listener };
}

const caught = (promise: Promise<unknown>): Promise<KongError> =>
  promise.then(
    () => {
      throw new Error('should have failed');
    },
    (error: unknown) => error as KongError,
  );

/** [claim, statuses in turn, call, requests made, error code or null] */
test.each<
  [string, (number | 'reset')[], (client: AdminClient) => Promise<unknown>, number, string | null]
>([
  ['GET is repeated after 500', [500, 502], (c) => c.targets('u').get('a:1'), 3, null],
  ['GET is repeated after a reset', ['reset'], (c) => c.targets('u').get('a:1'), 2, null],
  ['PATCH is repeated after 503', [503], (c) => c.targets('u').patch('a:1', {}), 2, null],
  ['429 is repeated as Kong asks', [429], (c) => c.targets('u').get('a:1'), 2, null],
  ['tries are bounded', [500, 500, 500], (c) => c.targets('u').get('a:1'), 3, 'KONG_FAILED'],
  ['400 is not repeated', [400], (c) => c.targets('u').get('a:1'), 1, 'KONG_INVALID'],
  ['404 is not repeated', [404], (c) => c.targets('u').delete('a:1'), 1, 'KONG_NOT_FOUND'],
  ['401 is not repeated', [401], (c) => c.targets('u').get('a:1'), 1, 'KONG_UNAUTHORIZED'],
  ['POST is repeated after 503', [503], (c) => c.targets('u').create({}), 2, null],
  ['POST is not after 500', [500], (c) => c.targets('u').create({}), 1, 'KONG_FAILED'],
  ['nor after a reset', ['reset'], (c) => c.targets('u').create({}), 1, 'KONG_UNREACHABLE'],
])('%s', async (_claim, statuses, use, requests, code) => {
  const { seen, listener } = sequence(...statuses);
  const client = clientFor([await serve(listener)]);
  const result = await use(client).then(
    () => null,
    (error: KongError) => error.code,
  );
  expect(result).toBe(code);
  expect(seen).toHaveLength(requests);
});

test('a Kong that never answers is given up on after the time limit, without a second try', async () => {
  let requests = 0;
  const url = await serve(() => {
    requests += 1;
  });
  const error = await caught(clientFor([url], { timeoutMs: 60 }).readNode());
  expect(error).toBeInstanceOf(KongError);
  expect(error.code).toBe('KONG_TIMEOUT');
  expect(requests).toBe(1);
});

test('an answer that trickles without end is cut off by the same limit', async () => {
  const url = await serve((_request, response) => {
    response.writeHead(200);
    const timer = setInterval(() => response.write(' '), 5);
    response.on('close', () => clearInterval(timer));
  });
  expect((await caught(clientFor([url], { timeoutMs: 80 }).readNode())).code).toBe('KONG_TIMEOUT');
});

test('an abort ends the call at once, also while it waits for the next try', async () => {
  const url = await serve((_request, response) => {
    response.writeHead(503).end('{}');
  });
  const retry = { retries: 3, baseDelayMs: 4_000, maxDelayMs: 4_000 };
  const controller = new AbortController();
  const failing = caught(clientFor([url], { retry }).readNode({ signal: controller.signal }));
  setTimeout(() => controller.abort(), 30);
  const startedAtMs = performance.now();
  expect((await failing).code).toBe('KONG_FAILED');
  expect(performance.now() - startedAtMs).toBeLessThan(2_000);

  const silent = await serve(() => undefined);
  const aborted = caught(clientFor([silent]).readNode({ signal: AbortSignal.abort() }));
  expect((await aborted).code).toBe('KONG_ABORTED');
});

test('a Retry-After beyond the time limit is not waited for', async () => {
  const url = await serve((_request, response) => {
    response.writeHead(429, { 'retry-after': '3600' }).end('{"message":"slow down"}');
  });
  const error = await caught(clientFor([url], { timeoutMs: 120_000 }).readNode());
  expect(error).toMatchObject({ code: 'KONG_BUSY', reason: 'slow down' });
});

test.each([
  ['JSON of something else', '{"hello":1}'],
  ['no JSON', '<html>welcome</html>'],
  ['a number', '42'],
])('%s with status 200 is not taken for Kong', async (_claim, body) => {
  const url = await serve((_request, response) => response.end(body));
  const error = await caught(clientFor([url]).readNode());
  expect(error.code).toBe('KONG_BAD_ANSWER');
  expect(error.hint).toContain('address');
});

test('a huge answer is cut off', async () => {
  const url = await serve((_request, response) => {
    const chunk = Buffer.alloc(64 * 1024, 32);
    const more = () => {
      while (!response.destroyed && response.write(chunk));
    };
    response.on('drain', more);
    more();
  });
  const error = await caught(clientFor([url], { maxAnswerBytes: 1_000_000 }).readNode());
  expect(error.code).toBe('KONG_ANSWER_TOO_LARGE');
});

test('bytes that are not HTTP are an error of the world, not a crash', async () => {
  const server = createTcpServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => socket.end('SSH-2.0-OpenSSH\r\n\r\n'));
  });
  const port = await new Promise<number>((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve((server.address() as { port: number }).port));
  });
  cleanups.push(() => new Promise((resolve) => server.close(resolve)));
  const error = await caught(clientFor([`http://127.0.0.1:${port}`]).readNode());
  expect(error.code).toBe('KONG_BAD_ANSWER');
});

test('with several addresses a dead one is passed over, for POST too', async () => {
  const dead = await freePort();
  const { seen, listener } = sequence();
  const client = clientFor([`http://127.0.0.1:${dead}`, await serve(listener)]);
  await client.targets('u').create({ target: 'a:1' });
  expect(seen).toEqual(['POST /upstreams/u/targets']);
});

test('the port reads health from the nodes that live, and writes through one of them', async () => {
  const health = (nodeId: string): RequestListener => {
    return (request, response) => {
      if (request.method === 'PATCH') response.end('{"id":"t","target":"a:1","weight":5}');
      else response.end(JSON.stringify({ data: [], next: null, node_id: nodeId }));
    };
  };
  const urls = [
    `http://127.0.0.1:${await freePort()}`,
    await serve(health('n1')),
    await serve(health('n2')),
  ];
  const port = createKongAdminPort({ nodes: urls.map((url) => clientFor([url])) });
  const { signal } = new AbortController();
  const views = await port.readHealth('u', signal);
  expect(views.map(({ nodeId }) => nodeId)).toEqual(['n1', 'n2']);
  await port.setWeight({ upstream: 'u', target: 'a:1', from: 1, to: 5 }, signal);
  const wrong = port.setWeight({ upstream: 'u', target: 'a:1', from: 1, to: 6 }, signal);
  expect((await caught(wrong)).message).toContain('asked for weight 6, Kong took 5');
});

test('with every node down the health read fails', async () => {
  const urls = [await freePort(), await freePort()].map((port) => `http://127.0.0.1:${port}`);
  const port = createKongAdminPort({ nodes: urls.map((url) => clientFor([url])) });
  const error = await caught(port.readHealth('u', new AbortController().signal));
  expect(error.code).toBe('KONG_UNREACHABLE');
});

test('token and credentials are sent, followed when rotated, and never shown', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'ballast-token-'));
  cleanups.push(() => {
    rmSync(folder, { recursive: true });
    return undefined;
  });
  const tokenFile = join(folder, 'token');
  writeFileSync(tokenFile, 'canary-one\n');
  const seen: unknown[] = [];
  const url = await serve((request, response) => {
    seen.push([request.headers['kong-admin-token'], request.headers.authorization]);
    response.writeHead(401).end('{"message":"Invalid RBAC credentials"}');
  });
  const client = clientFor([url.replace('//', '//user:canary-pass@')], {
    token: createTokenSource({ tokenFile, tokenEnv: null }),
  });
  const first = await caught(client.upstreams.list());
  writeFileSync(tokenFile, 'canary-second\n');
  const second = await caught(client.upstreams.list());
  const basic = `Basic ${Buffer.from('user:canary-pass').toString('base64')}`;
  expect(seen).toEqual([
    ['canary-one', basic],
    ['canary-second', basic],
  ]);
  for (const error of [first, second]) {
    const shown = inspect(error, { depth: 10 }) + JSON.stringify(error) + String(error);
    expect(shown).not.toMatch(/canary|dXNlcj/);
  }
});

test('the workspace comes before the entities and only there', async () => {
  const { seen, listener } = sequence();
  const client = clientFor([await serve(listener)], { workspace: 'team a' });
  await client.targets('u').get('[::1]:9003');
  await client.setHealth({ upstream: 'u', target: 'a:1', healthy: false, address: '10.0.0.1:1' });
  await client.readStatus();
  expect(seen).toEqual([
    'GET /team%20a/upstreams/u/targets/%5B0000:0000:0000:0000:0000:0000:0000:0001%5D:9003',
    'PUT /team%20a/upstreams/u/targets/a:1/10.0.0.1:1/unhealthy',
    'GET /status',
  ]);
});

async function freePort(): Promise<number> {
  const server = createServer();
  const url = await listen(server);
  await closeServer(server);
  return Number(new URL(url).port);
}
