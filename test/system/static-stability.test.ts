/**
 * G1: Kong alone, with what `generate` wrote and no controller, survives the loss of the primary
 * region and takes it back.
 */

import { afterAll, beforeAll, expect, test } from 'vitest';
import { PRIMARY, STANDBY } from './support/regions.ts';
import { startStage, type Stage } from './support/stage.ts';
import { shareOf, startTraffic, type Traffic } from './support/traffic.ts';
import { waitFor } from './support/wait.ts';

let stage: Stage;
let traffic: Traffic;
beforeAll(async () => {
  stage = await startStage();
  traffic = startTraffic({ proxyUrl: stage.proxyUrl, ratePerSecond: 40 });
}, 60_000);
afterAll(async () => {
  await traffic?.abandon();
  await stage?.close();
}, 30_000);

/** A handful, of some 400 requests in the fault. */
const HANDFUL = 8;

test.for(['refuse', 'black-hole'] as const)(
  'with the primary region gone (%s) the standby serves, and few are lost',
  { timeout: 40_000 },
  async (reachability) => {
    const faultMs = traffic.nowMs();
    await stage.regions.breakAll(PRIMARY, { reachability });
    await waitFor('the standby serves', () => {
      const recent = traffic.between(traffic.nowMs() - 2_000);
      return recent.length > 40 && shareOf(recent, STANDBY) === 1;
    });
    const fromMs = traffic.nowMs();
    await waitFor('traffic', () => traffic.between(fromMs).length > 100);
    expect(traffic.lost(fromMs)).toEqual([]);
    await stage.regions.heal(PRIMARY);
    await waitFor('the primary is back', () => {
      const recent = traffic.between(traffic.nowMs() - 2_000);
      return recent.length > 40 && (shareOf(recent, PRIMARY) ?? 0) > 0.9;
    });
    expect(traffic.lost(faultMs).slice(HANDFUL)).toEqual([]);
  },
);

test('nobody wrote a weight meanwhile', async () => {
  await traffic.finish();
  expect(stage.tap.writes).toEqual([]);
});
