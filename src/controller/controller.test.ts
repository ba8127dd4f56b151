import { expect, test } from 'vitest';
import { type FixtureOptions, strategyFixture } from '../../test/support/strategy-fixture.ts';
import { createVirtualWorld } from '../../test/support/virtual-world.ts';
import { replayDecision } from '../decide/replay.ts';
import { policyOf } from '../decide/policy.ts';
import type { Logger } from '../model/ports.ts';
import { createMemoryStore } from '../store/memory-store.ts';
import { createController } from './controller.ts';
import { writeMode } from './mode.ts';

const SILENT: Logger = { info: () => {}, warn: () => {}, error: () => {} };

function setUp(options: FixtureOptions = {}) {
  const strategy = strategyFixture(options);
  const world = createVirtualWorld({ strategy, rps: 67, seed: 5 });
  const store = createMemoryStore();
  const { telemetry, clock, kong } = world;
  const ports = { kong: { 'kong-eu': kong }, telemetry, clock, store, logger: SILENT };
  const controller = createController({ strategy, ports });
  const run = async (seconds: number) => {
    for (let second = 0; second < seconds; second += 1) {
      world.advance(1_000);
      await controller.tick();
    }
  };
  const kinds = async () => (await store.readEvents(10_000)).map(({ kind }) => kind);
  return { strategy, world, store, ports, controller, run, kinds };
}

test('G7: after `enable` somebody else’s weights are taken over and steered again', async () => {
  const { world, store, run, kinds } = setUp();
  await run(10);
  world.overwrite('eu-west-1:80', 100);
  await run(10);
  expect(await kinds()).toContain('foreign-write');
  expect(world.writes).toEqual([]);
  await writeMode(store, { mode: 'act', atMs: world.nowMs(), by: 'ann' });
  await run(5);
  expect(world.weights()['eu-west-1:80']).toBe(3300);
  expect(world.writes.length).toBe(1);
});

test('in observe mode a change is told once, and written when a person enables it', async () => {
  const { world, store, run, kinds } = setUp({ mode: 'observe' });
  await run(10);
  world.setFaults({ 'eu-west': { refuse: true } });
  await run(15);
  expect((await kinds()).filter((kind) => kind === 'would-write').length).toBe(1);
  expect(world.writes).toEqual([]);
  await writeMode(store, { mode: 'act', atMs: world.nowMs(), by: 'ann' });
  await run(2);
  expect(world.weights()['eu-west-1:80']).toBe(1);
  expect(await kinds()).toContain('mode-changed');
});

test('stopping leaves the weights as they are, and a new controller goes on from the store', async () => {
  const { strategy, world, ports, controller, run, kinds } = setUp();
  await run(10);
  world.setFaults({ 'eu-west': { refuse: true } });
  await run(6);
  const weights = world.weights();
  const stop = new AbortController();
  stop.abort();
  await controller.run(stop.signal);
  expect(world.weights()).toEqual(weights);
  expect(await kinds()).toContain('controller-stopped');

  const writes = world.writes.length;
  const next = createController({ strategy, ports });
  for (let second = 0; second < 5; second += 1) {
    world.advance(1_000);
    await next.tick();
  }
  expect(world.writes.length).toBe(writes);
  expect(next.status()?.upstreams[0]?.regions[0]?.phase).toMatch(/evacuated|probing/);
});

test('a controller that was away for an hour resumes its hold and moves nothing at once', async () => {
  const { strategy, world, ports, run, kinds } = setUp();
  await run(10);
  world.setFaults({ 'eu-west': { refuse: true } });
  await run(6);
  const writes = world.writes.length;
  world.advance(3_600_000);
  const next = createController({ strategy, ports });
  for (let second = 0; second < 5; second += 1) {
    world.advance(1_000);
    await next.tick();
  }
  expect(world.writes.length).toBe(writes);
  expect((await kinds()).filter((kind) => kind === 'region-evacuated').length).toBe(1);
});

test('G8: every journaled decision replays to the same events', async () => {
  const { strategy, world, store, run } = setUp();
  await run(15);
  world.setFaults({ 'eu-west': { errorRatio: 0.1 } });
  await run(20);
  world.setFaults({ 'eu-north-1:80': { refuse: true } });
  await run(120);
  const records = await store.readDecisions(1_000);
  expect(records.length).toBeGreaterThan(5);
  for (const record of records) {
    expect(replayDecision(policyOf(strategy), record)).toEqual(record.events);
  }
});

test('the snapshot says where each region, target and weight stands', async () => {
  const { world, run, store } = setUp();
  await run(15);
  world.setFaults({ 'eu-west': { refuse: true } });
  await run(6);
  const snapshot = await store.readSnapshot();
  const region = snapshot?.upstreams[0]?.regions[0];
  expect(snapshot).toMatchObject({ mode: 'act', writes: 6, strategy: 'test' });
  expect(region).toMatchObject({ region: 'eu-west', phase: 'evacuated' });
  expect(region?.shares[0]?.desiredRatio).toBeCloseTo(0.0003);
  expect(region?.targets[0]).toMatchObject({
    target: 'eu-west-1:80',
    rotation: 'in',
    probe: 'bad',
    weights: [{ gateway: 'kong-eu', desired: 1, applied: 1, observed: [{ weight: 1 }] }],
  });
});
