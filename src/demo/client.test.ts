import { createServer, type RequestListener, type Server } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import { poissonArrivals } from './arrivals.ts';
import { startClient, type RequestRecord } from './client.ts';
import { listenOn } from './ports.ts';

const servers: Server[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.close();
    server.closeAllConnections();
  }
});

const services = [{ name: 'productAPI', path: '/products' }];

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  return `http://127.0.0.1:${await listenOn(server, null)}`;
}

async function run(
  url: string,
  { ratePerSecond = 100, deadlineMs = 5_000, forMs = 500 } = {},
): Promise<RequestRecord[]> {
  const records: RequestRecord[] = [];
  const client = startClient({
    url,
    services,
    arrivals: poissonArrivals({ seed: 1, ratePerSecond, serviceCount: 1 }),
    startMs: performance.now(),
    deadlineMs,
    onRecord: (record) => records.push(record),
  });
  await sleep(forMs);
  await client.finish();
  return records.toSorted((a, b) => a.intendedMs - b.intendedMs);
}

const good = JSON.stringify({ service: 'productAPI', complete: true });

test('requests are sent at the seeded times and counted once', async () => {
  const url = await serve((_request, response) => {
    response.setHeader('x-served-by', 'eu-west/productAPI-1').end(good);
  });
  const records = await run(url);
  const schedule = poissonArrivals({ seed: 1, ratePerSecond: 100, serviceCount: 1 });
  const expected = records.map(() => schedule.next().value.atMs);
  expect(records.length).toBeGreaterThan(20);
  expect(records.map(({ intendedMs }) => intendedMs)).toEqual(expected);
  expect(records[0]).toMatchObject({
    ok: true,
    status: 200,
    region: 'eu-west',
    target: 'productAPI-1',
  });
});

test('a stall of the server is felt by every request that should have been sent meanwhile', async () => {
  let release = () => {};
  const stalled = new Promise<void>((resolve) => {
    release = resolve;
  });
  const url = await serve((_request, response) => {
    void stalled.then(() => response.end(good));
  });
  setTimeout(release, 400);
  const records = await run(url, { forMs: 380 });
  // Open loop: all were sent although none was answered, and each waited from its own time on.
  expect(records.length).toBeGreaterThan(20);
  for (const { intendedMs, latencyMs } of records) {
    expect(latencyMs).toBeGreaterThan(390 - intendedMs);
  }
});

test('a blocked event loop makes requests late, not fewer, and the lateness counts', async () => {
  const url = await serve((_request, response) => response.end(good));
  setTimeout(() => {
    const untilMs = performance.now() + 200;
    while (performance.now() < untilMs);
  }, 100);
  const records = await run(url, { ratePerSecond: 200, forMs: 450 });
  const schedule = poissonArrivals({ seed: 1, ratePerSecond: 200, serviceCount: 1 });
  expect(records.map(({ intendedMs }) => intendedMs)).toEqual(
    records.map(() => schedule.next().value.atMs),
  );
  const inBlock = records.filter(({ intendedMs }) => intendedMs > 120 && intendedMs < 200);
  expect(inBlock.length).toBeGreaterThan(0);
  for (const { latencyMs } of inBlock) expect(latencyMs).toBeGreaterThan(80);
});

test.each<[what: string, RequestListener]>([
  ['a status other than 2xx', (_, response) => response.writeHead(503).end(good)],
  ['a body of another service', (_, response) => response.end('{"service":"orderAPI"}')],
  ['a body cut short', (_, response) => response.end(good.slice(0, -1))],
  ['a closed connection', (_, response) => response.destroy()],
  [
    'an answer that breaks off',
    (_, response) => {
      response.writeHead(200, { 'content-length': '500' });
      response.write(good);
      setTimeout(() => response.destroy(), 5);
    },
  ],
  ['no answer before the deadline', () => {}],
  [
    'an answer that ends after the deadline',
    (_, response) => {
      response.write(good.slice(0, 5));
      setTimeout(() => response.end(good.slice(5)), 400);
    },
  ],
])('%s is a failure', async (_what, listener) => {
  const records = await run(await serve(listener), { deadlineMs: 150, forMs: 200 });
  expect(records.length).toBeGreaterThan(5);
  expect(records.every(({ ok }) => !ok)).toBe(true);
});

test('a gateway that is gone fails every request and hangs nothing', async () => {
  const server = createServer();
  const port = await listenOn(server, null);
  await new Promise((resolve) => server.close(resolve));
  const records = await run(`http://127.0.0.1:${port}`, { forMs: 200 });
  expect(records.length).toBeGreaterThan(5);
  expect(records.every(({ ok, status }) => !ok && status === null)).toBe(true);
});
