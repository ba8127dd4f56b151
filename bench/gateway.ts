/**
 * Requests per second through the embedded gateway on one core, keep-alive, and how that compares to
 * nginx in front of the same target (when nginx is installed).
 *
 *     node bench/gateway.ts [--seconds 10] [--connections 32]
 *
 * The gateway (or nginx) has a core of its own where `taskset` exists; target and client share another.
 * On a busy machine read the second column, requests per second of processor time.
 */

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';

import autocannon from 'autocannon';

import { type Child, cpuSeconds, startChild, startNode } from './child.ts';

const NGINX = 'nginx';
const PROXY_CORE = 0;
const OTHER_CORE = 1;
const REQUIRED_PER_SECOND = 5_000;

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '10' },
    connections: { type: 'string', default: '32' },
    json: { type: 'boolean', default: false },
  },
});

const parts = path.join(import.meta.dirname, 'gateway-parts.ts');
const target = await startNode([parts, 'target'], OTHER_CORE);
const children: Child[] = [target];
try {
  const gateway = await startNode([parts, 'gateway', target.line], PROXY_CORE);
  children.push(gateway);
  const direct = await measure(Number(target.line), target.pid);
  const ours = await measure(Number(gateway.line), gateway.pid);
  const nginx = await measureNginx(Number(target.line));
  report({ direct, ours, nginx });
  process.exitCode = ours.perSecond >= REQUIRED_PER_SECOND && ours.failed === 0 ? 0 : 1;
} finally {
  for (const child of children) child.stop();
}

interface Measured {
  readonly perSecond: number;
  /** Requests per second of processor time: what a free core would carry. */
  readonly perCpuSecond: number | null;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly failed: number;
}

async function measure(port: number, pid: number): Promise<Measured> {
  const url = `http://127.0.0.1:${port}/`;
  const connections = Number(values.connections);
  await autocannon({ url, connections, duration: 2 });
  const before = cpuSeconds(pid);
  const result = await autocannon({ url, connections, duration: Number(values.seconds) });
  const used = (cpuSeconds(pid) ?? 0) - (before ?? 0);
  return {
    perCpuSecond: used > 0 ? Math.round(result.requests.total / used) : null,
    perSecond: Math.round(result.requests.average),
    p50Ms: result.latency.p50,
    p99Ms: result.latency.p99,
    failed: result.errors + result.timeouts + result.non2xx,
  };
}

async function measureNginx(targetPort: number): Promise<Measured | null> {
  if (spawnSync(NGINX, ['-v']).error !== undefined) return null;
  const folder = mkdtempSync(path.join(tmpdir(), 'ballast-bench-'));
  const port = await freePort();
  writeFileSync(path.join(folder, 'nginx.conf'), nginxConfig(folder, { port, targetPort }));
  const command = `echo ready; exec nginx -e ${folder}/error.log -p ${folder} -c ${folder}/nginx.conf`;
  const nginx = await startChild(['sh', '-c', command], PROXY_CORE);
  try {
    await listening(port);
    return await measure(port, nginx.pid);
  } finally {
    nginx.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

function nginxConfig(folder: string, ports: { port: number; targetPort: number }): string {
  return `
daemon off; worker_processes 1; pid ${folder}/pid; error_log ${folder}/error.log;
events { worker_connections 1024; }
http {
  access_log off; keepalive_requests 10000000;
  client_body_temp_path ${folder}; proxy_temp_path ${folder};
  fastcgi_temp_path ${folder}; uwsgi_temp_path ${folder}; scgi_temp_path ${folder};
  upstream target { server 127.0.0.1:${ports.targetPort}; keepalive 512; }
  server {
    listen 127.0.0.1:${ports.port};
    location / {
      proxy_pass http://target; proxy_http_version 1.1;
      proxy_set_header Connection ""; proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
    }
  }
}
`;
}

function report(measured: { direct: Measured; ours: Measured; nginx: Measured | null }): void {
  const { ours, nginx } = measured;
  const ratio = nginx === null ? null : ours.perSecond / nginx.perSecond;
  if (values.json) {
    console.log(JSON.stringify({ ...measured, ratioToNginx: ratio }));
    return;
  }
  const line = (name: string, one: Measured) =>
    console.log(
      `${name.padEnd(18)} ${String(one.perSecond).padStart(7)} requests/s  ` +
        `${String(one.perCpuSecond ?? '-').padStart(7)} per CPU second  ` +
        `p50 ${one.p50Ms} ms  p99 ${one.p99Ms} ms  ${one.failed} failed`,
    );
  line('target alone', measured.direct);
  line('embedded gateway', ours);
  if (nginx === null || ratio === null) {
    console.log('nginx is not installed, so there is no ratio to it');
    return;
  }
  line('nginx, 1 worker', nginx);
  console.log(`ratio to nginx     ${ratio.toFixed(2)}`);
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = net.createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}

/** Resolves when something listens; nginx takes a moment. */
async function listening(port: number): Promise<void> {
  for (let turn = 0; turn < 100; turn += 1) {
    const isOpen = await new Promise<boolean>((resolve) => {
      const socket = net.connect(port, '127.0.0.1', () => {
        socket.destroy();
        resolve(true);
      });
      socket.on('error', () => resolve(false));
    });
    if (isOpen) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('nginx did not start');
}
