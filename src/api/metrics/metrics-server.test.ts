import type { AddressInfo } from 'node:net';
import { request } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { afterEach, expect, test } from 'vitest';
import { createMetricsServer, type MetricsServerOptions } from './metrics-server.ts';

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

const LONG = `${'# a line\n'.repeat(500)}`;

async function ask(
  path: string,
  options: Partial<MetricsServerOptions> & { method?: string; encoding?: string } = {},
): Promise<{ status: number; headers: Record<string, unknown>; body: Buffer }> {
  const server = createMetricsServer({
    renderMetrics: async () => LONG,
    notAlive: () => null,
    isLeading: () => true,
    onError: () => {},
    ...options,
  });
  closers.push(() => server.close());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const headers = { 'accept-encoding': options.encoding ?? 'identity' };
  const { method = 'GET' } = options;
  return await new Promise((resolve, reject) => {
    request({ port, path, method, headers, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        const { statusCode = 0 } = response;
        resolve({ status: statusCode, headers: response.headers, body: Buffer.concat(chunks) });
      });
    })
      .on('error', reject)
      .end();
  });
}

test('a scrape gets the text, packed when it may be', async () => {
  const plain = await ask('/metrics?x=1');
  expect([plain.status, plain.body.toString()]).toEqual([200, LONG]);
  expect(plain.headers['content-type']).toBe('text/plain; version=0.0.4; charset=utf-8');
  const packed = await ask('/metrics', { encoding: 'deflate, gzip' });
  expect(packed.headers['content-encoding']).toBe('gzip');
  expect(gunzipSync(packed.body).toString()).toBe(LONG);
  const refused = await ask('/metrics', { encoding: 'gzip;q=0' });
  expect(refused.headers['content-encoding']).toBeUndefined();
});

test.each([
  ['/nothing', 'GET', 404],
  ['/metrics', 'POST', 405],
  ['/livez', 'GET', 200],
  ['/readyz', 'HEAD', 200],
  ['/leader', 'GET', 200],
])('%s %s is answered %d', async (path, method, status) => {
  expect((await ask(path, { method })).status).toBe(status);
});

test('a loop that hangs is not alive, with the reason', async () => {
  const answer = await ask('/livez', { notAlive: () => 'no tick for 40 s' });
  expect([answer.status, answer.body.toString()]).toEqual([503, 'no tick for 40 s\n']);
});

test('a follower says that it does not lead', async () => {
  expect((await ask('/leader', { isLeading: () => false })).status).toBe(503);
});

test('a scrape that fails is told and answered 500', async () => {
  const errors: unknown[] = [];
  const renderMetrics = () => Promise.reject(new Error('store away'));
  const answer = await ask('/metrics', { renderMetrics, onError: (error) => errors.push(error) });
  expect(answer.status).toBe(500);
  expect(errors).toHaveLength(1);
});
