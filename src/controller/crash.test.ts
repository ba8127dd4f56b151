/**
 * Kill the controller at any call to the world, restart it from its store: it ends in the weights
 * that an undisturbed controller ends in, and moves nothing else (G1, G7, acceptance of SIGKILL).
 */

import { expect, test } from 'vitest';
import { strategyFixture } from '../../test/support/strategy-fixture.ts';
import { createVirtualWorld } from '../../test/support/virtual-world.ts';
import type { KongAdmin, Logger, Store } from '../model/ports.ts';
import { createMemoryStore } from '../store/memory-store.ts';
import { createController } from './controller.ts';

const SILENT: Logger = { info: () => {}, warn: () => {}, error: () => {} };

class Killed extends Error {}

/** Dies at the n-th call, before or after it has taken effect; dead from then on. */
function fuse(callsLeft: number, when: 'before' | 'after') {
  let left = callsLeft;
  return {
    isBlown: () => left < 0,
    guard: async <T>(call: () => Promise<T>): Promise<T> => {
      left -= 1;
      if (left < 0 && when === 'before') throw new Killed();
      if (left < -1) throw new Killed();
      const value = await call();
      if (left < 0) throw new Killed();
      return value;
    },
  };
}

type Fuse = ReturnType<typeof fuse>;

function fusedStore(store: Store, { guard }: Fuse): Store {
  return {
    ...store,
    commit: (commit) => guard(() => store.commit(commit)),
    readSetting: (name) => guard(() => store.readSetting(name)),
  };
}

function fusedKong(kong: KongAdmin, { guard }: Fuse): KongAdmin {
  return {
    readHealth: (upstream, signal) => guard(() => kong.readHealth(upstream, signal)),
    readWeights: (upstream, signal) => guard(() => kong.readWeights(upstream, signal)),
    setWeight: (change, signal) => guard(() => kong.setWeight(change, signal)),
  };
}

async function play(callsLeft: number, when: 'before' | 'after') {
  const strategy = strategyFixture();
  const world = createVirtualWorld({ strategy, rps: 67, seed: 3 });
  const store = createMemoryStore();
  const fused = fuse(callsLeft, when);
  const { telemetry, clock } = world;
  const common = { telemetry, clock, logger: SILENT };
  let controller = createController({
    strategy,
    ports: {
      ...common,
      kong: { 'kong-eu': fusedKong(world.kong, fused) },
      store: fusedStore(store, fused),
    },
  });
  let kills = 0;
  const tick = async () => {
    world.advance(1_000);
    try {
      await controller.tick();
    } catch (error) {
      if (!(error instanceof Killed)) throw error;
    }
    if (fused.isBlown() && kills === 0) {
      kills += 1;
      const ports = { ...common, kong: { 'kong-eu': world.kong }, store };
      controller = createController({ strategy, ports });
    }
  };
  for (let second = 0; second < 10; second += 1) await tick();
  world.setFaults({ 'eu-west': { refuse: true } });
  for (let second = 0; second < 8; second += 1) await tick();
  const events = await store.readEvents(10_000);
  return { kills, weights: world.weights(), kinds: events.map(({ kind }) => kind) };
}

test.each(['before', 'after'] as const)(
  'killed %s any call to Kong or to the store, it completes its move and makes no other',
  async (when) => {
    const undisturbed = await play(Number.POSITIVE_INFINITY, when);
    expect(undisturbed.weights['eu-west-1:80']).toBe(1);
    let points = 0;
    for (let calls = 0; ; calls += 1) {
      const { kills, weights, kinds } = await play(calls, when);
      if (kills === 0) break;
      points += 1;
      expect(weights, `killed at call ${calls}`).toEqual(undisturbed.weights);
      expect(kinds, `killed at call ${calls}`).not.toContain('foreign-write');
      expect(kinds.filter((kind) => kind === 'region-evacuated').length).toBe(1);
    }
    expect(points).toBeGreaterThan(20);
  },
);

test('a failed call stops the batch, is told once, and is tried again until it works', async () => {
  const strategy = strategyFixture();
  const world = createVirtualWorld({ strategy, rps: 67, seed: 3 });
  const store = createMemoryStore();
  let isDown = false;
  const kong: KongAdmin = {
    ...world.kong,
    setWeight: (change, signal) =>
      isDown && world.writes.length >= 2
        ? Promise.reject(new Error('502 Bad Gateway'))
        : world.kong.setWeight(change, signal),
  };
  const { telemetry, clock } = world;
  const ports = { kong: { 'kong-eu': kong }, telemetry, clock, store, logger: SILENT };
  const controller = createController({ strategy, ports });
  const run = async (seconds: number) => {
    for (let second = 0; second < seconds; second += 1) {
      world.advance(1_000);
      await controller.tick();
    }
  };
  await run(10);
  isDown = true;
  world.setFaults({ 'eu-west': { refuse: true } });
  await run(8);
  expect(world.writes.length).toBe(2);
  expect(controller.status()?.gateways[0]?.failure).toBe('502 Bad Gateway');
  isDown = false;
  await run(2);
  expect(world.writes.length).toBe(6);
  expect(world.weights()['eu-west-1:80']).toBe(1);
  const kinds = (await store.readEvents(1_000)).map(({ kind }) => kind);
  expect(kinds.filter((kind) => kind === 'write-failed').length).toBe(1);
  expect(kinds).not.toContain('foreign-write');
  expect(controller.status()?.gateways[0]?.failure).toBeNull();
});
