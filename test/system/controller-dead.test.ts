/**
 * Ballast dead: requests do not notice, Kong's log queue stays bounded, and when Ballast returns it
 * hears again and does not take old news for new.
 */

import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Child } from '../../src/demo/child.ts';
import { PRIMARY } from './support/regions.ts';
import { startStage, type Stage } from './support/stage.ts';
import { medianMs, startTraffic, type Traffic } from './support/traffic.ts';
import { waitFor } from './support/wait.ts';

let stage: Stage;
let controller: Child;
let traffic: Traffic;
beforeAll(async () => {
  // Without Kong's circuit breaker, so that a region that fails in part goes on failing.
  stage = await startStage({ circuitBreaker: 'off', editConfig: withPatientQueue });
  controller = await stage.startController();
  traffic = startTraffic({ proxyUrl: stage.proxyUrl, ratePerSecond: RATE });
}, 60_000);
afterAll(async () => {
  await traffic?.abandon();
  await stage?.close();
}, 30_000);

const RATE = 60;

/**
 * Kong gives a batch up after 5 s in the generated configuration, and at a high rate its queue then
 * holds minutes of entries. Here the rate is low, so it is the patience that is long.
 */
function withPatientQueue(config: string): string {
  expect(config).toContain('max_retry_time: 5\n');
  return config.replaceAll('max_retry_time: 5\n', 'max_retry_time: 120\n');
}

/** Twice the median and a little: what a busy machine does by itself. */
const MEDIAN_RATIO = 2;
const MEDIAN_SLACK_MS = 5;

test('with Ballast dead no request is lost or slower', async () => {
  await waitFor('traffic', () => traffic.records.length > 150);
  const deadMs = traffic.nowMs();
  await controller.kill();
  await waitFor('traffic', () => traffic.between(deadMs).length > 250);
  const [before, dead] = [traffic.between(0, deadMs), traffic.between(deadMs)];
  expect(traffic.lost()).toEqual([]);
  const limitMs = MEDIAN_RATIO * medianMs(before) + MEDIAN_SLACK_MS;
  expect(medianMs(dead)).toBeLessThan(limitMs);
}, 40_000);

test('failures from the time it was dead move nothing when it returns', async () => {
  const breakMs = traffic.nowMs();
  await stage.regions.breakAll(PRIMARY, { errorRatio: 0.6 });
  await waitFor('failures', () => traffic.lost(breakMs).length > 150);
  await stage.regions.heal(PRIMARY);
  const healMs = traffic.nowMs();
  await waitFor('traffic', () => traffic.between(healMs).length > 8 * RATE);
  controller = await stage.startController();
  const logsAfter = () => stage.journal.snapshot();
  await waitFor(
    'fresh demand',
    async () => ((await logsAfter())?.upstreams[0]?.demandRps ?? 0) > 20,
  );
  const fromMs = traffic.nowMs();
  await waitFor('traffic', () => traffic.between(fromMs).length > 4 * RATE);
  const demandRps = (await stage.journal.snapshot())?.upstreams[0]?.demandRps;
  // Entries of the time it was dead are no demand.
  expect(demandRps).toBeLessThan(3 * RATE);
  expect(await stage.journal.events('region-evacuated')).toEqual([]);
  expect(await stage.journal.events('target-ejected')).toEqual([]);
  expect(stage.tap.writes).toEqual([]);
}, 60_000);
