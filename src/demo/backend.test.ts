import { afterEach, expect, test } from 'vitest';
import { request } from 'undici';
import { seededRandom } from '../lib/random.ts';
import { capacityRpsOf, startBackend, type Backend, type BackendOptions } from './backend.ts';

const running: Backend[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map((backend) => backend.close()));
});

async function start(options: Partial<BackendOptions> = {}): Promise<Backend> {
  const backend = await startBackend({
    service: 'productAPI',
    region: 'eu-west',
    name: 'productAPI-1',
    workers: 4,
    queueLimit: 33,
    medianMs: 2,
    sigma: 0.5,
    rttMs: 0,
    random: seededRandom(1),
    ...options,
  });
  running.push(backend);
  return backend;
}

async function ask(backend: Backend, path = '/products/1') {
  const startMs = performance.now();
  const { statusCode, headers, body } = await request(`http://${backend.address}${path}`, {
    headersTimeout: 1_000,
  });
  const content: unknown = await body.json();
  return {
    status: statusCode,
    servedBy: headers['x-served-by'],
    content,
    tookMs: performance.now() - startMs,
  };
}

test('a target answers with its service and says who served', async () => {
  const answer = await ask(await start());
  expect(answer).toMatchObject({
    status: 200,
    servedBy: 'eu-west/productAPI-1',
    content: { service: 'productAPI', complete: true },
  });
});

test('a target serves as many at once as it has workers, queues the rest, then answers 503', async () => {
  const backend = await start({ workers: 2, queueLimit: 3, medianMs: 100, sigma: 0 });
  const answers = await Promise.all(Array.from({ length: 8 }, () => ask(backend)));
  const statuses = answers.map(({ status }) => status).toSorted((a, b) => a - b);
  expect(statuses).toEqual([200, 200, 200, 200, 200, 503, 503, 503]);
  const slowestMs = Math.max(...answers.map(({ tookMs }) => tookMs));
  expect(slowestMs).toBeGreaterThan(290); // Two at a time: 2, 2 and 1 of 100 ms each.
});

test('/health does not wait in the queue', async () => {
  const backend = await start({ workers: 1, queueLimit: 10, medianMs: 300, sigma: 0 });
  const work = Promise.all([ask(backend), ask(backend)]);
  const health = await ask(backend, '/health');
  expect(health.content).toEqual({ status: 'healthy' });
  expect(health.tookMs).toBeLessThan(250);
  await work;
});

test('a refusing target resets what is open, refuses what is new, and heals on the same port', async () => {
  const backend = await start({ medianMs: 400, sigma: 0 });
  const underWay = ask(backend).catch((error: unknown) => error);
  await ask(backend, '/health');
  await backend.setFaults({ reachability: 'refuse' });
  expect(await underWay).toMatchObject({
    code: expect.stringMatching(/ECONNRESET|UND_ERR_SOCKET/),
  });
  await expect(ask(backend)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  await backend.setFaults({ reachability: 'up' });
  expect((await ask(backend)).status).toBe(200);
});

test('a black-holed target accepts and answers nothing, not even /health', async () => {
  const backend = await start();
  await backend.setFaults({ reachability: 'black-hole' });
  await expect(ask(backend, '/health')).rejects.toMatchObject({ code: 'UND_ERR_HEADERS_TIMEOUT' });
  await backend.setFaults({ reachability: 'up' });
  expect((await ask(backend, '/health')).status).toBe(200);
});

test.each([
  ['answers 500 as often as told', { errorRatio: 1 }, 500, 0.2],
  ['is slower by the factor told', { slowFactor: 3 }, 200, 3],
  ['answers as fast when its capacity shrinks', { capacityRatio: 0.5 }, 200, 1],
])('a target %s', async (_claim, faults, status, timeFactor) => {
  const backend = await start({ medianMs: 100, sigma: 0 });
  await backend.setFaults(faults);
  const answer = await ask(backend);
  expect(answer.status).toBe(status);
  expect(answer.tookMs).toBeGreaterThan(100 * timeFactor - 5);
  expect(answer.tookMs).toBeLessThan(100 * timeFactor + 150);
});

test('a cold target is slow for a time from its first request on, and /health does not count', async () => {
  const backend = await start({ medianMs: 50, sigma: 0 });
  await backend.setFaults({ cold: { slowFactor: 4, forMs: 300 } });
  await ask(backend, '/health');
  await new Promise((resolve) => setTimeout(resolve, 350));
  expect((await ask(backend)).tookMs).toBeGreaterThan(195);
  await ask(backend);
  expect((await ask(backend)).tookMs).toBeLessThan(195);
});

test('a failing target still says that it is healthy', async () => {
  const backend = await start();
  await backend.setFaults({ errorRatio: 1 });
  expect((await ask(backend, '/health')).status).toBe(200);
});

test('a shrunken target serves its share: half the capacity takes twice the time for a batch', async () => {
  const backend = await start({ workers: 2, medianMs: 40, sigma: 0 });
  const batchMs = async () => {
    const startMs = performance.now();
    await Promise.all(Array.from({ length: 20 }, () => ask(backend)));
    return performance.now() - startMs;
  };
  const normalMs = await batchMs();
  await backend.setFaults({ capacityRatio: 0.5 });
  const shrunkenMs = await batchMs();
  expect(normalMs).toBeGreaterThan(395);
  expect(shrunkenMs).toBeGreaterThan(755);
});

test('the way to the other region is added to every answer', async () => {
  const backend = await start({ rttMs: 60 });
  expect((await ask(backend, '/health')).tookMs).toBeGreaterThan(58);
});

test('capacity is workers over the mean service time', () => {
  // Mean of the lognormal: 12 ms · e^(0.5²/2) = 13.6 ms.
  expect(capacityRpsOf({ workers: 4, medianMs: 12, sigma: 0.5 })).toBeCloseTo(294.2, 1);
});
