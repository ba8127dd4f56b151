/** Telemetry on real sockets: what is posted is in the very next reading. */

import { createSocket } from 'node:dgram';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateSync, gzipSync } from 'node:zlib';
import { afterEach, expect, test } from 'vitest';
import { emptyCounters } from '../../src/telemetry/counters.ts';
import { openLogListeners } from '../../src/telemetry/log-listeners.ts';
import {
  createTelemetry,
  type RunningTelemetry,
  type TelemetryOptions,
} from '../../src/telemetry/telemetry.ts';
import type { Strategy } from '../../src/model/strategy.ts';
import {
  createFakeClock,
  httpEntries,
  makeAdmin,
  makeService,
  makeStrategy,
  readLogs,
  silentLogger,
} from './fixtures.ts';

const cleanups: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup();
});

const clock = createFakeClock();

async function start(
  options: Partial<TelemetryOptions> = {},
  logs: Partial<Strategy['telemetry']['logs']> = {},
): Promise<RunningTelemetry & { url: string }> {
  const strategy = makeStrategy(
    [makeService('u-retry', ['127.0.0.1:9001', '127.0.0.1:9011'])],
    logs,
  );
  const telemetry = createTelemetry({
    strategy,
    gateways: [],
    clock,
    random: () => 0.5,
    logger: silentLogger,
    probe: () => Promise.resolve({ reason: null, latencyMs: 1 }),
    ...options,
  });
  await telemetry.start();
  cleanups.push(() => telemetry.stop());
  return Object.assign(telemetry, { url: telemetry.logUrl ?? '' });
}

function post(
  url: string,
  body: string | Buffer<ArrayBuffer>,
  headers: Record<string, string> = {},
): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json', ...headers },
  });
}

const outcomes = (telemetry: RunningTelemetry) =>
  Object.fromEntries(
    (telemetry.read(clock.nowMs()).upstreams[0]?.targets ?? []).map((reading) => [
      reading.target,
      reading.outcomes,
    ]),
  );

test('a recorded delivery of Kong is in the next reading, and only there', async () => {
  const telemetry = await start();
  const [batch] = readLogs('logs-http-log-batched.json').http_log;
  const response = await post(telemetry.url, batch?.body_raw ?? '');
  expect(response.status).toBe(204);
  const count = (JSON.parse(batch?.body_raw ?? '[]') as unknown[]).length;
  const reading = telemetry.read(clock.nowMs());
  expect(reading.logsAtMs).toBe(clock.nowMs());
  expect(reading.upstreams[0]?.requests).toEqual({ total: count, failed: 0, shed: 0 });
  expect(
    reading.upstreams[0]?.targets.map(({ target, outcomes: counts }) => [target, counts]),
  ).toEqual([
    ['127.0.0.1:9001', expect.objectContaining({ ok: count, connectFailures: 0 })],
    ['127.0.0.1:9011', expect.objectContaining({ ok: 0, connectFailures: count })],
  ]);
  expect(telemetry.read(clock.nowMs()).upstreams[0]?.requests.total).toBe(0);
});

test('a batch delivered again counts once', async () => {
  const telemetry = await start();
  const body = JSON.stringify(httpEntries('logs-http-log-batched.json'));
  await Promise.all([post(telemetry.url, body), post(telemetry.url, body)]);
  await post(telemetry.url, body);
  expect(telemetry.counters()).toMatchObject({ entries: 8, duplicates: 16 });
  expect(outcomes(telemetry)['127.0.0.1:9001']?.ok).toBe(8);
});

test('one object, gzip and deflate are read as well', async () => {
  const telemetry = await start();
  const [one, two, three] = httpEntries('logs-http-log-batched.json').map((entry) =>
    JSON.stringify(entry),
  );
  await post(telemetry.url, one ?? '');
  await post(telemetry.url, gzipSync(`[${two}]`), { 'content-encoding': 'gzip' });
  await post(telemetry.url, deflateSync(three ?? ''), { 'content-encoding': 'deflate' });
  expect(telemetry.counters().entries).toBe(3);
});

/** [claim, body, headers, status, what is counted] */
test.each<[string, string | Buffer<ArrayBuffer>, Record<string, string>, number, object]>([
  ['broken JSON', '[{"a":', {}, 400, { malformed: { 'bad-json': 1 } }],
  ['nothing', '', {}, 400, { malformed: { 'bad-json': 1 } }],
  [
    'bad entries in a batch',
    '[1,{},{"service":{"host":"u-retry"}}]',
    {},
    204,
    {
      malformed: { 'not-an-object': 1, 'no-service': 1, 'no-status': 1 },
    },
  ],
  [
    'another service',
    '{"service":{"host":"x"},"response":{"status":200}}',
    {},
    204,
    {
      otherServices: 1,
    },
  ],
  [
    'too many entries',
    JSON.stringify(Array.from({ length: 12 }, () => 0)),
    {},
    204,
    {
      malformed: { 'not-an-object': 10, 'too-many-entries': 2 },
    },
  ],
  ['too large', 'x'.repeat(200_000), {}, 413, { refused: { 'too-large': 1 } }],
  [
    'a bomb',
    gzipSync('0'.repeat(5_000_000)),
    { 'content-encoding': 'gzip' },
    413,
    {
      refused: { 'too-large': 1 },
    },
  ],
  ['broken gzip', 'abc', { 'content-encoding': 'gzip' }, 415, { refused: { encoding: 1 } }],
  [
    'an unknown encoding',
    'abc',
    { 'content-encoding': 'rot13' },
    415,
    { refused: { encoding: 1 } },
  ],
])('%s is counted and dropped', async (_claim, body, headers, status, counted) => {
  const limits = { maxBodyBytes: 100_000, maxEntries: 10, maxConcurrent: 4 };
  const telemetry = await start({ limits });
  expect((await post(telemetry.url, body, headers)).status).toBe(status);
  expect(telemetry.counters()).toMatchObject(counted);
  const good = JSON.stringify(httpEntries('logs-http-log-batched.json')[0]);
  expect((await post(telemetry.url, good)).status).toBe(204);
  expect(telemetry.counters().entries).toBe(1);
});

test('a GET is told what belongs here', async () => {
  const telemetry = await start();
  const response = await fetch(telemetry.url);
  expect(response.status).toBe(405);
  expect(await response.text()).toContain('http-log');
});

test('with a token only senders that know it are heard, also after it changed', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'ballast-log-token-'));
  cleanups.push(() => Promise.resolve(rmSync(folder, { recursive: true })));
  const tokenFile = join(folder, 'token');
  writeFileSync(tokenFile, 'one\n');
  const telemetry = await start({}, { tokenFile });
  const status = async (headers: Record<string, string>) =>
    (await post(telemetry.url, '[]', headers)).status;
  expect(await status({})).toBe(401);
  expect(await status({ 'x-ballast-token': 'two' })).toBe(401);
  expect(await status({ 'x-ballast-token': 'one' })).toBe(204);
  expect(await status({ authorization: 'Bearer one' })).toBe(204);
  writeFileSync(tokenFile, 'second\n');
  expect(await status({ authorization: 'Bearer one' })).toBe(401);
  expect(await status({ authorization: 'Bearer second' })).toBe(204);
  writeFileSync(tokenFile, '');
  expect(await status({})).toBe(401);
  expect(await status({ 'x-ballast-token': '' })).toBe(401);
  expect(telemetry.counters().refused.token).toBe(5);
});

test.each([
  [['10.0.0.0/8'], 403],
  [['127.0.0.0/8'], 204],
  [['::1', '127.0.0.1'], 204],
])('with the allow list %j this machine gets %i', async (allow, status) => {
  const telemetry = await start({}, { allow });
  expect((await post(telemetry.url, '[]')).status).toBe(status);
});

test('an address that is taken is reported with the fix, and nothing stays open', async () => {
  const telemetry = await start();
  const listenOn = telemetry.url.replace('http://', '');
  const second = createTelemetry({
    strategy: makeStrategy([], { listen: listenOn }),
    gateways: [],
    clock,
    random: () => 0.5,
    logger: silentLogger,
  });
  await expect(second.start()).rejects.toMatchObject({
    code: 'LISTEN_IN_USE',
    message: expect.stringContaining(listenOn) as string,
    hint: expect.stringContaining('telemetry.logs.listen') as string,
  });
});

test('a sender that goes away in the middle of a body harms nobody', async () => {
  const telemetry = await start();
  const { hostname, port } = new URL(telemetry.url);
  await new Promise<void>((resolve) => {
    const socket = connect(Number(port), hostname, () => {
      socket.write('POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 1000\r\n\r\n[1,2');
      setTimeout(() => socket.resetAndDestroy(), 20);
    });
    socket.on('close', () => resolve());
  });
  expect((await post(telemetry.url, '[]')).status).toBe(204);
});

test('tcp-log and udp-log are read, broken lines are counted', async () => {
  const counters = emptyCounters();
  const values: unknown[] = [];
  let arrived = () => undefined as void;
  const listeners = await openLogListeners({
    logs: makeStrategy([]).telemetry.logs,
    tcpListen: '127.0.0.1:0',
    udpListen: '127.0.0.1:0',
    counters,
    onEntry: (value) => {
      values.push(value);
      arrived();
    },
  });
  cleanups.push(() => listeners.close());
  const { tcp_log: lines = [], udp_log: datagrams = [] } = readLogs('logs-retry-success.json');
  const text = lines.join('');
  const wanted = lines.length + datagrams.length;
  const all = new Promise<void>((resolve) => {
    arrived = () => {
      if (values.length === wanted) resolve();
    };
  });
  const socket = connect(listeners.tcpPort ?? 0, '127.0.0.1');
  socket.write(`not json\n${text.slice(0, 100)}`);
  socket.write(text.slice(100));
  const udp = createSocket('udp4');
  for (const datagram of datagrams) udp.send(datagram, listeners.udpPort ?? 0, '127.0.0.1');
  await all;
  socket.destroy();
  udp.close();
  expect(counters.malformed['bad-json']).toBe(1);
});

test('Kong’s health of every node and its addresses reach the reading', async () => {
  const view = (nodeId: string, nodeWeight: number) => ({
    upstream: 'u-retry',
    nodeId,
    targets: [
      {
        target: 'one.test:9001',
        weight: 10,
        nodeWeight,
        health: 'HEALTHY' as const,
        addresses: [{ ip: '127.0.0.1', port: 9001, health: 'HEALTHY' as const }],
      },
    ],
  });
  let isDown = false;
  const admin = makeAdmin({
    readHealth: () =>
      isDown ? Promise.reject(new Error('down')) : Promise.resolve([view('n1', 10), view('n2', 0)]),
  });
  const own = createFakeClock(50_000);
  const telemetry = await start({
    strategy: makeStrategy([makeService('u-retry', ['one.test:9001'])]),
    gateways: [{ name: 'kong-eu', admin }],
    clock: own,
  });
  await own.advance(2_000);
  await post(telemetry.url, JSON.stringify(httpEntries('logs-retry-success.json')));
  const read = () => telemetry.read(own.nowMs()).upstreams[0]?.targets[0];
  const reading = read();
  expect(reading?.outcomes.ok).toBe(3);
  expect(reading?.nodes).toEqual([
    { gateway: 'kong-eu', nodeId: 'n1', atMs: 52_000, health: 'HEALTHY', nodeWeight: 10 },
    { gateway: 'kong-eu', nodeId: 'n2', atMs: 52_000, health: 'HEALTHY', nodeWeight: 0 },
  ]);
  isDown = true;
  await own.advance(60_000);
  expect(read()?.nodes[0]?.atMs).toBe(52_000);
  const { failed } = telemetry.counters().healthReads;
  expect(failed).toBeGreaterThan(4);
  expect(failed).toBeLessThan(20); // asked less and less often
  isDown = false;
  await own.advance(11_000);
  expect(read()?.nodes[0]?.atMs).toBeGreaterThan(112_000);
});
