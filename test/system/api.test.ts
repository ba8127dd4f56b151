/**
 * The API of a real `ballast run` beside a gateway on sockets: the controller goes on without it and
 * under attack, and a person steers through it. That no secret comes out: canaries.test.ts.
 */

import { appendFile } from 'node:fs/promises';
import { createServer, connect, type Server } from 'node:net';
import { join } from 'node:path';

import { afterAll, beforeAll, expect, test } from 'vitest';

import type { Child } from '../../src/demo/child.ts';
import { findFreePort } from '../../src/demo/ports.ts';
import { createRemoteOperations, type RemoteOperations } from '../../src/operations/remote.ts';
import { startStage, type Stage } from './support/stage.ts';
import { waitFor } from './support/wait.ts';

const nobody = { name: 'nobody', role: 'viewer', via: 'api' } as const;

let stage: Stage;
let controller: Child;
let port = 0;
let token = '';
let remote: RemoteOperations;

beforeAll(async () => {
  stage = await startStage({ mode: 'observe' });
  port = await findFreePort();
  await appendFile(
    join(stage.folder, 'ballast.yaml'),
    ['api:', `  tokensFile: '${join(stage.folder, 'tokens.json')}'`, ''].join('\n'),
  );
  const made = await stage.ballast('token', 'create', 'alice', '--role', 'admin');
  token = made.stdout.trim();
  remote = createRemoteOperations({ url: `http://127.0.0.1:${port}`, token });
}, 120_000);
afterAll(async () => {
  await remote?.close();
  await stage?.close();
}, 30_000);

test('an address that is taken is told with the fix, and the controller steers on', async () => {
  const blocker = await listenOn(port);
  controller = await stage.startController('--api', `127.0.0.1:${port}`);
  await stage.journal.waitForEvent('controller-started');
  await waitFor('the warning', () => controller.tail().includes('No API and no dashboard'));
  expect(controller.tail()).toContain('--api');
  expect(controller.hasEnded()).toBe(false);
  await controller.stop();
  await new Promise((resolve) => blocker.close(resolve));
}, 90_000);

test('a person sees and steers through it, with the token of `ballast token`', async () => {
  controller = await stage.startController('--api', `127.0.0.1:${port}`);
  await waitFor('the API', async () => (await healthy()) === true);
  expect(await remote.whoAmI()).toEqual({ name: 'alice', role: 'admin' });
  const { snapshot, running } = await remote.status.status();
  expect({ running, strategy: snapshot.strategy }).toEqual({
    running: true,
    strategy: 'system-test',
  });
  const set = await remote.levers.set(nobody, {
    lever: { kind: 'freeze' },
    services: null,
    reason: 'planned work',
    forMs: 600_000,
    force: false,
  });
  expect(set.by).toBe('alice');
  const told = await stage.journal.waitForEvent('override-set');
  expect(told.message).toContain('alice');
  const audit = await remote.journal.audit(nobody, { limit: 10 });
  expect(audit.map(({ entry }) => entry)).toMatchObject([{ by: 'alice', via: 'api' }]);
  await remote.levers.end(nobody, { id: set.id, reason: 'done with it' });
  await stage.journal.waitForEvent('override-ended');
}, 90_000);

test('whoever hammers it does not stop the controller', async () => {
  const before = (await remote.status.status()).snapshot.atMs;
  for (let round = 0; round < 10; round += 1) {
    await Promise.all(Array.from({ length: 20 }, (_, index) => abuse(index)));
  }
  await waitFor('ticks', async () => (await remote.status.status()).snapshot.atMs > before + 2_000);
  expect(controller.hasEnded()).toBe(false);
  expect(await healthy()).toBe(true);
}, 90_000);

test('a revoked token is out within seconds', async () => {
  expect((await stage.ballast('token', 'revoke', 'alice')).code).toBe(0);
  const url = `http://127.0.0.1:${port}/v1/me`;
  const headers = { authorization: `Bearer ${token}` };
  const last = await waitFor('the end of it', async () => {
    const { status } = await fetch(url, { headers });
    return status === 200 ? null : status;
  });
  // The second is for an address that has been refused often within the minute, as above.
  expect([401, 429]).toContain(last);
}, 90_000);

async function healthy(): Promise<boolean> {
  try {
    const answer = await fetch(`http://127.0.0.1:${port}/health`);
    return ((await answer.json()) as { status: string }).status === 'healthy';
  } catch {
    return false;
  }
}

/** A socket with something else than HTTP, cut off in the middle, or a stream that is left. */
function abuse(index: number): Promise<void> {
  const texts = [
    'GARBAGE\r\n\r\n',
    `GET /v1/stream HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${token}\r\n\r\n`,
    'POST /v1/overrides HTTP/1.1\r\nhost: x\r\ncontent-length: 1000000\r\n\r\n{',
    'GET / HTTP/1.1\r\nhost: x\r\n',
    `GET /${'a'.repeat(20_000)} HTTP/1.1\r\nhost: x\r\n\r\n`,
  ];
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.write(texts[index % texts.length] ?? '');
      setTimeout(() => socket.destroy(), 20);
    });
    socket.on('error', () => null).on('close', () => resolve());
  });
}

async function listenOn(taken: number): Promise<Server> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(taken, '127.0.0.1', resolve));
  return server;
}
