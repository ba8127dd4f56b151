/**
 * SIGKILL at any point of a story: traffic does not notice, and the controller that is started
 * again goes on from its state file without a move that the story does not ask for.
 */

import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Child } from '../../src/demo/child.ts';
import type { AdminWrite } from './support/admin-tap.ts';
import { PRIMARY, STANDBY, type RegionName } from './support/regions.ts';
import { startStage, type Stage } from './support/stage.ts';
import { startTraffic, type Traffic } from './support/traffic.ts';
import { waitFor } from './support/wait.ts';

let stage: Stage;
let controller: Child;
let traffic: Traffic;
beforeAll(async () => {
  stage = await startStage({ hold: '8s', minDwell: '5s' });
  controller = await stage.startController();
  traffic = startTraffic({ proxyUrl: stage.proxyUrl, ratePerSecond: 30 });
}, 60_000);
afterAll(async () => {
  await traffic?.abandon();
  await stage?.close();
}, 30_000);

test('killed in peace and started again, it writes nothing', async () => {
  await waitFor('traffic', () => traffic.records.length > 60);
  await killAndRestart();
  await ticks(3);
  expect(stage.tap.writes).toEqual([]);
  expect(traffic.lost()).toEqual([]);
}, 40_000);

test('killed between two writes of an evacuation, it completes its own batch', async () => {
  const held = stage.tap.holdAfter(1);
  await stage.regions.breakAll(PRIMARY, { reachability: 'black-hole' });
  await held;
  await controller.kill();
  expect(stage.tap.writes.map(targetOf)).toEqual([expect.toSatisfy(isAt(STANDBY))]);
  expect(await stage.kong.shareOf(PRIMARY)).toBeGreaterThan(0.01);
  stage.tap.letPass();
  controller = await stage.startController();
  await waitFor('the rest of the batch', async () => (await stage.kong.shareOf(STANDBY)) > 0.99);
  expect(await stage.journal.events('foreign-write')).toEqual([]);
  expect(await stage.journal.events('region-evacuated')).toHaveLength(1);
  expect(traffic.lost()).toEqual([]);
}, 40_000);

test('killed during the hold, it keeps the end of the hold', async () => {
  const before = await stage.journal.region(PRIMARY);
  const writes = stage.tap.writes.length;
  await killAndRestart();
  await ticks(2);
  const after = await stage.journal.region(PRIMARY);
  expect(after?.holdUntilMs).toBe(before?.holdUntilMs);
  expect(after?.phase).toMatch(/evacuated|probing/);
  expect(stage.tap.writes).toHaveLength(writes);
}, 40_000);

test('killed in a step of the return, it goes on from that step', async () => {
  await stage.regions.heal(PRIMARY);
  await stage.journal.waitForEvent('failback-step');
  // Receivers are raised first: the share is that of the step when all of its batch is written.
  await waitFor('the first step in Kong', async () => (await stage.kong.shareOf(PRIMARY)) > 0.195);
  const writes = stage.tap.writes.length;
  const before = await stage.kong.weights();
  await controller.kill();
  expect(await stage.kong.weights()).toEqual(before);
  controller = await stage.startController();
  await stage.journal.waitForEvent('failback-step', { skip: 1 });
  const shares = (await stage.journal.events('failback-step')).map(
    ({ evidence }) => evidence['shareRatio'],
  );
  expect(shares.slice(0, 2)).toEqual([0.2, 0.6]);
  const toPrimary = stage.tap.writes
    .slice(writes)
    .filter((write) => isAt(PRIMARY)(targetOf(write)));
  const lowered = toPrimary.filter((write) => weightOf(write) < (before[targetOf(write)] ?? 0));
  expect(lowered).toEqual([]);
  expect(await stage.journal.events('failback-aborted')).toEqual([]);
}, 40_000);

test('nobody noticed any of it', async () => {
  await traffic.finish();
  expect(traffic.lost()).toEqual([]);
}, 20_000);

async function killAndRestart(): Promise<void> {
  await controller.kill();
  controller = await stage.startController();
}

/** Waits until the controller has ticked this often. */
async function ticks(count: number): Promise<void> {
  const startMs = (await stage.journal.snapshot())?.atMs ?? 0;
  const look = async () => {
    const snapshot = await stage.journal.snapshot();
    return snapshot !== null && snapshot.atMs >= startMs + count * snapshot.tickMs;
  };
  await waitFor(`${count} ticks`, look, { context: () => stage.journal.tail() });
}

function isAt(region: RegionName): (target: string) => boolean {
  return (target) => stage.regions.addressesOf(region).includes(target);
}

function targetOf({ path }: AdminWrite): string {
  return decodeURIComponent(path.split('/').at(-1) ?? '');
}

function weightOf({ body }: AdminWrite): number {
  return (JSON.parse(body) as { weight: number }).weight;
}
