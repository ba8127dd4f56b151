/**
 * Levers as a user pulls them: commands beside a running controller and the embedded gateway, real
 * sockets, real weights, real traffic.
 */

import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Override } from '../../src/model/override.ts';
import type { LeverPreview } from '../../src/operations/contract.ts';
import { runInProcess } from '../support/run-in-process.ts';
import { PRIMARY, STANDBY } from '../system/support/regions.ts';
import { startStage, type Stage } from '../system/support/stage.ts';
import { shareOf, startTraffic, type Traffic } from '../system/support/traffic.ts';
import { waitFor } from '../system/support/wait.ts';

let stage: Stage;
let traffic: Traffic;
beforeAll(async () => {
  stage = await startStage({ hold: '2s', minDwell: '1s', steps: '30%, 100%' });
  await stage.startController();
  traffic = startTraffic({ proxyUrl: stage.proxyUrl, ratePerSecond: 30 });
  await waitFor('demand', async () => {
    const demandRps = (await stage.journal.snapshot())?.upstreams[0]?.demandRps ?? 0;
    return demandRps > 15;
  });
  // A region that was probed once is not yet known to be well; for some seconds no lever relies on it.
  await waitFor('known regions', async () => {
    const snapshot = await stage.journal.snapshot();
    return snapshot !== null && snapshot.atMs - snapshot.startedAtMs > 8_000;
  });
}, 90_000);
afterAll(async () => {
  await traffic?.abandon();
  await stage?.close();
}, 30_000);

/** In this process: starting one costs more than all that it then does. */
async function ballast(...args: string[]) {
  const places = ['-s', join(stage.folder, 'ballast.yaml')];
  return runInProcess([...places, ...args, '--state', join(stage.folder, 'state.sqlite')]);
}

async function json<T>(...args: string[]): Promise<T> {
  const { code, stdout, stderr } = await ballast(...args, '--json');
  expect({ code, stderr }).toMatchObject({ code: 0 });
  return JSON.parse(stdout) as T;
}

test('dry run shows what evacuate would do, and does nothing', async () => {
  const { preview } = await json<{ preview: LeverPreview }>('evacuate', PRIMARY, '--dry-run');
  expect(preview.refusals).toEqual([]);
  expect(preview.services[0]?.writes).toHaveLength(4);
  expect(await json<Override[]>('overrides')).toEqual([]);
  expect(stage.tap.writes).toEqual([]);
}, 40_000);

test('evacuate moves the traffic and loses none of it', async () => {
  const args = ['evacuate', PRIMARY, '--reason', 'network', '--for', '10m', '--yes'];
  const { code, stdout, stderr } = await ballast(...args);
  expect({ code, stderr }).toMatchObject({ code: 0 });
  expect(stdout).toContain(STANDBY);
  // The controller's own word, not only that it is stored.
  expect(stderr).toMatch(/in force: \S+ has evacuated eu-west/);
  await waitFor('the weights moved', async () => (await stage.kong.shareOf(STANDBY)) > 0.99, {
    context: () => stage.journal.tail(),
  });
  const fromMs = traffic.nowMs();
  await waitFor('traffic', () => traffic.between(fromMs).length > 60);
  expect(shareOf(traffic.between(fromMs), STANDBY)).toBeGreaterThan(0.95);
  expect(traffic.lost()).toEqual([]);
  const listed = await ballast('overrides');
  expect(listed.stdout).toContain('evacuate eu-west (all services)');
  expect(listed.stdout).toContain('network');
}, 60_000);

test('the other region cannot go as well, not even by force', async () => {
  const args = ['evacuate', STANDBY, '--reason', 'a test', '--force', '--yes'];
  const { code, stdout, stderr } = await ballast(...args);
  expect(code).toBe(1);
  expect(`${stdout}${stderr}`).toContain('left without a region');
}, 40_000);

test('restore brings it back in gated steps', async () => {
  const { code, stderr } = await ballast('restore', PRIMARY, '--reason', 'done', '--yes');
  expect({ code, stderr }).toMatchObject({ code: 0 });
  const step = await stage.journal.waitForEvent('failback-step');
  expect(step.evidence).toMatchObject({ shareRatio: 0.3 });
  await stage.journal.waitForEvent('failback-done');
  await waitFor('its share', async () => (await stage.kong.shareOf(PRIMARY)) > 0.98);
  expect(traffic.lost()).toEqual([]);
}, 90_000);

test('a drain empties one target and ends by itself', async () => {
  const [target = ''] = stage.regions.addressesOf(PRIMARY);
  const args = ['drain', target, '--reason', 'kernel', '--for', '8s', '--yes'];
  await json('drain', target, '--dry-run');
  const { code, stderr } = await ballast(...args);
  expect({ code, stderr }).toMatchObject({ code: 0 });
  const weight = async () => (await stage.kong.weights())[target] ?? -1;
  await waitFor('it is drained', async () => (await weight()) === 0);
  await stage.journal.waitForEvent('override-ended', { skip: 1 });
  await waitFor('it returns', async () => (await weight()) > 0);
}, 90_000);

test('a pin holds its shares until it is undone', async () => {
  const shares = [`${PRIMARY}=60%`, `${STANDBY}=40%`];
  await json('pin', 'productAPI', ...shares, '--reason', 'half', '--yes');
  await waitFor('the pin', async () => Math.abs((await stage.kong.shareOf(STANDBY)) - 0.4) < 0.02);
  const undone = await ballast('undo', '--reason', 'enough', '--yes');
  expect(undone).toMatchObject({ code: 0 });
  expect(await json<Override[]>('overrides')).toEqual([]);
}, 60_000);

test('restore --baseline writes the baseline at once, and Ballast only watches then', async () => {
  const [target = ''] = stage.regions.addressesOf(STANDBY);
  await stage.kong.write(target, 7_777);
  const { code, stderr } = await ballast('restore', '--baseline', '--reason', 'anew', '--yes');
  expect({ code, stderr }).toMatchObject({ code: 0 });
  expect(stderr).toContain('read back at every node');
  expect(await stage.kong.shareOf(STANDBY)).toBeCloseTo(0.01);
  const { mode } = await json<{ mode: string }>('disable', '--rule', 'trim');
  expect(mode).toBe('observe');
}, 40_000);
