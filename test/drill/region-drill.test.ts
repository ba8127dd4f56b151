/**
 * Drills on real sockets, as a user holds them: targets, gateway, controller and driller are processes
 * of their own. Whatever is killed in mid-drill, it ends restored.
 */

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startBallast, type Child } from '../../src/demo/child.ts';
import { findFreePort } from '../../src/demo/ports.ts';
import type { ActiveDrill } from '../../src/model/drill.ts';
import { readDrillReport, type DrillReport } from '../../src/model/drill-report.ts';
import type { KeptStore } from '../../src/model/history.ts';
import { createSqliteStore } from '../../src/store/sqlite-store.ts';
import { createAdminClient } from '../../src/kong/index.ts';
import { PRIMARY, STANDBY } from '../system/support/regions.ts';
import { startStage, type Stage } from '../system/support/stage.ts';
import { UPSTREAM } from '../system/support/strategy-text.ts';
import { shareOf, startTraffic, type Traffic } from '../system/support/traffic.ts';
import { waitFor } from '../system/support/wait.ts';
import { activeDrill, faultIsIn, isQuiet } from './support/live-world.ts';

const DRILL = `version: 1
name: marks
title: A region is marked
hypothesis: Kong sends everything to the other region
scope: { region: ${PRIMARY} }
fault: { kind: health-mark }
duration: 4s
steady: { for: 2s, requests: 10 }
expect: { failed: 5%, restoredAfter: 30s }
limits: { budget: 0% }
`;
const LONG = DRILL.replace('name: marks', 'name: long').replace('duration: 4s', 'duration: 1m');
const WATCHFUL = `${LONG}abort: { admin: 3s }\n`;

let stage: Stage;
let controller: Child;
let traffic: Traffic;
let api: string;
let store: KeptStore;
beforeAll(async () => {
  stage = await startStage();
  api = `127.0.0.1:${await findFreePort()}`;
  controller = await stage.startController('--api', api, '--insecure-loopback');
  store = await createSqliteStore({ file: join(stage.folder, 'state.sqlite') });
  traffic = startTraffic({ proxyUrl: stage.proxyUrl, ratePerSecond: 20 });
  await writeFile(join(stage.folder, 'drill.yaml'), DRILL);
}, 180_000);
afterAll(async () => {
  await traffic?.abandon();
  await store?.close();
  await stage?.close();
}, 30_000);

const inPhase = (phase: ActiveDrill['phase']) =>
  waitFor(`a drill in phase ${phase}`, async () => {
    const found = await activeDrill(store);
    return found?.phase === phase ? found : null;
  });

async function reportOf(id: string): Promise<DrillReport> {
  const report = await waitFor(
    'the report',
    async () => (await store.history.readReport(id))?.report,
  );
  const read = readDrillReport(report);
  if (read === null) throw new Error('no report');
  return read;
}

/** How the gateway itself holds the region's targets. */
async function kongHealth(): Promise<readonly (string | null)[]> {
  const client = createAdminClient({ baseUrls: [stage.tap.url] });
  const { targets } = await client.readHealth(UPSTREAM);
  await client.close();
  const addresses = stage.regions.addressesOf(PRIMARY);
  return targets.filter(({ target }) => addresses.includes(target)).map(({ health }) => health);
}

const isWell = async () => (await kongHealth()).every((health) => health === 'HEALTHY');

const startDriller = async (text = LONG) => {
  await isQuiet(store);
  const state = join(stage.folder, 'state.sqlite');
  const strategy = join(stage.folder, 'ballast.yaml');
  const file = join(stage.folder, 'long.yaml');
  await writeFile(file, text);
  return startBallast(['-s', strategy, 'drill', 'run', file, `--state=${state}`]);
};

test('the split of the gateway fits its weights, counted by the controller', async () => {
  await isQuiet(store);
  const args = [
    'check',
    'balance',
    '-n',
    '200',
    '--rate',
    '100',
    '--state',
    'state.sqlite',
    '--json',
  ];
  const { code, stdout } = await stage.ballast(...args);
  expect(code).toBe(0);
  const { checks } = JSON.parse(stdout) as { checks: { requests: number }[] };
  expect(checks).toMatchObject([{ verdict: 'as-weighted', source: 'telemetry', sent: 200 }]);
  expect(checks[0]?.requests).toBeGreaterThanOrEqual(200);
}, 120_000);

test('a shadow drill tells what would be decided, and no weight moves', async () => {
  const before = await stage.kong.weights();
  const args = ['drill', '--shadow', 'drill.yaml', '--duration', '30s', '--json'];
  const { code, stdout } = await stage.ballast(...args, '--state', 'state.sqlite');
  expect(code).toBe(0);
  const { events } = JSON.parse(stdout) as { events: { kind: string }[] };
  expect(events.map(({ kind }) => kind)).toContain('region-evacuated');
  expect(await stage.kong.weights()).toEqual(before);
}, 120_000);

test('a drill of region loss moves the traffic, restores and reports', async () => {
  await waitFor('traffic', () => traffic.records.length > 40);
  await isQuiet(store);
  const beganMs = traffic.nowMs();
  const run = stage.ballast('drill', 'run', 'drill.yaml', '--state', 'state.sqlite', '--json');
  const { faultAtMs } = await faultIsIn(store);
  expect(faultAtMs).not.toBeNull();
  const markedMs = traffic.nowMs();
  const { code, stdout, stderr } = await run;
  const report = JSON.parse(stdout) as DrillReport;
  expect([report.verdict, report.reasons, code, stderr]).toEqual([
    'SUCCEEDED',
    expect.anything(),
    0,
    expect.stringContaining('Ctrl-C ends and restores'),
  ]);
  expect(report.restore.verified).toHaveLength(2);
  expect(shareOf(traffic.between(markedMs + 500, markedMs + 3_000), STANDBY)).toBeGreaterThan(0.5);
  expect(traffic.lost(beganMs)).toEqual([]);
  expect(await isWell()).toBe(true);
  // What the alert `BallastDrillOverdue` looks at.
  const metrics = await (await fetch(`http://${api}/metrics`)).text();
  const seconds = /^ballast_drill_last_timestamp_seconds\S* (\S+)$/m.exec(metrics)?.[1];
  expect(Number(seconds)).toBeCloseTo(report.endedAtMs / 1_000);
  expect(metrics).toMatch(/^ballast_drill_last_passed\S* 1$/m);
}, 120_000);

test('the driller killed with SIGKILL: the controller’s warden ends and restores it', async () => {
  const driller = await startDriller();
  const { id } = await faultIsIn(store);
  await driller.kill();
  await waitFor('the end', async () => (await activeDrill(store)) === null);
  expect(await isWell()).toBe(true);
  expect(await reportOf(id)).toMatchObject({
    verdict: 'INTERRUPTED',
    reasons: [{ code: 'driller-died' }],
    restore: { restored: true },
  });
}, 120_000);

test('API and controller, one process, killed: the driller aborts and restores', async () => {
  const driller = await startDriller();
  const { id } = await faultIsIn(store);
  const told = await fetch(`http://${api}/v1/drills/current`);
  expect(await told.json()).toMatchObject({ drill: { id, phase: 'fault' } });
  await controller.kill();
  await expect(fetch(`http://${api}/livez`)).rejects.toThrow('fetch failed');
  const report = await reportOf(id);
  expect(report.reasons[0]).toMatchObject({ code: 'abort-stale' });
  expect(report.restore.restored).toBe(true);
  expect(await isWell()).toBe(true);
  await driller.stop();
}, 120_000);

const serving = () => stage.startController('--api', api, '--insecure-loopback');

test('killing the API server in mid-drill ends restored, and who follows it hears so', async () => {
  controller = await serving();
  await isQuiet(store);
  await writeFile(join(stage.folder, 'long.yaml'), LONG);
  // Controller, API and driller are one process: nobody is left but its next start.
  const followed = stage.ballast('drill', 'run', 'long.yaml', '--api', `http://${api}`, '--json');
  const { id, via } = await faultIsIn(store);
  expect(via).toBe('api');
  await controller.kill();
  // Kong’s own probes have ended the marks before anybody is back.
  await waitFor('Kong’s probes', isWell);
  controller = await serving();
  const { code, stdout, stderr } = await followed;
  expect(JSON.parse(stdout)).toMatchObject({
    id,
    verdict: 'INTERRUPTED',
    reasons: [{ code: 'driller-died' }],
    restore: { restored: true },
  });
  expect([code, stderr]).toEqual([1, expect.stringMatching(/no answer.*\n.*it answers again/)]);
  expect(await activeDrill(store)).toBeNull();
  expect(await isWell()).toBe(true);
}, 120_000);

test('Kong’s Admin API hangs in mid-drill: aborted, and restored when it is back', async () => {
  const driller = await startDriller(WATCHFUL);
  const { id } = await faultIsIn(store);
  const held = stage.tap.holdAfter(0);
  await held;
  await inPhase('restoring');
  stage.tap.letPass();
  const report = await reportOf(id);
  expect(report.reasons[0]).toMatchObject({ code: 'abort-admin' });
  expect(report.restore).toMatchObject({ restored: true });
  expect(await isWell()).toBe(true);
  await driller.stop();
}, 120_000);

test('a graceful stop of the API server ends its drill and restores before it exits', async () => {
  await isQuiet(store);
  const args = ['drill', 'run', 'long.yaml', '--api', `http://${api}`, '--detach'];
  const { code, stdout } = await stage.ballast(...args);
  expect(code).toBe(0);
  const { id } = await faultIsIn(store);
  expect(stdout).toBe(`${id}\n`);
  await controller.stop();
  expect(await activeDrill(store)).toBeNull();
  const report = readDrillReport((await store.history.readReport(id))?.report);
  expect(report).toMatchObject({
    verdict: 'INTERRUPTED',
    reasons: [{ code: 'abort-signal' }],
    restore: { restored: true },
  });
  expect(await isWell()).toBe(true);
  await traffic.finish();
  expect(traffic.lost()).toEqual([]);
}, 120_000);
