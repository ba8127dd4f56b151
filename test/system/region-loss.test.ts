/**
 * The whole line on real sockets: strategy file → `generate` → `gateway` → `run` → a region goes
 * black → weights move → it heals → it returns by steps; and what Ballast tells about it.
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
  stage = await startStage();
  controller = await stage.startController();
  traffic = startTraffic({ proxyUrl: stage.proxyUrl, ratePerSecond: 40 });
}, 60_000);
afterAll(async () => {
  await traffic?.abandon();
  await stage?.close();
}, 30_000);

test('a healthy region is left alone: 0 writes', async () => {
  await waitFor('traffic', () => traffic.records.length > 100);
  expect(traffic.lost()).toEqual([]);
  expect(stage.tap.writes).toEqual([]);
  expect(shareOf(traffic.records, PRIMARY)).toBeGreaterThan(0.95);
}, 30_000);

test('a black-holed region is evacuated, with the evidence in the journal', async () => {
  const held = stage.tap.holdAfter(1);
  await stage.regions.breakAll(PRIMARY, { reachability: 'black-hole' });
  await held;
  await stage.journal.waitForEvent('write-failed');
  stage.tap.letPass();
  await stage.journal.waitForPhase(PRIMARY, 'evacuated');
  await waitFor('the weights moved', async () => (await stage.kong.shareOf(STANDBY)) > 0.99);
  const fromMs = traffic.nowMs();
  await waitFor('traffic', () => traffic.between(fromMs).length > 80);
  expect(traffic.lost(fromMs)).toEqual([]);
  expect(shareOf(traffic.between(fromMs), STANDBY)).toBeGreaterThan(0.95);
  const events = await stage.journal.events();
  const evacuated = events.find(({ kind }) => kind === 'region-evacuated');
  expect(evacuated).toMatchObject({
    region: PRIMARY,
    evidence: { kind: 'hard', receivers: [STANDBY], holdMs: 4_000 },
  });
  expect(events.find(({ kind }) => kind === 'weights-written')?.evidence).toMatchObject({
    reason: evacuated?.message,
  });
}, 40_000);

test('an Admin API that hangs in the middle of a batch is told, and the batch completed', async () => {
  const [failed] = await stage.journal.events('write-failed');
  expect(failed?.evidence).toMatchObject({ done: 1, wanted: 4 });
  expect(await stage.journal.events('foreign-write')).toEqual([]);
});

test('status and explain tell it', async () => {
  const status = await stage.ballast('status', '--json', '--state', 'state.sqlite');
  expect(status.code).toBe(1);
  const report = JSON.parse(status.stdout) as { healthy: boolean; findings: string[] };
  expect(report.healthy).toBe(false);
  expect(report.findings.join()).toMatch(new RegExp(`${PRIMARY} (has been evacuated|is probed)`));
  const explained = await stage.ballast('explain', PRIMARY, '--state', 'state.sqlite');
  expect(explained.code).toBe(0);
  expect(explained.stdout).toMatch(new RegExp(`${PRIMARY} of .* (evacuated|probed) for`));
  const [evacuated] = await stage.journal.events('region-evacuated');
  expect(explained.stdout).toContain(evacuated?.message);
}, 40_000);

test('healed, it returns by the steps of the strategy without a lost request', async () => {
  const healMs = traffic.nowMs();
  await stage.regions.heal(PRIMARY);
  await stage.journal.waitForEvent('failback-done');
  const backMs = traffic.nowMs();
  await waitFor('traffic', () => traffic.between(backMs).length > 80);
  expect(traffic.lost(healMs)).toEqual([]);
  expect(shareOf(traffic.between(backMs + 500), PRIMARY)).toBeGreaterThan(0.9);
  const steps = await stage.journal.events('failback-step');
  expect(steps.map(({ evidence }) => evidence['shareRatio'])).toEqual([0.2, 0.6, 1]);
}, 40_000);

test('SIGTERM ends the controller and leaves the weights', async () => {
  const before = await stage.kong.weights();
  await controller.stop();
  expect(await stage.kong.weights()).toEqual(before);
  expect((await stage.journal.events()).at(-1)?.kind).toBe('controller-stopped');
}, 20_000);
