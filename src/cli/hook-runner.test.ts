import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import type { HookAction } from '../model/hook.ts';
import { createHookRunner } from './hook-runner.ts';

const runner = createHookRunner();
const { signal } = new AbortController();
const action = (call: string, timeoutMs = 5_000): HookAction => ({
  id: 'product/west/failover/before/1',
  stage: 'before',
  move: 'failover',
  upstream: 'product',
  region: 'west',
  call,
  timeoutMs,
});

test('a command is told what moves, and its exit code is the result', async () => {
  const good = await runner.run(
    action('test "$BALLAST_MOVE/$BALLAST_REGION" = failover/west'),
    signal,
  );
  expect(good).toMatchObject({ ok: true, detail: 'exit code 0' });
  const bad = await runner.run(action('echo no database >&2; exit 3'), signal);
  expect(bad).toMatchObject({ ok: false, detail: 'exit code 3: no database' });
});

test('a command that does not end in time has failed', async () => {
  expect(await runner.run(action('sleep 5', 50), signal)).toMatchObject({ ok: false });
});

test('a URL is posted to; a status of 200 to 299 is success', async () => {
  const bodies: unknown[] = [];
  let status = 204;
  const server = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk: Buffer) => (text += chunk.toString()));
    request.on('end', () => {
      bodies.push(JSON.parse(text));
      response.writeHead(status).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const call = `http://127.0.0.1:${port}/promote`;
  expect(await runner.run(action(call), signal)).toMatchObject({ ok: true, detail: 'status 204' });
  status = 500;
  expect(await runner.run(action(call), signal)).toMatchObject({ ok: false, detail: 'status 500' });
  expect(bodies[0]).toMatchObject({ stage: 'before', move: 'failover', region: 'west' });
  await new Promise((resolve) => server.close(resolve));
  expect(await runner.run(action(call), signal)).toMatchObject({ ok: false });
});
