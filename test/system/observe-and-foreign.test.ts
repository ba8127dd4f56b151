/**
 * Who may write: in mode observe Ballast tells and writes nothing, `enable` lets it act at once, and
 * what somebody else wrote is reported and left alone until a person says otherwise.
 */

import { afterAll, beforeAll, expect, test } from 'vitest';
import { PRIMARY, STANDBY } from './support/regions.ts';
import { startStage, type Stage } from './support/stage.ts';
import { startTraffic, type Traffic } from './support/traffic.ts';
import { waitFor } from './support/wait.ts';

let stage: Stage;
let traffic: Traffic;
beforeAll(async () => {
  stage = await startStage({ mode: 'observe' });
  await stage.startController();
  traffic = startTraffic({ proxyUrl: stage.proxyUrl, ratePerSecond: 30 });
}, 60_000);
afterAll(async () => {
  await traffic?.abandon();
  await stage?.close();
}, 30_000);

test('in mode observe it tells what it would write, and writes nothing', async () => {
  await waitFor('traffic', () => traffic.records.length > 60);
  const before = await stage.kong.weights();
  await stage.regions.breakAll(PRIMARY, { reachability: 'refuse' });
  const told = await stage.journal.waitForEvent('would-write');
  const [evacuated] = await stage.journal.events('region-evacuated');
  expect(told.evidence).toMatchObject({ because: 'observe', reason: evacuated?.message });
  expect(told.message).toContain('ballast enable');
  expect(await stage.kong.weights()).toEqual(before);
  expect(stage.tap.writes).toEqual([]);
}, 40_000);

test('told to act, it writes what it told', async () => {
  const { code } = await stage.ballast('enable', '--state', 'state.sqlite');
  expect(code).toBe(0);
  await stage.journal.waitForEvent('weights-written');
  expect(await stage.kong.shareOf(STANDBY)).toBeGreaterThan(0.99);
  const changes = await stage.journal.events('mode-changed');
  expect(changes.at(-1)?.evidence).toMatchObject({ mode: 'act' });
}, 40_000);

test('a weight that a person wrote is reported and not fought', async () => {
  const [target = ''] = stage.regions.addressesOf(STANDBY);
  await stage.kong.write(target, 77);
  const writes = stage.tap.writes.length;
  const reported = await stage.journal.waitForEvent('foreign-write');
  expect(reported.evidence).toMatchObject({ foreign: [{ target, found: 77 }] });
  await stage.regions.heal(PRIMARY);
  const told = await stage.journal.waitForEvent('would-write', { skip: 1 });
  expect(told.evidence).toMatchObject({ because: 'foreign' });
  expect((await stage.kong.weights())[target]).toBe(77);
  expect(stage.tap.writes).toHaveLength(writes);
  const status = await stage.ballast('status', '--json', '--state', 'state.sqlite');
  const { findings } = JSON.parse(status.stdout) as { findings: string[] };
  expect(findings.join('\n')).toContain('was written by somebody else');
}, 40_000);

test('told to act again, it takes the weights over', async () => {
  const { code } = await stage.ballast('enable', '--state', 'state.sqlite');
  expect(code).toBe(0);
  const [target = ''] = stage.regions.addressesOf(STANDBY);
  await waitFor('its own weight', async () => (await stage.kong.weights())[target] !== 77, {
    context: () => stage.journal.tail(),
  });
}, 40_000);
