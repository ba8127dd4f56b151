import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTcpServer } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { closeServer, listen } from '../../test/kong/recording.ts';
import { createFakeClock, makeService } from '../../test/telemetry/fixtures.ts';
import { emptyCounters } from './counters.ts';
import { failureOf } from './expectation.ts';
import { type ProbeResult, probeTarget } from './probe.ts';
import { createProber } from './prober.ts';

const servers: Server[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map(closeServer));
});

const HEALTH = makeService('u', []).health;

/** [claim, answer, expectation, reason] */
test.each<[string, object, object, string | null]>([
  ['an expected status', {}, {}, null],
  ['another status', { status: 500 }, {}, 'status 500'],
  ['any of several statuses', { status: 204 }, { statuses: [200, 204] }, null],
  ['the expected text', { body: 'all well' }, { body: 'well' }, null],
  ['no such text', { body: 'down' }, { body: 'well' }, 'body without the expected text'],
  ['the JSON field', { body: '{"status":"up"}' }, { json: { status: 'up' } }, null],
  ['another value', { body: '{"status":"down"}' }, { json: { status: 'up' } }, 'json status=down'],
  ['a nested field', { body: '{"db":[{"ok":true}]}' }, { json: { 'db.0.ok': true } }, null],
  ['a missing field', { body: '{}' }, { json: { 'db.ok': true } }, 'json db.ok=missing'],
  [
    'no prototype field',
    { body: '{}' },
    { json: { constructor: 'x' } },
    'json constructor=missing',
  ],
  ['a number, not its text', { body: '{"n":"1"}' }, { json: { n: 1 } }, 'json n=1'],
  ['no JSON', { body: '<p>' }, { json: { a: 1 } }, 'body is not JSON'],
  ['a cut body', { body: '{"a":', isCut: true }, { json: { a: 1 } }, 'body too large for JSON'],
])('an answer with %s', (_claim, answer, expect_, reason) => {
  const expected = { ...HEALTH.expect, ...expect_ };
  expect(failureOf({ status: 200, body: '', isCut: false, ...answer }, expected)).toBe(reason);
});

async function probe(listener: RequestListener, timeoutMs = 1_000) {
  const server = createServer(listener);
  servers.push(server);
  const target = new URL(await listen(server)).host;
  const health = { ...HEALTH, timeoutMs };
  return probeTarget({ protocol: 'http', target, health }, new AbortController().signal);
}

test('a probe asks the health path on a connection of its own', async () => {
  const seen: unknown[] = [];
  const result = await probe((request, response) => {
    seen.push([request.method, request.url, request.headers.connection]);
    response.end('ok');
  });
  expect(result.reason).toBeNull();
  expect(result.latencyMs).toBeGreaterThan(0);
  expect(seen).toEqual([['GET', '/health', 'close']]);
});

test.each<[string, RequestListener, string]>([
  ['silence', () => undefined, 'timeout'],
  ['a body that never ends', (_request, response) => void response.write('x'), 'timeout'],
  ['a reset', (request) => void request.socket.resetAndDestroy(), 'reset'],
  ['an error status', (_request, response) => void response.writeHead(500).end(), 'status 500'],
])('%s is reported as such', async (_claim, listener, reason) => {
  expect((await probe(listener, 100)).reason).toBe(reason);
});

test('a huge body is read to its limit only', async () => {
  const result = await probe((_request, response) => {
    response.end('x'.repeat(5_000_000));
  });
  expect(result.reason).toBeNull();
});

test('nobody listening is refused, nonsense is not HTTP, an aborted probe ends', async () => {
  const signal = new AbortController().signal;
  const server = createServer();
  const target = new URL(await listen(server)).host;
  await closeServer(server);
  const request = { protocol: 'http' as const, target, health: HEALTH };
  expect((await probeTarget(request, signal)).reason).toBe('refused');
  expect((await probeTarget(request, AbortSignal.abort())).reason).toBe('timeout');
  expect((await probeTarget({ ...request, target: 'no-such.invalid:1' }, signal)).reason).toBe(
    'dns',
  );

  const tcp = createTcpServer((socket) => {
    socket.on('error', () => undefined).once('data', () => socket.end('SSH-2.0\r\n\r\n'));
  });
  const port = await new Promise<number>((resolve) => {
    tcp.listen(0, '127.0.0.1', () => resolve((tcp.address() as { port: number }).port));
  });
  const strange = await probeTarget({ ...request, target: `127.0.0.1:${port}` }, signal);
  tcp.close();
  expect(strange.reason).toBe('not HTTP');
});

test('each target is probed once per interval, and its runs are counted', async () => {
  const clock = createFakeClock();
  const asked: string[] = [];
  let down = false;
  const prober = createProber({
    services: [makeService('u', ['a:1', 'b:1'])],
    clock,
    random: () => 0.5,
    counters: emptyCounters(),
    probe: ({ target }): Promise<ProbeResult> => {
      asked.push(target);
      return Promise.resolve({ reason: down && target === 'a:1' ? 'refused' : null, latencyMs: 3 });
    },
  });
  const controller = new AbortController();
  const running = prober.run(controller.signal);
  expect(prober.readingOf('u', 'a:1')).toBeNull();
  await clock.advance(3_000);
  expect(asked).toHaveLength(6);
  expect(prober.readingOf('u', 'a:1')).toMatchObject({ ok: true, successesInRow: 3, latencyMs: 3 });
  down = true;
  await clock.advance(2_000);
  expect(prober.readingOf('u', 'a:1')).toMatchObject({
    ok: false,
    reason: 'refused',
    failuresInRow: 2,
    successesInRow: 0,
  });
  expect(prober.readingOf('u', 'b:1')).toMatchObject({ ok: true, successesInRow: 5 });
  down = false;
  await clock.advance(1_000);
  expect(prober.readingOf('u', 'a:1')).toMatchObject({ ok: true, failuresInRow: 0 });
  controller.abort();
  await running;
});

test('a slow target keeps no other from being probed, and probes under way are bounded', async () => {
  const clock = createFakeClock();
  let active = 0;
  let most = 0;
  const prober = createProber({
    services: [
      makeService(
        'u',
        Array.from({ length: 50 }, (_, index) => `t${index}:1`),
      ),
    ],
    clock,
    random: () => 0.5,
    counters: emptyCounters(),
    maxConcurrent: 8,
    probe: async (_request, signal) => {
      active += 1;
      most = Math.max(most, active);
      await clock.sleep(100, signal);
      active -= 1;
      return { reason: null, latencyMs: 100 };
    },
  });
  const controller = new AbortController();
  const running = prober.run(controller.signal);
  await clock.advance(2_000);
  expect(most).toBe(8);
  expect(prober.readingOf('u', 't49:1')?.successesInRow).toBeGreaterThan(0);
  controller.abort();
  await clock.advance(1_000);
  await running;
});
