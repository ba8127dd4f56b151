import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';

import { afterEach, beforeEach, expect, test } from 'vitest';

import {
  ask,
  eventually,
  type Harness,
  startHarness,
  startTarget,
  type TestTarget,
} from './harness.ts';

let gateway: Harness;
let target: TestTarget;
let sink: http.Server;
let statuses: number[];
const posts: { headers: http.IncomingHttpHeaders; url: string; body: unknown }[] = [];

beforeEach(async () => {
  posts.length = 0;
  statuses = [];
  sink = http.createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => {
      body += chunk.toString();
    });
    request.on('end', () => {
      posts.push({ headers: request.headers, url: request.url ?? '', body: JSON.parse(body) });
      response.writeHead(statuses.shift() ?? 200).end();
    });
  });
  sink.listen(0, '127.0.0.1');
  await once(sink, 'listening');
  gateway = await startHarness();
  target = await startTarget();
  gateway.serve('ok', { targets: [target.port] });
});

afterEach(async () => {
  await gateway.close();
  await target.close();
  sink.closeAllConnections();
  sink.close();
});

function logTo(config: Record<string, unknown>): void {
  const { port } = sink.address() as AddressInfo;
  const endpoint = `http://127.0.0.1:${port}/log?dropped=1`;
  gateway.add('plugins', { name: 'http-log', config: { http_endpoint: endpoint, ...config } });
}

const idOf = (entry: unknown) => (entry as { request: { id: string } }).request.id;

test('with a batch size above 1 entries come in arrays, also a single one', async () => {
  logTo({ queue: { max_batch_size: 5, max_coalescing_delay: 0.05 } });
  await Promise.all(Array.from({ length: 7 }, () => ask(gateway.port, '/ok')));
  await eventually(() => posts.flatMap(({ body }) => body).length === 7);
  await ask(gateway.port, '/ok');
  await eventually(() => posts.flatMap(({ body }) => body).length === 8);

  expect(posts.every(({ body }) => Array.isArray(body))).toBe(true);
  expect(posts.at(-1)?.body).toHaveLength(1);
  expect(Math.max(...posts.map(({ body }) => (body as unknown[]).length))).toBeGreaterThan(1);
});

test('the endpoint’s query is dropped; headers and content type are the plugin’s', async () => {
  logTo({ headers: { 'x-token': 'secret' }, content_type: 'application/json; charset=utf-8' });
  await ask(gateway.port, '/ok');
  await eventually(() => posts.length === 1);
  expect(posts[0]).toMatchObject({
    url: '/log',
    headers: { 'x-token': 'secret', 'content-type': 'application/json; charset=utf-8' },
  });
});

test('an entry the receiver refuses is sent again', async () => {
  logTo({ queue: { initial_retry_delay: 0.01 } });
  statuses = [500, 302, 200];
  const answer = await ask(gateway.port, '/ok');
  await eventually(() => posts.length === 3);
  expect(posts.map(({ body }) => idOf(body))).toEqual(
    Array.from({ length: 3 }, () => answer.headers['x-kong-request-id']),
  );
});

test('a dead receiver does not hold requests up', async () => {
  sink.closeAllConnections();
  logTo({ queue: { max_batch_size: 10, max_entries: 5, max_bytes: 20_000 } });
  sink.close();
  for (let turn = 0; turn < 50; turn += 1) {
    expect((await ask(gateway.port, '/ok')).status).toBe(200);
  }
});

test('Lua beyond the documented forms is refused when it is configured', () => {
  const code = { upstream: 'return kong.service.response.get_status()' };
  expect(() => logTo({ custom_fields_by_lua: code })).toThrow('the embedded gateway runs no Lua');
});

test('secrets of the client are not logged', async () => {
  logTo({});
  const headers = { authorization: 'Basic abc', 'proxy-authorization': 'x' };
  await ask(gateway.port, '/ok', { headers });
  await eventually(() => posts.length === 1);
  expect(posts[0]?.body).toMatchObject({
    request: { headers: { authorization: 'REDACTED', 'proxy-authorization': 'REDACTED' } },
  });
});

test('fields are removed at the source when the plugin says so', async () => {
  logTo({
    custom_fields_by_lua: {
      'request.headers': 'return nil',
      'request.querystring': 'return nil',
      client_ip: 'return nil',
      upstream_addr: 'return ngx.var.upstream_addr',
    },
  });
  await ask(gateway.port, '/ok?token=1');
  await eventually(() => posts.length === 1);
  const entry = posts[0]?.body as { request: Record<string, unknown> };
  expect(entry).toMatchObject({ upstream_addr: `127.0.0.1:${target.port}` });
  expect(entry).not.toHaveProperty('client_ip');
  expect(entry.request).not.toHaveProperty('headers');
  expect(entry.request).not.toHaveProperty('querystring');
});
