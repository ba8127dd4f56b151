/** What moves a region waits for a second person; nothing else does. */

import { expect, test } from 'vitest';

import type { AuditEntry } from '../model/audit.ts';
import type { Actor } from '../operations/actor.ts';
import type { LeverRequest } from '../operations/contract.ts';
import type { DrillRequest } from '../operations/drill-plan.ts';
import { OperationError } from '../operations/operation-error.ts';
import { createFakeOperations } from '../../test/api/fake-operations.ts';
import { createTwoPersonRule } from './two-person.ts';

const alice: Actor = { name: 'alice', role: 'operator', via: 'api' };
const bob: Actor = { name: 'bob', role: 'operator', via: 'api' };
const viewer: Actor = { name: 'vera', role: 'viewer', via: 'api' };

function setUp() {
  let nowMs = 1_000_000;
  let ids = 0;
  const fake = createFakeOperations({ nowMs: () => nowMs });
  const audited: AuditEntry[] = [];
  const rule = createTwoPersonRule({
    operations: fake,
    withinMs: 600_000,
    nowMs: () => nowMs,
    newId: () => `c${(ids += 1)}`,
    audit: async (entry) => {
      audited.push(entry);
    },
  });
  return { ...rule, fake, audited, pass: (ms: number) => (nowMs += ms) };
}

const request = (lever: LeverRequest['lever'], force = false): LeverRequest => ({
  lever,
  services: null,
  reason: 'planned work',
  forMs: 3_600_000,
  force,
});
const evacuation = request({ kind: 'evacuate', region: 'eu-west', overMs: 0 });

const waits = (promise: Promise<unknown>) =>
  expect(promise).rejects.toMatchObject({ code: 'conflict', details: { confirmation: 'c1' } });

test('an evacuation happens when a second person confirms it, in the name of the first', async () => {
  const { operations, confirmations, fake, audited } = setUp();
  await waits(operations.levers.set(alice, evacuation));
  expect(await fake.levers.list()).toEqual([]);
  expect(await confirmations.list()).toMatchObject([{ id: 'c1', by: 'alice' }]);
  await confirmations.confirm(bob, { id: 'c1' });
  expect(await fake.levers.list()).toMatchObject([{ by: 'alice', lever: evacuation.lever }]);
  expect(await confirmations.list()).toEqual([]);
  expect(audited).toMatchObject([{ by: 'bob', action: 'override.set.confirm' }]);
});

test('it is not confirmed by the one who asked, by a viewer, or twice', async () => {
  const { operations, confirmations, fake } = setUp();
  await waits(operations.levers.set(alice, evacuation));
  await expect(confirmations.confirm(alice, { id: 'c1' })).rejects.toBeInstanceOf(OperationError);
  await expect(confirmations.confirm(viewer, { id: 'c1' })).rejects.toBeInstanceOf(OperationError);
  expect(await fake.levers.list()).toEqual([]);
  await confirmations.confirm(bob, { id: 'c1' });
  await expect(confirmations.confirm(bob, { id: 'c1' })).rejects.toMatchObject({
    code: 'not-found',
  });
});

test('it is forgotten when declined, and when its time is over', async () => {
  const { operations, confirmations, fake, pass } = setUp();
  await waits(operations.levers.set(alice, evacuation));
  await confirmations.decline(bob, { id: 'c1' });
  await expect(operations.levers.set(alice, evacuation)).rejects.toMatchObject({
    details: { confirmation: 'c2' },
  });
  pass(600_000);
  await expect(confirmations.confirm(bob, { id: 'c2' })).rejects.toMatchObject({
    code: 'not-found',
  });
  expect(await fake.levers.list()).toEqual([]);
});

test.each<[string, (levers: ReturnType<typeof setUp>['operations']['levers']) => Promise<unknown>]>(
  [
    ['a pin of regions', (l) => l.set(alice, request({ kind: 'pin', regionShares: { a: 1 } }))],
    ['a forced evacuation', (l) => l.set(alice, { ...evacuation, force: true })],
    ['a return', (l) => l.restore(alice, { region: 'eu-west', services: null, reason: 'done' })],
    [
      'an approval',
      (l) => l.decide(alice, { id: 'u/r/failback', decision: 'approved', reason: 'fine' }),
    ],
  ],
)('%s waits', async (_claim, ask) => {
  await expect(ask(setUp().operations.levers)).rejects.toMatchObject({ code: 'conflict' });
});

test('the end of an evacuation waits, and a viewer cannot even ask', async () => {
  const { operations, fake } = setUp();
  const { id } = await fake.levers.set(alice, evacuation);
  await expect(operations.levers.set(viewer, evacuation)).rejects.toMatchObject({
    code: 'forbidden',
  });
  await waits(operations.levers.end(alice, { id, reason: 'done' }));
  expect(await fake.levers.list()).toHaveLength(1);
});

test.each<[string, LeverRequest['lever']]>([
  ['a freeze', { kind: 'freeze' }],
  ['a drain', { kind: 'drain', target: 'a:80' }],
  ['a pin of targets', { kind: 'pin', targetFactors: { 'a:80': 0.5 } }],
])('%s needs one person', async (_claim, lever) => {
  const { operations, fake } = setUp();
  await operations.levers.set(alice, request(lever));
  expect(await fake.levers.list()).toHaveLength(1);
});

const drill = (name: string, services = ['shop']): DrillRequest => ({
  drill: { name },
  choice: { services },
});

test('a drill that takes a region away waits, and begins in the name of the first', async () => {
  const { operations, confirmations, fake } = setUp();
  await waits(operations.drills.start(alice, drill('region-loss')));
  expect(await confirmations.list()).toMatchObject([
    { by: 'alice', action: 'drill.start', sentence: expect.stringContaining('loss of eu-west') },
  ]);
  expect(fake.did).toEqual([]);
  await confirmations.confirm(bob, { id: 'c1' });
  expect(fake.did).toEqual(['alice began region-loss']);
});

test('a drill of a part needs one person, one that is refused nobody else', async () => {
  const { operations, confirmations, fake } = setUp();
  await operations.drills.start(alice, drill('target-loss'));
  expect(fake.did).toEqual(['alice began target-loss']);
  await expect(
    operations.drills.start(alice, drill('region-loss', ['busy'])),
  ).rejects.toMatchObject({ code: 'refused' });
  expect(await confirmations.list()).toEqual([]);
});

test('at most fifty wait', async () => {
  const { operations, confirmations } = setUp();
  for (let count = 0; count < 60; count += 1) {
    await operations.levers.set(alice, evacuation).catch(() => null);
  }
  expect(await confirmations.list()).toHaveLength(50);
});
