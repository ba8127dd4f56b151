/**
 * G7 with real processes: of two controllers on one store exactly one writes; when it sleeps or is
 * killed the other takes over when its lease has ended. On PostgreSQL where this machine has it, else
 * on a file.
 */

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Child, startBallast } from '../../src/demo/child.ts';
import { findFreePort } from '../../src/demo/ports.ts';
import { findPostgres, PASSWORD, startPostgres, type Postgres } from '../support/postgres.ts';
import { PRIMARY, STANDBY } from './support/regions.ts';
import { startStage, type Stage } from './support/stage.ts';
import { waitFor } from './support/wait.ts';

let postgres: Postgres | null = null;
let stage: Stage;
let leader: Child;
let follower: Child;
/** Of the API of the one that leads first. */
let apiUrl = '';
beforeAll(async () => {
  postgres = findPostgres() === null ? null : await startPostgres();
  stage = await startStage({ hold: '60s', state: postgres?.address ?? null });
  const listen = `127.0.0.1:${await findFreePort()}`;
  apiUrl = `http://${listen}/`;
  leader = await stage.startController('--api', listen, '--insecure-loopback');
  follower = await startSecond();
  await stage.journal.waitForEvent('not-leading');
}, 60_000);
afterAll(async () => {
  await follower?.stop();
  await stage?.close();
  await postgres?.close();
}, 30_000);

test('a leader that sleeps is followed by the other, and writes nothing when it wakes', async () => {
  const before = (await stage.journal.snapshot())?.leader;
  process.kill(leader.pid, 'SIGSTOP');
  const stoppedAtMs = Date.now();
  await stage.journal.waitForEvent('leading');
  expect(Date.now() - stoppedAtMs).toBeGreaterThan(2_000);
  await stage.regions.breakAll(PRIMARY, { reachability: 'refuse' });
  await waitFor('the evacuation', async () => (await stage.kong.shareOf(STANDBY)) > 0.99);
  const writes = stage.tap.writes.length;
  const events = await stage.journal.events();
  // It wakes in a world that it remembers as healthy.
  process.kill(leader.pid, 'SIGCONT');
  await stage.journal.waitForEvent('lease-lost');
  await sleep(2_000);
  const added = (await stage.journal.events()).slice(events.length);
  expect(added.map(({ kind }) => kind)).toContain('lease-lost');
  expect(added.filter(({ kind }) => kind.startsWith('region-'))).toEqual([]);
  expect(stage.tap.writes).toHaveLength(writes);
  const targets = stage.tap.writes.map(({ path }) => path);
  expect(new Set(targets).size).toBe(targets.length);
  const now = (await stage.journal.snapshot())?.leader;
  expect(now?.holder).not.toBe(before?.holder);
  expect(now?.token).toBe((before?.token ?? 0) + 1);
}, 60_000);

test('a lever that is set at the one is obeyed by the other', async () => {
  const set = ['freeze', '--reason', 'test', '--for', '10m', '--yes', '--api', apiUrl];
  expect(await stage.ballast(...set)).toMatchObject({ code: 0 });
  await waitFor('the leader to obey', async () => {
    const { overrides = [] } = (await stage.journal.snapshot()) ?? {};
    return overrides.some(({ reason }) => reason === 'test');
  });
  const listed = await stage.ballast('overrides', '--state', stage.state);
  expect(listed.stdout).toContain('test');
  expect(`${listed.stdout}${listed.stderr}`).not.toContain(PASSWORD);
}, 40_000);

test('when the leader is killed the other takes over, from where it was', async () => {
  const before = await stage.journal.snapshot();
  const phase = await stage.journal.region(PRIMARY);
  const writes = stage.tap.writes.length;
  await follower.kill();
  const killedAtMs = Date.now();
  await stage.journal.waitForEvent('leading', { skip: 1 });
  const took = Date.now() - killedAtMs;
  await waitFor('its first tick', async () => {
    const leads = (await stage.journal.snapshot())?.leader;
    return leads !== undefined && leads?.token !== before?.leader?.token;
  });
  expect(took).toBeGreaterThan(2_000);
  const after = await stage.journal.region(PRIMARY);
  expect(after?.phase).toBe(phase?.phase);
  expect(after?.holdUntilMs).toBe(phase?.holdUntilMs);
  expect(stage.tap.writes).toHaveLength(writes);
}, 40_000);

/** On the same store; only the port for logs differs. */
async function startSecond(): Promise<Child> {
  const logsPort = await findFreePort();
  const text = stage.strategy.replace(/(logs:.*127\.0\.0\.1:)\d+/, `$1${logsPort}`);
  expect(text).not.toBe(stage.strategy);
  const file = join(stage.folder, 'second.yaml');
  await writeFile(file, text);
  return startBallast(['-s', file, 'run', '--state', stage.state]);
}
