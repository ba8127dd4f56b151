/**
 * A small real stack for the dashboards: two targets, the embedded gateway with the generated
 * configuration, `ballast run`, a real Prometheus that scrapes both each second, and some traffic.
 * The Prometheus is Debian's; without one `isPrometheusHere` says so.
 */

import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { findFreePort } from '../../src/demo/ports.ts';
import { closeServer, listen } from '../kong/recording.ts';
import { runBallast } from '../support/run-ballast.ts';
import { startBallast, type RunningCommand } from '../support/start-ballast.ts';

export const STACK = { strategy: 'stack', service: 'productAPI', region: 'west' } as const;

export interface Stack {
  /** Series that a query has now. */
  count(expr: string): Promise<number>;
  stop(): Promise<void>;
}

export function isPrometheusHere(): boolean {
  return spawnSync('prometheus', ['--version'], { stdio: 'ignore' }).status === 0;
}

export async function startStack(): Promise<Stack> {
  const folder = await mkdtemp(join(tmpdir(), 'ballast-grafana-'));
  const targets = await Promise.all([startTarget(), startTarget()]);
  const names = ['proxy', 'admin', 'logs', 'metrics', 'prometheus'] as const;
  const ports = Object.fromEntries(
    await Promise.all(names.map(async (name) => [name, await findFreePort()] as const)),
  ) as Record<(typeof names)[number], number>;
  await writeFile(
    join(folder, 'ballast.yaml'),
    strategyText(
      ports,
      targets.map(({ host }) => host),
    ),
  );
  const generated = await runBallast(['generate', '--dbless', '--only', 'kong'], { cwd: folder });
  if (generated.code !== 0) throw new Error(generated.stderr);
  const commands: RunningCommand[] = [];
  commands.push(
    await startBallast(
      [
        'gateway',
        '--json',
        '--config=generated/kong/kong.yaml',
        `--proxy=127.0.0.1:${ports.proxy}`,
        `--admin=127.0.0.1:${ports.admin}`,
      ],
      { cwd: folder },
    ),
    await startBallast(['run', '--json', '--state=state.sqlite'], { cwd: folder }),
  );
  const prometheus = await startPrometheus(folder, ports);
  const traffic = startTraffic(`http://127.0.0.1:${ports.proxy}/products`);
  return {
    count: (expr) => countSeries(`http://127.0.0.1:${ports.prometheus}`, expr),
    async stop() {
      clearInterval(traffic);
      prometheus.kill('SIGTERM');
      await Promise.all(commands.map((command) => command.stop()));
      await Promise.all(targets.map(({ server }) => closeServer(server)));
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function startTarget(): Promise<{ server: Server; host: string }> {
  const server = createServer((_incoming, response) => void response.end('ok'));
  return { server, host: new URL(await listen(server)).host };
}

function strategyText(ports: Record<string, number>, hosts: readonly string[]): string {
  const url = (name: string) => `'http://127.0.0.1:${ports[name]}'`;
  return `version: 1
name: ${STACK.strategy}
objective: { availability: 99.9%, window: 30d, latency: { p99: 300ms } }
regions: { west: { priority: 0 }, north: { priority: 1 } }
gateways:
  kong: { region: west, admin: ${url('admin')}, proxy: ${url('proxy')}, loopback: ${url('proxy')} }
telemetry:
  logs: { listen: '127.0.0.1:${ports['logs']}' }
  metrics: { listen: '127.0.0.1:${ports['metrics']}' }
mode: act
services:
  ${STACK.service}:
    routes: [{ paths: [/products] }]
    health: { path: /health }
    targets:
      west: { hosts: ['${hosts[0]}'], capacity: 200rps }
      north: { hosts: ['${hosts[1]}'], capacity: 200rps }
    failover: { mode: active-passive, standbyShare: 20% }
`;
}

/** With the labels that the generated scrape configuration puts on. */
async function startPrometheus(
  folder: string,
  ports: Record<string, number>,
): Promise<ChildProcess> {
  const file = join(folder, 'prometheus.yml');
  await writeFile(
    file,
    `global: { scrape_interval: 1s, scrape_timeout: 1s }
scrape_configs:
  - job_name: kong
    static_configs:
      - { targets: ['127.0.0.1:${ports['admin']}'], labels: { gateway: kong, region: west } }
  - job_name: ballast
    static_configs: [{ targets: ['127.0.0.1:${ports['metrics']}'] }]
`,
  );
  return spawn(
    'prometheus',
    [
      `--config.file=${file}`,
      `--storage.tsdb.path=${join(folder, 'tsdb')}`,
      `--web.listen-address=127.0.0.1:${ports['prometheus']}`,
      '--log.level=error',
    ],
    { stdio: 'ignore' },
  );
}

function startTraffic(url: string): NodeJS.Timeout {
  return setInterval(() => {
    fetch(url, { signal: AbortSignal.timeout(5_000) })
      .then((answer) => answer.arrayBuffer())
      .catch(() => undefined);
  }, 100);
}

async function countSeries(base: string, expr: string): Promise<number> {
  const url = `${base}/api/v1/query?query=${encodeURIComponent(expr)}`;
  const answer = await fetch(url, { signal: AbortSignal.timeout(10_000) }).catch(() => null);
  if (answer === null) return 0;
  const body = (await answer.json()) as {
    status: string;
    error?: string;
    data?: { result: unknown[] };
  };
  if (body.status !== 'success') throw new Error(`${expr}: ${body.error}`);
  return body.data?.result.length ?? 0;
}
