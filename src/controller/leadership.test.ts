/** G7: of two controllers on one store exactly one writes, whatever happens to it. */

import { expect, test } from 'vitest';
import { strategyFixture } from '../../test/support/strategy-fixture.ts';
import { createVirtualWorld } from '../../test/support/virtual-world.ts';
import type { KongAdmin, Logger, Store } from '../model/ports.ts';
import { createMemoryStore } from '../store/memory-store.ts';
import { createController } from './controller.ts';
import { createLeadership } from './leadership.ts';

const SILENT: Logger = { info: () => {}, warn: () => {}, error: () => {} };

function setUp() {
  const strategy = strategyFixture();
  const world = createVirtualWorld({ strategy, rps: 67, seed: 5 });
  const store = createMemoryStore();
  const writers: string[] = [];
  const controllerOf = (holder: string, kept: Store = store) => {
    const kong: KongAdmin = {
      ...world.kong,
      setWeight: (change, signal) => {
        writers.push(holder);
        return world.kong.setWeight(change, signal);
      },
    };
    const { telemetry, clock } = world;
    const ports = { kong: { 'kong-eu': kong }, telemetry, clock, store: kept, logger: SILENT };
    return createController({ strategy, ports, holder });
  };
  const kinds = async () => (await store.readEvents(1_000)).map(({ kind }) => kind);
  return { world, store, writers, controllerOf, kinds };
}

test('of two controllers on one store only the leader writes; the other says so and is told', async () => {
  const { world, store, writers, controllerOf, kinds } = setUp();
  const first = controllerOf('first');
  const second = controllerOf('second');
  for (let count = 0; count < 12; count += 1) {
    if (count === 6) world.setFaults({ 'eu-west': { refuse: true } });
    world.advance(1_000);
    await first.tick();
    await second.tick();
  }
  expect(new Set(writers)).toEqual(new Set(['first']));
  expect(world.weights()['eu-west-1:80']).toBe(1);
  expect((await kinds()).filter((kind) => kind === 'not-leading')).toHaveLength(1);
  expect((await kinds()).filter((kind) => kind === 'region-evacuated')).toHaveLength(1);
  expect((await store.readSnapshot())?.leader).toEqual({ holder: 'first', token: 1 });
  expect(second.status()?.leader).toBeNull();
});

test('when the leader dies the other takes over after the lease, from the leader’s state', async () => {
  const { world, store, writers, controllerOf, kinds } = setUp();
  const first = controllerOf('first');
  const second = controllerOf('second');
  const run = async (seconds: number, controllers: readonly (typeof first)[]) => {
    for (let count = 0; count < seconds; count += 1) {
      world.advance(1_000);
      for (const controller of controllers) await controller.tick();
    }
  };
  await run(10, [first, second]);
  world.setFaults({ 'eu-west': { refuse: true } });
  await run(3, [first, second]);
  const before = writers.length;
  const phaseBefore = (await store.readSnapshot())?.upstreams[0]?.regions[0];
  await run(4, [second]);
  expect((await store.readSnapshot())?.leader?.holder).toBe('first');
  await run(2, [second]);
  const snapshot = await store.readSnapshot();
  expect(snapshot?.leader).toEqual({ holder: 'second', token: 2 });
  expect(snapshot?.upstreams[0]?.regions[0]?.sinceMs).toBe(phaseBefore?.sinceMs);
  expect(writers.length).toBe(before);
  world.setFaults({});
  await run(60, [second]);
  expect(writers.at(-1)).toBe('second');
  expect(await kinds()).not.toContain('foreign-write');
});

test('a leader that slept through its lease writes nothing more, neither to Kong nor to the store', async () => {
  const { world, writers, controllerOf, store, kinds } = setUp();
  let stall: Promise<void> | null = null;
  // Sleeps between having decided and keeping what it is about to write.
  const slow: Store = {
    ...store,
    commit: async (commit) => {
      await stall;
      await store.commit(commit);
    },
  };
  const first = controllerOf('first', slow);
  const second = controllerOf('second');
  for (let count = 0; count < 10; count += 1) {
    world.advance(1_000);
    await first.tick();
  }
  world.setFaults({ 'eu-west': { refuse: true } });
  let wake: () => void = () => {};
  stall = new Promise((resolve) => {
    wake = resolve;
  });
  world.advance(4_000);
  const asleep = first.tick();
  world.advance(6_000);
  await second.tick();
  const written = writers.length;
  wake();
  await expect(asleep).rejects.toMatchObject({ code: 'lease-lost' });
  expect(writers.slice(written)).toEqual([]);
  stall = null;
  world.advance(1_000);
  await second.tick();
  await first.tick();
  expect(await kinds()).toContain('lease-lost');
  expect(new Set(writers)).not.toContain('first');
});

test('a controller that stops hands over at once', async () => {
  const { world, store, controllerOf } = setUp();
  const first = controllerOf('first');
  const second = controllerOf('second');
  world.advance(1_000);
  await first.tick();
  await second.tick();
  const stopped = new AbortController();
  stopped.abort();
  await first.run(stopped.signal);
  await second.tick();
  expect((await store.readSnapshot())?.leader?.holder).toBe('second');
});

test('a write begins only when the lease outlasts it, prolonged if need be', async () => {
  const store = createMemoryStore();
  let nowMs = 0;
  const clock = {
    nowMs: () => nowMs,
    sleep: () => Promise.resolve(),
    timeoutSignal: () => new AbortController().signal,
  };
  const one = { store, clock, ttlMs: 5_000, callTimeoutMs: 2_000 };
  const first = createLeadership({ ...one, holder: 'first' });
  expect(await first.mayWrite()).toBe(false);
  await first.renew();
  nowMs = 4_000;
  expect(await first.mayWrite()).toBe(true);
  nowMs = 8_500;
  expect(await store.holdLease({ holder: 'second', nowMs, ttlMs: 5_000 })).toBeNull();
  nowMs = 9_500;
  expect(await store.holdLease({ holder: 'second', nowMs, ttlMs: 5_000 })).not.toBeNull();
  expect(await first.mayWrite()).toBe(false);
});
