/**
 * A standby that must be promoted first, as a user runs it: with its region lost and Kong answering
 * 503 nothing reaches the standby, until a person approves; then the `before` hook runs, and it serves.
 */

import { readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PRIMARY, STANDBY } from './support/regions.ts';
import { startStage, type Stage } from './support/stage.ts';
import { UPSTREAM } from './support/strategy-text.ts';
import { shareOf, startTraffic, type Traffic } from './support/traffic.ts';
import { waitFor } from './support/wait.ts';

/** What the hook writes; the controller runs it in a folder of its own. */
const PROMOTED = join(tmpdir(), `ballast-promoted-${process.pid}`);
let stage: Stage;
let traffic: Traffic;
beforeAll(async () => {
  stage = await startStage({
    layout: 'two-level',
    failover: `{ beforeApproval: nothing, before: 'echo "$BALLAST_REGION" > ${PROMOTED}' }`,
  });
  await stage.startController();
  traffic = startTraffic({ proxyUrl: stage.proxyUrl, ratePerSecond: 40 });
}, 60_000);
afterAll(async () => {
  await traffic?.abandon();
  await stage?.close();
  await rm(PROMOTED, { force: true });
}, 30_000);

const promoted = () => readFile(PROMOTED, 'utf8').catch(() => null);

test('until approved nothing reaches the standby, not from Kong alone either', async () => {
  await waitFor('traffic', () => traffic.records.length > 60);
  await stage.regions.breakAll(PRIMARY, { reachability: 'refuse' });
  await stage.journal.waitForEvent('awaiting-approval');
  const fromMs = traffic.nowMs();
  await waitFor('a second of it', () => traffic.between(fromMs).length > 40);
  expect(shareOf(traffic.records, STANDBY) ?? 0).toBe(0);
  expect(traffic.between(fromMs).every(({ status }) => status === 503)).toBe(true);
  expect(await stage.kong.shareOf(STANDBY)).toBe(0);
  expect(await promoted()).toBeNull();
}, 60_000);

test('approved, it is promoted and then serves', async () => {
  const id = `${UPSTREAM}/${PRIMARY}/failover`;
  const words = ['--reason', 'a test', '--yes', '--state', 'state.sqlite'];
  expect((await stage.ballast('approve', id, ...words)).code).toBe(0);
  await waitFor('the standby serves', () => {
    const recent = traffic.between(traffic.nowMs() - 1_000);
    return recent.length > 20 && shareOf(recent, STANDBY) === 1;
  });
  expect((await promoted())?.trim()).toBe(PRIMARY);
  expect(await stage.kong.shareOf(STANDBY)).toBe(1);
  await traffic.finish();
}, 60_000);
