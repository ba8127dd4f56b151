/** A running controller keeps what Kong's log tells, and the commands tell it afterwards. */

import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { runBallast, temporaryFolder } from '../support/run-ballast.ts';
import { startBallast } from '../support/start-ballast.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
const run = (...args: string[]) => runBallast(args, { cwd: folder.path });
const STATE = ['--state', 'state.sqlite'];

beforeAll(async () => {
  folder = await temporaryFolder();
});
afterAll(async () => {
  await folder.remove();
});

/** As Kong's http-log plugin sends it (test/fixtures/kong/telemetry). */
function logEntry(status: number) {
  return {
    service: { name: 'productAPI', host: 'productapi-upstream' },
    response: { status },
    upstream_status: String(status),
    tries: [{ ip: '127.0.0.1', port: 9 }],
    latencies: { request: 12, proxy: 11, kong: 1 },
    started_at: Date.now(),
  };
}

test('traffic that Kong logged is in the export, the post-mortem and the live view', async () => {
  const targets = ['productAPI@eu-west=127.0.0.1:9', 'productAPI@eu-north=127.0.0.2:9'];
  const gateway = ['--gateway', 'http://127.0.0.1:9'];
  const init = await run('init', '-y', ...gateway, ...targets.flatMap((one) => ['--target', one]));
  expect(init.code).toBe(0);
  const strategy = join(folder.path, 'ballast.yaml');
  const text = await readFile(strategy, 'utf8');
  // In one level, so that the log names the targets themselves.
  const flat = text.replace(/^version: 1$/m, 'version: 1\nlayout: flat');
  await writeFile(strategy, flat.replace('127.0.0.1:9911', `127.0.0.1:${await freePort()}`));
  const args = ['run', '--json', '--no-metrics', '--no-api', ...STATE];
  const controller = await startBallast(args, { cwd: folder.path });
  const { logUrl } = (controller.ready as { ready: { logUrl: string } }).ready;
  const entries = Array.from({ length: 40 }, (_, n) => logEntry(n < 10 ? 500 : 200));
  const sent = await fetch(logUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(entries),
  });
  expect(sent.ok).toBe(true);
  await statusThere();
  expect((await controller.stop()).code).toBe(0);

  const samples = await run('journal', 'export', '--since', '1h', '--what', 'samples', ...STATE);
  const found = samples.stdout.trimEnd().split('\n').map(servicesOf).flat();
  expect(found.reduce((sum, { requests }) => sum + requests, 0)).toBe(40);
  expect(found.reduce((sum, { failed }) => sum + failed, 0)).toBe(10);

  const report = await run('post-mortem', '--since', '1h', ...STATE);
  expect(report.stdout).toMatch(/\*\*productAPI\*\*: 10\u2009² of 40\u2009¹ requests were lost/);
  expect(report.stdout).toMatch(/answered with an error +\| +10/);
  expect(report.stdout).toContain('services.productAPI.failback.hold');

  const tail = await run('journal', 'tail', ...STATE);
  expect(tail.stdout).toMatch(/#1 {2}controller-started/);
  const explained = await run('explain', '1', ...STATE);
  expect(explained.stdout).toContain('Event 1');

  const top = await run('top', ...STATE);
  expect(top.stdout).toContain('SERVICE');
  expect(top.stdout).not.toContain('\u001B[');
  expect(top.code).toBe(1);
}, 120_000);

/** The first tick has been saved, so this controller leads. */
async function statusThere(): Promise<void> {
  for (let attempt = 0; attempt < 30; attempt += 1) {
    const { stdout } = await run('status', '--json', ...STATE);
    if (stdout !== '') return;
  }
}

function servicesOf(line: string): readonly { requests: number; failed: number }[] {
  return (JSON.parse(line) as { services: { requests: number; failed: number }[] }).services;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' ? (address?.port ?? 0) : 0));
    });
  });
}
