import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { strategyFixture } from '../../../test/support/strategy-fixture.ts';
import { temporaryFolder } from '../../../test/support/run-ballast.ts';
import { openStateFile } from '../state-file.ts';
import { readSteering, type WeightsChoice } from './steering.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
beforeEach(async () => {
  folder = await temporaryFolder();
});
afterEach(() => folder.remove());

function steering(mode: 'observe' | 'act', weights: WeightsChoice = 'auto') {
  const stateFile = join(folder.path, 'state.sqlite');
  return readSteering({ strategy: strategyFixture({ mode }), stateFile, weights, nowMs: 0 });
}

test.each<[mode: 'observe' | 'act', weights: WeightsChoice, keeps: boolean]>([
  ['observe', 'auto', false],
  ['act', 'auto', true],
  ['act', 'write', false],
  ['observe', 'keep', true],
])('without a state file, mode %s and --weights %s: kept = %s', async (mode, weights, keeps) => {
  const steeredBy = await steering(mode, weights);
  expect(steeredBy('kong-eu', 'product') !== null).toBe(keeps);
});

test('with a state file exactly the upstreams that Ballast has written are kept', async () => {
  const store = await openStateFile(join(folder.path, 'state.sqlite'));
  const ownership = { applied: { 'a:80': 1 }, unconfirmed: [], adopts: false };
  await store.commit({
    state: { version: 1, decide: {}, mode: 'act', steered: { 'kong-eu/product': { ownership } } },
  });
  await store.close();
  const steeredBy = await steering('act');
  expect(steeredBy('kong-eu', 'product')).toContain('ballast run steers them');
  expect(steeredBy('kong-eu', 'order')).toBeNull();
  expect((await steering('observe'))('kong-eu', 'product')).toBeNull();
});
