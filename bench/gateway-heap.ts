/**
 * The embedded gateway's heap over a million requests: after each 100,000 the garbage is collected
 * and what is left is printed, then the slope. A flat heap is the point.
 *
 *     node --expose-gc bench/gateway-heap.ts [--requests 1000000]
 *
 * Target and client are a child process, so that their heap does not count. Plugins are as Ballast
 * generates them: http-log with a batch queue to a receiver that takes everything, and prometheus.
 */

import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';

import { startGateway } from '../src/gateway/index.ts';

const STEPS = 10;
/** Growth per million requests that counts as flat, bytes: a few buffers of the runtime. */
const FLAT_BYTES = 2 * 1024 * 1024;

const { values } = parseArgs({ options: { requests: { type: 'string', default: '1000000' } } });
const collect = globalThis.gc;
if (collect === undefined) throw new Error('run it with node --expose-gc');

const parts = new URL('gateway-parts.ts', import.meta.url).pathname;
const child = spawn(process.execPath, [parts, 'load'], { stdio: ['pipe', 'pipe', 'inherit'] });
const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
const [targetPort, sinkPort] = (await nextLine()).split(' ');
const gateway = await startGateway({
  proxy: '127.0.0.1:0',
  admin: '127.0.0.1:0',
  config: configText(Number(targetPort), Number(sinkPort)),
  seed: 1,
});
try {
  const perStep = Math.ceil(Number(values.requests) / STEPS);
  await load(Math.min(perStep, 50_000));
  const heaps: number[] = [];
  for (let step = 0; step <= STEPS; step += 1) {
    if (step > 0) await load(perStep);
    heaps.push(heapAfterCollection(collect));
    console.log(`${String(step * perStep).padStart(9)} requests  ${megabytes(heaps.at(-1) ?? 0)}`);
  }
  // The first tenth still fills caches and compiles code.
  const growth = slope(heaps.slice(1)) * (1_000_000 / perStep);
  console.log(`slope ${megabytes(growth)} per million requests`);
  process.exitCode = growth < FLAT_BYTES ? 0 : 1;
} finally {
  child.stdin.end();
  await gateway.close();
}

async function load(requests: number): Promise<void> {
  child.stdin.write(`${gateway.proxyPort} ${requests}\n`);
  const line = await nextLine();
  if (line !== 'done 0') throw new Error(`requests failed: ${line}`);
}

async function nextLine(): Promise<string> {
  const next = await lines.next();
  if (next.done === true) throw new Error('the load process ended');
  return next.value;
}

function heapAfterCollection(gc: NodeJS.GCFunction): number {
  gc();
  gc();
  return process.memoryUsage().heapUsed;
}

/** Least squares, per step. */
function slope(values: readonly number[]): number {
  const middle = (values.length - 1) / 2;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  let above = 0;
  let below = 0;
  for (const [index, value] of values.entries()) {
    above += (index - middle) * (value - mean);
    below += (index - middle) ** 2;
  }
  return above / below;
}

function megabytes(bytes: number): string {
  return `${(bytes / 1024 / 1024).toFixed(2)} MiB`;
}

function configText(target: number, sink: number): string {
  const queue = { max_batch_size: 200, max_coalescing_delay: 0.1, max_bytes: 4_000_000 };
  return JSON.stringify({
    _format_version: '3.0',
    services: [{ name: 'bench', host: 'bench', routes: [{ name: 'bench', paths: ['/'] }] }],
    upstreams: [
      {
        name: 'bench',
        targets: [{ target: `127.0.0.1:${target}`, weight: 100 }],
        healthchecks: {
          active: { healthy: { interval: 1, successes: 1 }, unhealthy: { interval: 1 } },
          passive: { healthy: { successes: 1 }, unhealthy: { http_failures: 5 } },
        },
      },
    ],
    plugins: [
      { name: 'http-log', config: { http_endpoint: `http://127.0.0.1:${sink}/`, queue } },
      { name: 'prometheus', config: { status_code_metrics: true, latency_metrics: true } },
    ],
  });
}
