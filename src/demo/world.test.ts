import { afterEach, expect, test } from 'vitest';
import { scenarioOf } from './scenarios.ts';
import { DEMO_TOPOLOGY } from './topology.ts';
import { isAllWell, startWorld, type World } from './world.ts';

let world: World | null = null;

afterEach(async () => {
  await world?.close();
  world = null;
});

test('every service has its targets in each region, each on a port of its own', async () => {
  world = await startWorld({ topology: DEMO_TOPOLOGY, seed: 1, ratePerSecond: 200 });
  expect(world.backends).toHaveLength(18);
  expect(new Set(world.backends.map(({ address }) => address)).size).toBe(18);
});

test('a fault reaches the targets it names, and healing undoes it', async () => {
  world = await startWorld({ topology: DEMO_TOPOLOGY, seed: 1, ratePerSecond: 200 });
  const { backends } = world;
  await world.begin(scenarioOf('target-gray'));
  const gray = backends.filter(({ faults }) => faults.errorRatio > 0);
  expect(gray.map(({ region, name }) => `${region}/${name}`)).toEqual(['eu-west/productAPI-1']);
  await world.heal(null);
  expect(isAllWell(backends)).toBe(true);

  await world.begin(scenarioOf('region-refuse'));
  const refusing = backends.filter(({ faults }) => faults.reachability === 'refuse');
  expect(refusing.map(({ region }) => region)).toEqual(Array(9).fill('eu-west'));
  await world.heal(scenarioOf('region-refuse'));
  expect(isAllWell(backends)).toBe(true);
});

test('a small secondary fits 60 % of the demand on each service', async () => {
  world = await startWorld({ topology: DEMO_TOPOLOGY, seed: 1, ratePerSecond: 300 });
  await world.begin(scenarioOf('small-secondary'));
  for (const { name } of DEMO_TOPOLOGY.services) {
    const left = world.backends
      .filter(({ service, region }) => service === name && region === 'eu-north')
      .reduce((sum, { capacityRps, faults }) => sum + capacityRps * faults.capacityRatio, 0);
    expect(left).toBeCloseTo(60, 6); // 60 % of 100 requests/s
  }
});
