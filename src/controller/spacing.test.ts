import { expect, test } from 'vitest';
import { strategyFixture } from '../../test/support/strategy-fixture.ts';
import { createVirtualWorld } from '../../test/support/virtual-world.ts';
import type { KongAdmin, Logger } from '../model/ports.ts';
import { createMemoryStore } from '../store/memory-store.ts';
import { createController } from './controller.ts';

const SILENT: Logger = { info: () => {}, warn: () => {}, error: () => {} };
/** 2 × the probe interval, less what two ticks may lie closer together. */
const LEAST_MS = 2_000 - 500;

test('G6: a gateway that takes its writes late still gets them spaced', async () => {
  const strategy = strategyFixture({ failback: { minDwellMs: 2_000, minRequests: 20 } });
  const world = createVirtualWorld({ strategy, rps: 67, seed: 5 });
  let slowMs = 0;
  const batches: { beganMs: number; endedMs: number }[] = [];
  const kong: KongAdmin = {
    ...world.kong,
    setWeight: async (change, signal) => {
      const isNext = world.nowMs() > (batches.at(-1)?.endedMs ?? -1) + 900;
      if (isNext) batches.push({ beganMs: world.nowMs(), endedMs: world.nowMs() });
      if (isNext) world.advance(slowMs);
      await world.kong.setWeight(change, signal);
      const last = batches.at(-1);
      if (last !== undefined) last.endedMs = world.nowMs();
    },
  };
  const { telemetry, clock } = world;
  const ports = {
    kong: { 'kong-eu': kong },
    telemetry,
    clock,
    store: createMemoryStore(),
    logger: SILENT,
  };
  const controller = createController({ strategy, ports });
  const run = async (seconds: number) => {
    for (let second = 0; second < seconds; second += 1) {
      // Ticks keep their second, however late the one before ended.
      world.advance(1_000 - (world.nowMs() % 1_000));
      await controller.tick();
      slowMs = slowMs === 0 ? 0 : 900 - slowMs + 1;
    }
  };
  await run(10);
  world.setFaults({ 'eu-west': { refuse: true } });
  await run(15);
  world.setFaults({});
  slowMs = 899;
  const before = batches.length;
  await run(60);
  const steps = batches.slice(before);
  expect(steps.length).toBeGreaterThan(3);
  for (const [index, { beganMs }] of steps.entries()) {
    const earlier = steps[index - 1];
    if (earlier === undefined) continue;
    expect(beganMs - earlier.endedMs).toBeGreaterThanOrEqual(LEAST_MS);
  }
});
