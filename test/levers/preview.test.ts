/** What a lever would do, told before it is pulled: the same as what is then done. */

import { expect, test } from 'vitest';
import type { WeightChange } from '../../src/model/control.ts';
import { type Lever, OVERRIDES_SETTING } from '../../src/model/override.ts';
import { ANN, evacuate, leverWorld, request } from './lever-world.ts';

const CAPACITY = { capacityRps: 100 };

test('an evacuation is shown as shares, loads and writes', async () => {
  const { levers, run } = leverWorld(CAPACITY);
  await run(15);
  const { refusals, warnings, services } = await levers.preview(request(evacuate('eu-west')));
  expect(refusals).toEqual([]);
  expect(warnings).toEqual([]);
  const [service] = services;
  expect(service?.service).toBe('productAPI');
  const [west, north] = service?.regions ?? [];
  expect(west).toMatchObject({ region: 'eu-west', shareBefore: 0.99 });
  expect(west?.shareAfter).toBeLessThan(0.001);
  expect(north?.shareAfter).toBeGreaterThan(0.999);
  expect(north?.loadRps).toBeGreaterThan(40);
  expect(north?.loadRps).toBeLessThan(80);
  // Three targets of 100, planned up to 85 % each.
  expect(north?.roomRps).toBeCloseTo(255);
  const writes = service?.writes ?? [];
  expect(writes).toHaveLength(6);
  expect(writes.slice(0, 3).every(({ from, to }) => to > from)).toBe(true);
});

test.each<[what: string, Lever]>([
  ['evacuate', evacuate('eu-west')],
  ['drain', { kind: 'drain', target: 'eu-west-2:80' }],
  ['pin of regions', { kind: 'pin', regionShares: { 'eu-west': 0.8, 'eu-north': 0.2 } }],
  ['pin of a target', { kind: 'pin', targetFactors: { 'eu-west-1:80': 0.5 } }],
  ['freeze', { kind: 'freeze' }],
])('what the preview of a %s shows is what is written', async (_what, lever) => {
  const { world, levers, run } = leverWorld(CAPACITY);
  await run(15);
  const { services } = await levers.preview(request(lever));
  const said = services.flatMap(({ writes }) => writes.map(withoutGateway));
  await levers.set(ANN, request(lever));
  await run(8);
  expect(world.writes.map(withoutGateway)).toEqual(said);
});

test.each([2, 4, 5, 7, 9, 12])(
  'the preview at second %i of a new controller says what the law then does',
  async (second) => {
    const { levers, store, world, run } = leverWorld(CAPACITY);
    await run(second);
    const { refusals } = await levers.preview(request(evacuate('eu-west')));
    const nowMs = world.nowMs();
    const override = {
      id: 'unasked',
      lever: evacuate('eu-west'),
      services: null,
      origin: 'person',
      by: 'ann',
      reason: 'past the preview',
      atMs: nowMs,
      untilMs: nowMs + 60_000,
      isForced: false,
    };
    await store.writeSetting(OVERRIDES_SETTING, [override]);
    await run(1);
    const events = await store.readEvents(100);
    const said = events.findLast(({ kind }) => kind.startsWith('override-'));
    const reasons = (said?.evidence['refusals'] ?? []) as readonly { readonly code: string }[];
    const codes = refusals.map(({ code }) => code);
    expect(codes).toEqual(expect.arrayContaining(reasons.map(({ code }) => code)));
    expect(said?.kind).toBe(second < 5 ? 'override-refused' : 'override-set');
    expect(codes.length === 0).toBe(said?.kind === 'override-set');
  },
);

test('to look changes nothing', async () => {
  const { world, store, levers, run, kinds } = leverWorld(CAPACITY);
  await run(15);
  const before = JSON.stringify([await store.loadState(), await levers.list()]);
  await levers.preview(request(evacuate('eu-west')));
  expect(JSON.stringify([await store.loadState(), await levers.list()])).toBe(before);
  await run(5);
  expect(world.writes).toEqual([]);
  expect(await kinds()).not.toContain('override-set');
});

test('in mode observe, without a controller, or without demand that is said', async () => {
  const observing = leverWorld({ ...CAPACITY, mode: 'observe' });
  await observing.run(15);
  const watched = await observing.levers.preview(request(evacuate('eu-west')));
  expect(watched.warnings.join('\n')).toContain('ballast enable');
  const alone = await leverWorld().levers.preview(request(evacuate('eu-west')));
  expect(alone.warnings.join('\n')).toContain('No controller is running');
  expect(alone.warnings.join('\n')).toContain('demand of productAPI is not known');
});

test('a move over ten minutes is shown as its end, and said to take them', async () => {
  const { levers, run } = leverWorld(CAPACITY);
  await run(15);
  const slow = request(evacuate('eu-west', 600_000), { forMs: 3_600_000 });
  const { warnings, services } = await levers.preview(slow);
  expect(warnings.join('\n')).toContain('over 10m');
  expect(services[0]?.regions[0]?.shareAfter).toBeLessThan(0.001);
});

/** The virtual world has one gateway and does not name it. */
function withoutGateway({ upstream, target, from, to }: WeightChange): WeightChange {
  return { upstream, target, from, to };
}
