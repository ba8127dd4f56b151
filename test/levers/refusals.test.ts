/** What a lever may not do, what only an admin may force, and what nobody may. */

import { expect, test } from 'vitest';
import { type Lever, OVERRIDES_SETTING } from '../../src/model/override.ts';
import {
  actor,
  ANN,
  evacuate,
  failureOf,
  leverWorld,
  type LeverWorldOptions,
  request,
} from './lever-world.ts';

const ADMIN = actor('admin', 'bob');
const NORTH_BROKEN = { 'eu-north': { refuse: true } };
const ALL_WEEK = {
  days: [0, 1, 2, 3, 4, 5, 6],
  fromMinute: 0,
  toMinute: 1_440,
  zone: 'UTC',
  text: 'always',
};

interface Refused {
  readonly claim: string;
  readonly world?: LeverWorldOptions;
  readonly faults?: Parameters<ReturnType<typeof leverWorld>['world']['setFaults']>[0];
  /** Pulled before. */
  readonly first?: readonly Lever[];
  readonly lever: Lever;
  readonly code: string;
  readonly isAbsolute: boolean;
}

const CASES: readonly Refused[] = [
  {
    claim: 'the only region there is',
    world: { regions: { 'eu-west': 3 } },
    lever: evacuate('eu-west'),
    code: 'last-region',
    isAbsolute: true,
  },
  {
    claim: 'a region whose requests may not leave it',
    world: { failover: { mode: 'isolate' } },
    lever: evacuate('eu-west'),
    code: 'last-region',
    isAbsolute: true,
  },
  {
    claim: 'the last region that is left',
    first: [evacuate('eu-north')],
    lever: evacuate('eu-west'),
    code: 'last-region',
    isAbsolute: true,
  },
  {
    claim: 'the last target of a region',
    world: { regions: { 'eu-west': 2, 'eu-north': 2 } },
    first: [{ kind: 'drain', target: 'eu-west-1:80' }],
    lever: { kind: 'drain', target: 'eu-west-2:80' },
    code: 'only-target',
    isAbsolute: true,
  },
  {
    claim: 'a pin that leaves a share without a target',
    world: { regions: { 'eu-west': 1, 'eu-north': 1 } },
    lever: { kind: 'pin', targetFactors: { 'eu-west-1:80': 0 } },
    code: 'only-target',
    isAbsolute: true,
  },
  {
    claim: 'a region whose only receiver the automation has left',
    faults: NORTH_BROKEN,
    lever: evacuate('eu-west'),
    code: 'last-region',
    isAbsolute: true,
  },
  {
    claim: 'a receiver without room',
    world: { capacityRps: 15 },
    lever: evacuate('eu-west'),
    code: 'capacity',
    isAbsolute: false,
  },
  {
    claim: 'a pin beyond the room of a region',
    world: { capacityRps: 22 },
    lever: { kind: 'pin', regionShares: { 'eu-north': 1 } },
    code: 'capacity',
    isAbsolute: false,
  },
  {
    claim: 'a blocked window',
    world: { safety: { maxMovedPerHour: 4, blockedLevers: [ALL_WEEK], blockedDrills: [] } },
    lever: evacuate('eu-west'),
    code: 'blocked-window',
    isAbsolute: false,
  },
  {
    claim: 'more moved within an hour than allowed',
    world: { safety: { maxMovedPerHour: 0.5, blockedLevers: [], blockedDrills: [] } },
    lever: evacuate('eu-west'),
    code: 'hourly-share',
    isAbsolute: false,
  },
  {
    claim: 'what somebody has frozen',
    first: [{ kind: 'freeze' }],
    lever: evacuate('eu-west'),
    code: 'frozen',
    isAbsolute: false,
  },
];

test.each(CASES)('$claim is refused, with the reason', async (one) => {
  const { levers, run, audit } = await prepared(one);
  const error = await failureOf(levers.set(ANN, request(one.lever)));
  expect(error.code).toBe('refused');
  const reasons = error.details['reasons'] as { code: string; sentence: string }[];
  expect(reasons.map(({ code }) => code)).toContain(one.code);
  expect(reasons.every(({ sentence }) => sentence.endsWith('.'))).toBe(true);
  expect((await audit()).at(-1)).toMatchObject({ outcome: 'refused', action: 'override.set' });
  const { refusals } = await levers.preview(request(one.lever));
  expect(refusals).toEqual(reasons);
  await run(1);
  expect(await levers.list()).toHaveLength(one.first?.length ?? 0);
});

const FORCED = { force: true };

test.each(CASES)('an operator does not force $claim', async (one) => {
  const { levers } = await prepared(one);
  const error = await failureOf(levers.set(ANN, request(one.lever, FORCED)));
  expect(error.code).toBe('forbidden');
});

test.each(CASES.filter(({ isAbsolute }) => isAbsolute))(
  'not even an admin forces $claim',
  async (one) => {
    const { levers } = await prepared(one);
    const error = await failureOf(levers.set(ADMIN, request(one.lever, FORCED)));
    expect(error.code).toBe('refused');
    expect(error.fix).toContain('whoever asks');
  },
);

test.each(CASES.filter(({ isAbsolute }) => !isAbsolute))(
  'an admin forces $claim, loudly, and the law obeys',
  async (one) => {
    const { levers, run, kinds, audit } = await prepared(one);
    const override = await levers.set(ADMIN, request(one.lever, FORCED));
    expect(override).toMatchObject({ isForced: true, by: 'bob' });
    const entry = (await audit()).at(-1);
    expect(entry?.message).toContain('FORCED');
    expect(entry?.details).toHaveProperty('forcedAgainst');
    const before = (await kinds()).length;
    await run(3);
    const news = (await kinds()).slice(before);
    expect(news).toContain('override-set');
    expect(news).not.toContain('override-refused');
  },
);

test('force that was not needed is no force', async () => {
  const { levers, run } = leverWorld({ capacityRps: 100 });
  await run(12);
  const override = await levers.set(ADMIN, request(evacuate('eu-west'), { force: true }));
  expect(override.isForced).toBe(false);
});

test('while a drill runs, levers wait or are forced', async () => {
  const { store, world, levers, run } = leverWorld({ capacityRps: 100 });
  await run(12);
  const drill = {
    id: 'drill-1',
    lever: { kind: 'drain', target: 'eu-north-1:80' },
    services: null,
    origin: 'drill',
    by: 'carol',
    reason: 'monthly',
    atMs: world.nowMs(),
    untilMs: world.nowMs() + 60_000,
    isForced: false,
  };
  await store.writeSetting(OVERRIDES_SETTING, [drill]);
  const { refusals } = await levers.preview(request(evacuate('eu-west')));
  expect(refusals.map(({ code }) => code)).toContain('drill-runs');
});

test('asked of all services, a lever leaves alone what cannot move', async () => {
  const { strategy, levers } = leverWorld();
  const { warnings } = await levers.preview(request(evacuate('eu-north')));
  expect(warnings.join('\n')).not.toContain('cannot leave');
  expect(strategy.services).toHaveLength(1);
});

async function prepared({ world = {}, faults, first = [] }: Refused) {
  const made = leverWorld(world);
  await made.run(12);
  if (faults !== undefined) {
    made.world.setFaults(faults);
    await made.run(6);
  }
  for (const lever of first) await made.levers.set(ANN, request(lever));
  await made.run(2);
  return made;
}
