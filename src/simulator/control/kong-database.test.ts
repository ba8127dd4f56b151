import { expect, test } from 'vitest';
import { runInput, scenarioFixture } from '../../../test/support/scenario-fixture.ts';
import { seededRandom } from '../../lib/random.ts';
import { worldSpecOf } from '../contestants/world-spec.ts';
import type { World } from '../world/contract.ts';
import { createWorld } from '../world/create-world.ts';
import { ADMIN_WELL, type AdminState } from './admin-state.ts';
import { createKongDatabase, type DatabaseWrite } from './kong-database.ts';
import { createVirtualKong, viewsOf } from './virtual-kong.ts';
import { createVirtualTime, type VirtualTime } from './virtual-time.ts';

const UPSTREAM = 'product';
const TARGET = 'eu-west-1:80';
const KONG = { nodes: 2, workers: 1, ownDelayMs: 20, otherDelayMs: 300, adminMs: 14 };

function setUp() {
  const world = createWorld(worldSpecOf(runInput('generated', scenarioFixture({ kong: KONG }))));
  const writes: DatabaseWrite[] = [];
  const effects: number[] = [];
  const [gateway] = world.spec.gateways;
  if (gateway === undefined) throw new Error('a gateway is needed');
  const database = createKongDatabase({
    world,
    gateway,
    kong: KONG,
    onWrite: (write) => writes.push(write),
    onEffect: () => effects.push(world.nowMs),
  });
  return { world, database, writes, effects };
}

function nodeWeights(world: World, database: ReturnType<typeof setUp>['database']) {
  return viewsOf({ world, database, upstream: UPSTREAM }).map(
    ({ targets }) => targets.find(({ target }) => target === TARGET)?.nodeWeight,
  );
}

async function play(time: VirtualTime, untilMs: number): Promise<void> {
  await time.settle();
  while (time.engine.run(untilMs) === 'interrupted') await time.settle();
}

test('a write is in the database at once, at its node soon, at the others later', () => {
  const { world, database, writes, effects } = setUp();
  world.run(1_000);
  expect(database.write({ upstream: UPSTREAM, target: TARGET, to: 7, writer: 'me' })).toBe(true);
  expect(database.weightsOf(UPSTREAM)?.[TARGET]).toBe(7);
  expect(writes).toMatchObject([{ from: 3_300, to: 7, writer: 'me', gateway: 'kong-eu' }]);
  expect(nodeWeights(world, database)).toEqual([3_300, 3_300]);
  world.run(1_020);
  expect(nodeWeights(world, database)).toEqual([7, 3_300]);
  world.run(1_300);
  expect(nodeWeights(world, database)).toEqual([7, 7]);
  expect(effects).toEqual([1_020]);
});

test('what is not there cannot be written, and a push writes only what differs', () => {
  const { database, writes } = setUp();
  expect(database.write({ upstream: 'other', target: TARGET, to: 7, writer: 'me' })).toBe(false);
  expect(database.write({ upstream: UPSTREAM, target: 'x:1', to: 7, writer: 'me' })).toBe(false);
  database.pushBaseline('foreign');
  expect(writes).toEqual([]);
  database.write({ upstream: UPSTREAM, target: TARGET, to: 7, writer: 'me' });
  database.pushBaseline('foreign');
  expect(writes.at(-1)).toMatchObject({ target: TARGET, from: 7, to: 3_300, writer: 'foreign' });
  expect(writes).toHaveLength(2);
});

const CHANGE = { upstream: UPSTREAM, target: TARGET, from: 3_300, to: 7 };
const CALLS: readonly [claim: string, state: Partial<AdminState>, expected: string | null][] = [
  ['a call is answered after its time', {}, null],
  ['one that nobody hears is refused', { isDown: true }, 'connection refused'],
  ['one that fails says so', { failRatio: 1 }, '500 Internal Server Error'],
  ['one that takes too long is given up', { callMs: 3_000 }, 'too late'],
];

test.each(CALLS)('Admin API: %s', async (_claim, change, expected) => {
  const { world, database, writes } = setUp();
  const time = createVirtualTime(world);
  const state = () => ({ ...ADMIN_WELL, ...change });
  const random = seededRandom(1);
  const kong = createVirtualKong({
    time,
    world,
    database,
    kong: KONG,
    state,
    random,
    writer: 'me',
  });
  const limit = new AbortController();
  let outcome: string | null = 'pending';
  void kong.setWeight(CHANGE, limit.signal).then(
    () => {
      outcome = null;
    },
    (error: unknown) => {
      outcome = error instanceof Error ? error.message : String(error);
    },
  );
  time.answer(2_000, () => limit.abort(new Error('too late')));
  await play(time, 13);
  expect(outcome).toBe('pending');
  await play(time, 2_000);
  expect(outcome).toBe(expected);
  await play(time, 5_000);
  // A caller that gave up does not stop Kong.
  expect(writes.length).toBe(expected === null || expected === 'too late' ? 1 : 0);
});
