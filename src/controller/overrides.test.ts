/** G9 end to end in the controller: levers in the store are obeyed, journaled, told, and survive a restart. */

import { expect, test } from 'vitest';
import { overrideFixture } from '../../test/support/override-fixture.ts';
import { strategyFixture } from '../../test/support/strategy-fixture.ts';
import { createVirtualWorld } from '../../test/support/virtual-world.ts';
import { policyOf } from '../decide/policy.ts';
import { replayDecision } from '../decide/replay.ts';
import { type Lever, type Override, OVERRIDES_SETTING } from '../model/override.ts';
import { RULES_SETTING } from '../model/rule-modes.ts';
import { createMemoryStore } from '../store/memory-store.ts';
import { createController } from './controller.ts';

const SILENT = { info: () => {}, warn: () => {}, error: () => {} };
const EVACUATE: Lever = { kind: 'evacuate', region: 'eu-west', overMs: 0 };

function setUp() {
  const strategy = strategyFixture({ capacityRps: 300 });
  const world = createVirtualWorld({ strategy, rps: 67, seed: 3 });
  const store = createMemoryStore();
  const { kong, telemetry, clock } = world;
  const ports = { kong: { 'kong-eu': kong }, telemetry, store, clock, logger: SILENT };
  const start = () => createController({ strategy, ports, holder: 'one' });
  let controller = start();
  return {
    strategy,
    world,
    store,
    restart: () => {
      controller = start();
    },
    status: () => controller.status(),
    run: async (seconds: number) => {
      for (let second = 0; second < seconds; second += 1) {
        await controller.tick();
        world.advance(1_000);
      }
    },
    say: async (changes: Partial<Override> = {}) => {
      const override = overrideFixture(EVACUATE, {
        atMs: world.nowMs(),
        untilMs: world.nowMs() + 3_600_000,
        ...changes,
      });
      await store.writeSetting(OVERRIDES_SETTING, [override]);
    },
    shareOfWest: () => {
      const weights = Object.entries(world.weights());
      const sum = (all: typeof weights) => all.reduce((total, [, weight]) => total + weight, 0);
      return sum(weights.filter(([name]) => name.startsWith('eu-west'))) / sum(weights);
    },
    kinds: async () => (await store.readEvents(1_000)).map(({ kind }) => kind),
  };
}

test('a lever in the store is in Kong a tick later, in the status, and in the journal', async () => {
  const { strategy, store, run, say, shareOfWest, status } = setUp();
  await run(20);
  await say();
  await run(2);
  expect(shareOfWest()).toBeLessThan(0.001);
  expect(status()?.overrides).toMatchObject([{ by: 'ann', reason: 'new kernel' }]);
  const [product] = status()?.upstreams ?? [];
  expect(product?.reason).toContain('ann has evacuated eu-west (new kernel)');
  expect(product?.regions[0]).toMatchObject({ phase: 'evacuated', heldBy: 'o-evacuate' });
  expect(product?.regions[0]?.waitingFor).toContain('ann said');
  const records = await store.readDecisions(50);
  const record = records.find(({ events }) => events.some(({ kind }) => kind === 'override-set'));
  expect(record?.digest).toMatchObject({ overrides: [{ id: 'o-evacuate' }] });
  const again = record === undefined ? null : replayDecision(policyOf(strategy), record);
  expect(again).toEqual(record?.events);
});

test('a restarted controller goes on holding the region, and says nothing twice', async () => {
  const { run, say, restart, shareOfWest, kinds, status } = setUp();
  await run(20);
  await say();
  await run(2);
  restart();
  await run(20);
  expect(shareOfWest()).toBeLessThan(0.001);
  expect((await kinds()).filter((kind) => kind === 'override-set')).toHaveLength(1);
  expect(status()?.overrides).toHaveLength(1);
});

test('what a person keeps while the receivers are lost is said loudly', async () => {
  const { world, run, say, status, shareOfWest } = setUp();
  await run(20);
  await say();
  await run(5);
  world.setFaults({ 'eu-north': { refuse: true } });
  await run(10);
  expect(shareOfWest()).toBeLessThan(0.001);
  const costs = status()?.upstreams[0]?.costs ?? [];
  expect(costs.join(' ')).toContain('ann has evacuated eu-west');
  expect(costs.join(' ')).toContain('eu-north cannot serve');
});

test('rules that observe are read from the store, and acting ones leave no trace in the journal', async () => {
  const { world, store, run, kinds, shareOfWest } = setUp();
  await store.writeSetting(RULES_SETTING, { evacuation: 'observe' });
  await run(10);
  world.setFaults({ 'eu-west': { refuse: true } });
  await run(10);
  expect(shareOfWest()).toBeGreaterThan(0.9);
  expect(await kinds()).toContain('would-write');
  await store.writeSetting(RULES_SETTING, { evacuation: 'act', nonsense: 1 });
  await run(3);
  expect(await kinds()).toContain('region-evacuated');
  const last = (await store.readDecisions(50)).at(-1);
  expect(last?.digest).not.toHaveProperty('rules');
});

test('nonsense in the setting is left out, and moves nothing', async () => {
  const { store, run, shareOfWest, kinds } = setUp();
  const odd = [null, 'x', { id: 'a' }, { ...overrideFixture(EVACUATE), lever: { kind: 'pin' } }];
  await store.writeSetting(OVERRIDES_SETTING, odd);
  await run(5);
  expect(shareOfWest()).toBeGreaterThan(0.9);
  expect((await kinds()).filter((kind) => kind.startsWith('override'))).toEqual([]);
});
