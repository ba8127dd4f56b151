/**
 * The same against a real Prometheus, when one is installed (`prometheus` on the path): it scrapes a
 * fake target on loopback, and Ballast asks it.
 */

import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { queryPrometheus } from '../../src/telemetry/prometheus-query.ts';

const isInstalled = spawnSync('prometheus', ['--version']).status === 0;

const TARGETS = `# TYPE workers_busy gauge
workers_busy 3
# TYPE workers_total gauge
workers_total 8
`;

let target: Server;
let prometheus: ChildProcess;
let folder = '';
let url = '';

beforeAll(async () => {
  if (!isInstalled) return;
  target = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/plain; version=0.0.4' });
    response.end(TARGETS);
  });
  await listen(target);
  folder = await mkdtemp(join(tmpdir(), 'ballast-prometheus-'));
  const config = join(folder, 'prometheus.yml');
  await writeFile(
    config,
    `global: { scrape_interval: 200ms, scrape_timeout: 200ms }
scrape_configs:
  - job_name: shop
    static_configs: [{ targets: ["127.0.0.1:${portOf(target)}"] }]
`,
  );
  const port = await freePort();
  url = `http://127.0.0.1:${port}`;
  const options = [
    `--config.file=${config}`,
    `--storage.tsdb.path=${join(folder, 'data')}`,
    `--web.listen-address=127.0.0.1:${port}`,
  ];
  prometheus = spawn('prometheus', options, { stdio: 'ignore' });
}, 30_000);

afterAll(async () => {
  if (!isInstalled) return;
  const ended = new Promise((resolve) => prometheus.once('exit', resolve));
  prometheus.kill('SIGKILL');
  await ended;
  target.closeAllConnections();
  await new Promise((resolve) => target.close(resolve));
  await rm(folder, { recursive: true, force: true });
});

const ask = (query: string) =>
  queryPrometheus(
    { url, tokenFile: null, query, timeoutMs: 2_000, lookbackMs: 60_000 },
    AbortSignal.timeout(2_000),
  );

test.skipIf(!isInstalled)('it takes the query with its limits, and tells by instance', async () => {
  const query = 'max by (instance) (workers_busy / workers_total)';
  await vi.waitFor(
    async () => {
      expect(await ask(query)).toEqual([
        { labels: { instance: `127.0.0.1:${portOf(target)}` }, value: 0.375 },
      ]);
    },
    { timeout: 15_000, interval: 100 },
  );
});

test.skipIf(!isInstalled)('it says what is wrong with a query', async () => {
  await vi.waitFor(() => expect(ask('up{')).rejects.toThrow(/400: .*parse error/), {
    timeout: 15_000,
    interval: 100,
  });
});

function listen(server: Server): Promise<void> {
  return new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}

/** Prometheus does not tell which port it got for 0. */
async function freePort(): Promise<number> {
  const server = createServer();
  await listen(server);
  const port = portOf(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
}
