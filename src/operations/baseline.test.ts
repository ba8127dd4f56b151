/** G10, reversible: the baseline in one command, at any time, also after Ballast was killed half-way. */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { strategyFixture } from '../../test/support/strategy-fixture.ts';
import { createVirtualWorld } from '../../test/support/virtual-world.ts';
import { createController } from '../controller/controller.ts';
import { baselineWeights } from '../model/baseline-weights.ts';
import type { KongAdmin, Store } from '../model/ports.ts';
import { createMemoryStore } from '../store/memory-store.ts';
import { type BaselineRequest, planBaseline, restoreBaseline } from './baseline.ts';

const SILENT = { info: () => {}, warn: () => {}, error: () => {} };
const REQUEST: BaselineRequest = { services: null, by: 'ann', reason: 'odd', hold: 'observe' };

function setUp(options: { readonly store?: Store; readonly failing?: number } = {}) {
  const strategy = strategyFixture();
  const [service] = strategy.services;
  if (service === undefined) throw new Error('a service is needed');
  const world = createVirtualWorld({ strategy, rps: 50, seed: 5 });
  let failuresLeft = options.failing ?? 0;
  const kong: KongAdmin = {
    ...world.kong,
    setWeight: async (change, signal) => {
      if (failuresLeft > 0) {
        failuresLeft -= 1;
        throw new Error('Kong is away');
      }
      await world.kong.setWeight(change, signal);
    },
  };
  const { clock, telemetry } = world;
  const { store } = options;
  const ports = {
    strategy,
    kong: { 'kong-eu': kong },
    clock,
    newId: () => 'id-1',
    holder: 'cli-1',
    ...(store === undefined ? {} : { store }),
  };
  const controllerPorts = { kong: { 'kong-eu': world.kong }, telemetry, clock, logger: SILENT };
  const baseline = baselineWeights(service, 'eu-west');
  const restore = (request: Partial<BaselineRequest> = {}) =>
    restoreBaseline(ports, { ...REQUEST, ...request }, new AbortController().signal);
  return { strategy, world, ports, controllerPorts, baseline, restore };
}

test('without a controller or a store it writes the baseline and says what it does not know', async () => {
  const { world, baseline, restore } = setUp();
  world.overwrite('eu-west-1:80', 0);
  world.overwrite('eu-north-1:80', 3_000);
  const report = await restore();
  expect(world.weights()).toEqual(baseline);
  expect(report).toMatchObject({ isDone: true, others: 'unknown' });
  expect(report.upstreams).toMatchObject([{ written: 2, isVerified: true, failure: null }]);
  expect(report.warnings.join(' ')).toContain('Nothing is known of who is well');
  const again = await restore();
  expect(again.upstreams).toMatchObject([{ changes: [], written: 0, isVerified: true }]);
});

test('a plan of it writes nothing', async () => {
  const { world, ports } = setUp();
  world.overwrite('eu-west-1:80', 0);
  const { upstreams } = await planBaseline(ports, REQUEST, new AbortController().signal);
  expect(upstreams[0]?.changes).toHaveLength(1);
  expect(world.writes).toEqual([]);
});

test('a controller that was killed half-way is no hindrance: its lease ends, ours holds', async () => {
  const store = createMemoryStore();
  const { strategy, world, controllerPorts, baseline, restore } = setUp({ store });
  const controller = createController({ strategy, ports: { ...controllerPorts, store } });
  for (let second = 0; second < 5; second += 1) {
    await controller.tick();
    world.advance(1_000);
  }
  // SIGKILL in the middle of a batch: two of its writes are in Kong.
  world.overwrite('eu-west-1:80', 0);
  world.overwrite('eu-west-2:80', 0);
  const report = await restore();
  expect(world.weights()).toEqual(baseline);
  expect(report).toMatchObject({ isDone: true, others: 'none' });
  expect(await store.readSetting('mode')).toMatchObject({ mode: 'observe', by: 'ann' });
});

test.each([
  { claim: 'observes', hold: 'observe' as const },
  { claim: 'freezes', hold: { freezeMs: 600_000 } },
])('a running controller $claim and does not undo it', async ({ hold }) => {
  const store = createMemoryStore();
  const { strategy, world, ports, controllerPorts, baseline } = setUp({ store });
  const running = { ...controllerPorts, store };
  const controller = createController({ strategy, ports: running, holder: 'controller-1' });
  const second = async () => {
    await controller.tick();
    world.advance(1_000);
  };
  for (let count = 0; count < 5; count += 1) await second();
  world.setFaults({ 'eu-west': { refuse: true } });
  world.overwrite('eu-west-1:80', 0);
  // The controller goes on ticking while the command waits for it.
  const clock = { ...ports.clock, sleep: second };
  const signal = new AbortController().signal;
  const report = await restoreBaseline({ ...ports, clock }, { ...REQUEST, hold }, signal);
  expect(report).toMatchObject({ isDone: true, others: 'heard' });
  for (let count = 0; count < 12; count += 1) await second();
  expect(world.weights()).toEqual(baseline);
});

test('a Kong that is away for a moment is tried again, and the rest is told', async () => {
  const short = setUp({ failing: 2 });
  short.world.overwrite('eu-west-1:80', 0);
  expect(await short.restore()).toMatchObject({ isDone: true });
  const long = setUp({ failing: 99 });
  long.world.overwrite('eu-west-1:80', 0);
  const report = await long.restore();
  expect(report).toMatchObject({ isDone: false });
  expect(report.upstreams[0]).toMatchObject({ written: 0, failure: 'Kong is away' });
});

test('G2: from any weights, no step of the way is emptier than both ends', () => {
  const { baseline, world, restore } = setUp();
  const names = Object.keys(baseline);
  const found = fc.array(fc.constantFrom(0, 1, 500, 3_333, 10_000), {
    minLength: names.length,
    maxLength: names.length,
  });
  return fc.assert(
    fc.asyncProperty(found, async (weights) => {
      names.forEach((name, index) => world.overwrite(name, weights[index] ?? 0));
      const now = { ...world.weights() };
      const sum = (of: Readonly<Record<string, number>>) =>
        Object.values(of).reduce((total, weight) => total + weight, 0);
      const least = Math.min(sum(now), sum(baseline));
      const before = world.writes.length;
      await restore();
      for (const { target, to } of world.writes.slice(before)) {
        now[target] = to;
        expect(sum(now)).toBeGreaterThanOrEqual(least);
      }
      expect(world.weights()).toEqual(baseline);
    }),
    { numRuns: 25 },
  );
});

test('it says who is out for a reason and gets traffic at once', async () => {
  const store = createMemoryStore();
  const { strategy, world, controllerPorts, restore } = setUp({ store });
  const ports = { ...controllerPorts, store };
  const controller = createController({ strategy, ports, holder: 'controller-1' });
  for (let count = 0; count < 25; count += 1) {
    if (count === 10) world.setFaults({ 'eu-west': { refuse: true } });
    await controller.tick();
    world.advance(1_000);
  }
  world.advance(6_000);
  const { warnings } = await restore();
  expect(warnings.join(' ')).toMatch(
    /eu-west is (evacuated|probing) for productAPI.* gets 99 % at once/,
  );
});
