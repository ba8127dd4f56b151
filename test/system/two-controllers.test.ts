/**
 * G7 with real processes: of two controllers on one state file exactly one writes; when it is killed
 * the other takes over when its lease has ended.
 */

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Child, startBallast } from '../../src/demo/child.ts';
import { findFreePort } from '../../src/demo/ports.ts';
import { PRIMARY, STANDBY } from './support/regions.ts';
import { startStage, type Stage } from './support/stage.ts';
import { waitFor } from './support/wait.ts';

let stage: Stage;
let leader: Child;
let follower: Child;
beforeAll(async () => {
  stage = await startStage({ hold: '60s' });
  leader = await stage.startController();
  follower = await startSecond();
  await stage.journal.waitForEvent('not-leading');
}, 60_000);
afterAll(async () => {
  await follower?.stop();
  await stage?.close();
}, 30_000);

test('only the leader writes', async () => {
  const before = (await stage.journal.snapshot())?.leader?.token;
  await stage.regions.breakAll(PRIMARY, { reachability: 'refuse' });
  await waitFor('the evacuation', async () => (await stage.kong.shareOf(STANDBY)) > 0.99);
  const snapshot = await stage.journal.snapshot();
  expect(snapshot?.leader?.token).toBe(before);
  expect(await stage.journal.events('region-evacuated')).toHaveLength(1);
  const targets = stage.tap.writes.map(({ path }) => path);
  expect(new Set(targets).size).toBe(targets.length);
}, 40_000);

test('when the leader is killed the other takes over, from where it was', async () => {
  const before = await stage.journal.snapshot();
  const phase = await stage.journal.region(PRIMARY);
  const writes = stage.tap.writes.length;
  await leader.kill();
  const killedAtMs = Date.now();
  await stage.journal.waitForEvent('leading');
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

/** On the same state file; only the port for logs differs. */
async function startSecond(): Promise<Child> {
  const logsPort = await findFreePort();
  const text = stage.strategy.replace(/(logs:.*127\.0\.0\.1:)\d+/, `$1${logsPort}`);
  expect(text).not.toBe(stage.strategy);
  const file = join(stage.folder, 'second.yaml');
  await writeFile(file, text);
  return startBallast(['-s', file, 'run', '--state', join(stage.folder, 'state.sqlite')]);
}
