/**
 * The two-level layout as a user runs it: Kong alone survives the loss of a region (G1); a controller
 * moves regions by two writes, is killed between them and completes its own batch; the region
 * returns. Traffic notices nothing.
 */

import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Child } from '../../src/demo/child.ts';
import { PRIMARY, STANDBY } from './support/regions.ts';
import { startStage, type Stage } from './support/stage.ts';
import { shareOf, startTraffic, type Traffic } from './support/traffic.ts';
import { waitFor } from './support/wait.ts';

let stage: Stage;
let controller: Child;
let traffic: Traffic;
beforeAll(async () => {
  stage = await startStage({ layout: 'two-level' });
  traffic = startTraffic({ proxyUrl: stage.proxyUrl, ratePerSecond: 40 });
}, 60_000);
afterAll(async () => {
  await traffic?.abandon();
  await stage?.close();
}, 30_000);

/** A handful, of some 400 requests in the fault. */
const HANDFUL = 8;

test('without a controller the last resorts serve while a region is gone, and few are lost', async () => {
  await waitFor('traffic', () => traffic.records.length > 60);
  expect(shareOf(traffic.records, PRIMARY)).toBeGreaterThan(0.9);
  const faultMs = traffic.nowMs();
  await stage.regions.breakAll(PRIMARY, { reachability: 'refuse' });
  await waitFor('the standby serves', () => {
    const recent = traffic.between(traffic.nowMs() - 2_000);
    return recent.length > 40 && shareOf(recent, STANDBY) === 1;
  });
  await stage.regions.heal(PRIMARY);
  await waitFor('the primary is back', () => {
    const recent = traffic.between(traffic.nowMs() - 2_000);
    return recent.length > 40 && (shareOf(recent, PRIMARY) ?? 0) > 0.9;
  });
  expect(traffic.lost(faultMs).slice(HANDFUL)).toEqual([]);
  expect(stage.tap.writes).toEqual([]);
}, 60_000);

test('killed between the two writes of an evacuation, the controller completes them', async () => {
  controller = await stage.startController();
  const held = stage.tap.holdAfter(1);
  const fromMs = traffic.nowMs();
  await stage.regions.breakAll(PRIMARY, { reachability: 'black-hole' });
  await held;
  await controller.kill();
  expect(stage.tap.writes).toHaveLength(1);
  stage.tap.letPass();
  controller = await stage.startController();
  await waitFor('the other write', async () => (await stage.kong.shareOf(STANDBY)) === 1);
  expect(await stage.journal.events('foreign-write')).toEqual([]);
  expect(await stage.journal.events('region-evacuated')).toHaveLength(1);
  expect(traffic.lost(fromMs)).toEqual([]);
}, 60_000);

test('a region moves by the outer upstream alone', () => {
  const paths = stage.tap.writes.map(({ path }) => path);
  expect(paths.every((path) => path.includes('/upstreams/productapi-upstream-outer/'))).toBe(true);
});

test('healed, it returns by exact shares without a lost request', async () => {
  const healMs = traffic.nowMs();
  await stage.regions.heal(PRIMARY);
  await stage.journal.waitForEvent('failback-done');
  expect(await stage.kong.shareOf(PRIMARY)).toBe(0.99);
  const backMs = traffic.nowMs();
  await waitFor('traffic', () => traffic.between(backMs).length > 80);
  expect(shareOf(traffic.between(backMs + 500), PRIMARY)).toBeGreaterThan(0.9);
  expect(traffic.lost(healMs)).toEqual([]);
}, 60_000);

test('status tells the shares of the outer upstream', async () => {
  const snapshot = await stage.journal.snapshot();
  const regions = snapshot?.upstreams[0]?.regions ?? [];
  const shares = regions.map(({ region, shares: [share] }) => [region, share?.appliedRatio]);
  expect(Object.fromEntries(shares)).toEqual({ [PRIMARY]: 0.99, [STANDBY]: 0.01 });
  await traffic.finish();
}, 20_000);
