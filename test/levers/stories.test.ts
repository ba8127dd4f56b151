/** Levers from the word to the weights and back: by restore, by undo, by expiry. */

import { expect, test } from 'vitest';
import type { Override } from '../../src/model/override.ts';
import { actor, ANN, evacuate, failureOf, leverWorld, request } from './lever-world.ts';

const CAPACITY = { capacityRps: 100 };
const BACK = { region: 'eu-west', services: null, reason: 'done' };

async function quietWorld(options: Parameters<typeof leverWorld>[0] = CAPACITY) {
  const made = leverWorld(options);
  await made.run(12);
  return made;
}

test('evacuated, the traffic moves; restored, it returns in gated steps', async () => {
  const { levers, run, shareOf, kinds } = await quietWorld();
  await levers.set(ANN, request(evacuate('eu-west'), { forMs: 3_600_000 }));
  await run(4);
  expect(shareOf('eu-west')).toBeLessThan(0.001);
  const ended = await levers.restore(ANN, BACK);
  expect(ended).toHaveLength(1);
  const seen = new Set<number>();
  for (let second = 0; second < 120 && shareOf('eu-west') < 0.98; second += 1) {
    await run(1);
    seen.add(Math.round(100 * shareOf('eu-west')));
  }
  expect(shareOf('eu-west')).toBeCloseTo(0.99, 2);
  // Steps of the fixture: 2 %, 10 %, 30 %, 60 %, 100 %.
  expect([...seen].filter((share) => share > 0 && share < 99).length).toBeGreaterThanOrEqual(3);
  expect(await kinds()).toEqual(expect.arrayContaining(['override-set', 'override-ended']));
});

test('it ends by itself, and what it held returns', async () => {
  const { levers, run, shareOf } = await quietWorld();
  await levers.set(ANN, request(evacuate('eu-west'), { forMs: 10_000 }));
  await run(4);
  expect(shareOf('eu-west')).toBeLessThan(0.001);
  await run(8);
  expect(await levers.list()).toEqual([]);
  await run(90);
  expect(shareOf('eu-west')).toBeGreaterThan(0.5);
});

test('a drained target gets nothing, the others of its region its part', async () => {
  const { world, levers, run, shareOf } = await quietWorld();
  const { id } = await levers.set(ANN, request({ kind: 'drain', target: 'eu-west-2:80' }));
  await run(8);
  expect(world.weights()['eu-west-2:80']).toBe(0);
  expect(shareOf('eu-west')).toBeCloseTo(0.99, 2);
  await levers.end(ANN, { id, reason: 'done' });
  await run(60);
  expect(world.weights()['eu-west-2:80']).toBeGreaterThan(0);
});

test('pinned shares stay when the automation wants others', async () => {
  const { levers, run, shareOf } = await quietWorld();
  const shares = { 'eu-west': 0.6, 'eu-north': 0.4 };
  await levers.set(ANN, request({ kind: 'pin', regionShares: shares }));
  await run(8);
  expect(shareOf('eu-north')).toBeCloseTo(0.4, 2);
});

test('frozen, a lost region is left where it is', async () => {
  const { world, levers, run } = await quietWorld();
  await levers.set(ANN, request({ kind: 'freeze' }));
  await run(2);
  world.setFaults({ 'eu-west': { refuse: true } });
  await run(10);
  expect(world.writes).toEqual([]);
  const [freeze] = await levers.list();
  await levers.end(ANN, { id: freeze?.id ?? '', reason: 'now it matters' });
  await run(4);
  expect(world.writes.length).toBeGreaterThan(0);
});

test('said again, a lever replaces itself', async () => {
  const { levers, run } = await quietWorld();
  const first = await levers.set(ANN, request(evacuate('eu-west')));
  await run(2);
  const second = await levers.set(ANN, request(evacuate('eu-west'), { forMs: 120_000 }));
  expect(await levers.list()).toEqual([second]);
  expect(second.id).not.toBe(first.id);
});

test('restored for one service only, it stays for the others', async () => {
  const { strategy, levers, store } = await quietWorld();
  const [service] = strategy.services;
  await levers.set(ANN, request(evacuate('eu-west'), { services: null }));
  const [held] = await levers.list();
  const other: Override = { ...(held as Override), services: ['productAPI', 'orderAPI'] };
  await store.writeSetting('overrides', [other]);
  await levers.restore(ANN, { ...BACK, services: [service?.name ?? ''] });
  expect(await levers.list()).toEqual([{ ...other, services: ['orderAPI'] }]);
});

test('undo ends what was set, and undone again sets it', async () => {
  const { levers, run, audit } = await quietWorld();
  const override = await levers.set(ANN, request(evacuate('eu-west')));
  await run(2);
  expect(await levers.undo(ANN, { reason: 'wrong one' })).toEqual(override);
  expect(await levers.list()).toEqual([]);
  await run(1);
  await levers.undo(ANN, { reason: 'right after all' });
  expect(await levers.list()).toEqual([override]);
  expect((await audit()).map(({ action }) => action)).toEqual([
    'override.set',
    'override.undo',
    'override.undo',
  ]);
});

test('undo sets what was ended, while its time lasts', async () => {
  const { levers, run } = await quietWorld();
  const { id } = await levers.set(ANN, request(evacuate('eu-west'), { forMs: 30_000 }));
  await run(2);
  await levers.end(ANN, { id, reason: 'too early' });
  await levers.undo(ANN, { reason: 'not yet' });
  expect((await levers.list()).map((one) => one.id)).toEqual([id]);
  await levers.end(ANN, { id, reason: 'again' });
  await run(40);
  expect((await failureOf(levers.undo(ANN, { reason: 'too late' }))).code).toBe('conflict');
});

test('each takes back only what is theirs', async () => {
  const { levers } = await quietWorld();
  const override = await levers.set(ANN, request(evacuate('eu-west')));
  const bob = actor('operator', 'bob');
  expect((await failureOf(levers.undo(bob, { reason: 'not mine' }))).code).toBe('not-found');
  await levers.end(bob, { id: override.id, reason: 'I end it' });
  expect((await failureOf(levers.undo(ANN, { reason: 'gone' }))).code).toBe('conflict');
  expect(await levers.undo(bob, { reason: 'sorry' })).toEqual(override);
});

test('what waits for a person is listed, approved, and done', async () => {
  const { world, levers, run, shareOf } = await quietWorld({
    ...CAPACITY,
    failover: { approval: 'manual' },
  });
  expect(await levers.pending()).toEqual([]);
  world.setFaults({ 'eu-west': { refuse: true } });
  await run(8);
  const [move] = await levers.pending();
  expect(move).toMatchObject({
    id: 'product/eu-west/failover',
    service: 'productAPI',
    kind: 'failover',
  });
  expect(move?.sinceMs).toBeGreaterThan(0);
  expect(shareOf('eu-west')).toBeGreaterThan(0.9);
  await levers.decide(ANN, { id: move?.id ?? '', decision: 'approved', reason: 'go on' });
  expect(await levers.pending()).toEqual([]);
  await run(3);
  expect(shareOf('eu-west')).toBeLessThan(0.01);
});

test('modes are set, one rule or all, and kept with who said so', async () => {
  const { levers, run, kinds, audit } = await quietWorld();
  expect(await levers.modes()).toMatchObject({ mode: 'act', by: 'the strategy' });
  await levers.setMode(ANN, { mode: 'observe', rule: null, reason: 'maintenance' });
  await levers.setMode(ANN, { mode: 'observe', rule: 'trim', reason: 'not trusted yet' });
  const { mode, by, rules } = await levers.modes();
  expect([mode, by, rules.trim, rules.ejection]).toEqual(['observe', 'ann', 'observe', 'act']);
  await run(1);
  expect(await kinds()).toContain('mode-changed');
  expect((await audit()).map(({ action }) => action)).toEqual(['mode.set', 'mode.set']);
});
