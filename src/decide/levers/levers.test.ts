/** G9, people first: levers and drills of a service in a small world with traffic. */

import { expect, test } from 'vitest';
import { overrideFixture } from '../../../test/support/override-fixture.ts';
import { createOverloadWorld } from '../../../test/support/overload-world.ts';
import { type FixtureOptions, serviceFixture } from '../../../test/support/strategy-fixture.ts';
import type { Lever, Override } from '../../model/override.ts';

const EVACUATE: Lever = { kind: 'evacuate', region: 'west', overMs: 0 };
const DRAIN: Lever = { kind: 'drain', target: 'west-1:80' };

function worldOf(options: FixtureOptions & { readonly rps?: number } = {}) {
  const strategy = { regions: { west: 3, north: 3 }, capacityRps: 300, ...options };
  const world = createOverloadWorld({
    service: serviceFixture(strategy),
    gatewayRegion: 'west',
    seed: 7,
    rps: options.rps ?? 60,
    workers: 4,
    queue: 50,
    medianMs: 12,
    sigma: 0.5,
    timeoutMs: 2_000,
  });
  world.run(20);
  const upstream = () => world.state().upstreams['product'];
  const say = (lever: Lever, changes: Partial<Override> = {}) => {
    const override = overrideFixture(lever, { atMs: world.nowMs(), ...changes });
    world.say({ overrides: [override] });
    return override;
  };
  return {
    world,
    say,
    unsay: () => world.say({}),
    west: () => upstream()?.regions['west'],
    target: (name: string) => upstream()?.targets[name],
    share: (region: string) => world.seconds.at(-1)?.allocation.regionShares[region] ?? 0,
    factor: (name: string) => world.seconds.at(-1)?.allocation.targetFactors[name],
    shareOfDesired: () => {
      const weights = world.state().desired['kong']?.['product']?.weights ?? {};
      const total = Object.values(weights).reduce((sum, weight) => sum + weight, 0);
      const own = Object.entries(weights).filter(([name]) => name.startsWith('west'));
      return own.reduce((sum, [, weight]) => sum + weight, 0) / total;
    },
    kinds: () => world.events.map(({ kind }) => kind),
    eventOf: (kind: string) => world.events.findLast((event) => event.kind === kind),
  };
}

test('an evacuation at once takes all of the share in the next tick, and says who and why', () => {
  const { world, say, share, eventOf, west } = worldOf();
  say(EVACUATE);
  world.run(2);
  expect(share('west')).toBe(0);
  expect(west()?.phase).toBe('evacuated');
  const { message = '', evidence } = eventOf('override-set') ?? {};
  expect(message).toContain('ann has evacuated west (new kernel)');
  expect(evidence).toMatchObject({ by: 'ann', reason: 'new kernel', receivers: ['north'] });
});

test('of a region that keeps a part just the rest leaves, is what has to fit, and comes back in steps', () => {
  const small = { regions: { west: 3, north: 1 }, capacityRps: 30 };
  const { world, say, unsay, share, eventOf, west, kinds } = worldOf(small);
  say(EVACUATE);
  world.run(1);
  expect(kinds()).toContain('override-refused');
  say({ ...EVACUATE, keepRatio: 0.7 }, { origin: 'drill', id: 'part' });
  world.run(2);
  expect(share('west')).toBeCloseTo(0.99 * 0.7);
  expect(share('north')).toBeCloseTo(1 - 0.99 * 0.7);
  expect(west()?.phase).toBe('healthy');
  expect(eventOf('override-set')?.message).toContain('taken 30 % of the share of west away');
  unsay();
  world.run(1);
  expect(share('west')).toBeLessThan(0.99);
  world.run(60);
  expect(share('west')).toBe(0.99);
});

test('an evacuation over a time leaves in equal steps, the last one at its end', () => {
  const { world, say, share } = worldOf();
  say({ ...EVACUATE, overMs: 60_000 });
  const shares: number[] = [];
  for (let second = 0; second < 63; second += 1) {
    world.run(1);
    shares.push(share('west'));
  }
  const drops = shares.flatMap((now, index) => {
    const before = shares[index - 1] ?? now;
    return now < before ? [before - now] : [];
  });
  expect(drops).toHaveLength(20);
  expect(Math.max(...drops)).toBeLessThan(0.07);
  expect(shares[58]).toBeGreaterThan(0);
  expect(shares.at(-1)).toBe(0);
  expect(world.events.filter(({ kind }) => kind === 'region-hold')).toHaveLength(20);
});

test('an evacuated region is not brought back, however well it looks, until the lever ends', () => {
  const { world, say, unsay, share, west, kinds, eventOf } = worldOf();
  say(EVACUATE);
  world.run(90);
  expect(share('west')).toBe(0);
  expect(kinds()).not.toContain('failback-step');
  unsay();
  world.run(2);
  expect(west()?.phase).toBe('ramp');
  expect(eventOf('override-ended')?.evidence).toMatchObject({ because: 'removed' });
  world.run(1);
  // The first step of the return, not a jump.
  expect(share('west')).toBeCloseTo(0.99 * 0.02, 2);
  world.run(90);
  expect(share('west')).toBeCloseTo(0.99, 2);
});

test('a lever expires by itself, and what is sick then stays out', () => {
  const { world, say, west, eventOf } = worldOf();
  say(EVACUATE, { untilMs: world.nowMs() + 30_000 });
  world.run(20);
  world.set('west', { isDown: true });
  world.run(40);
  expect(eventOf('override-ended')?.evidence).toMatchObject({ because: 'expired' });
  expect(west()).toMatchObject({ phase: 'probing' });
  expect(west()?.held).toBeUndefined();
  world.set('west', {});
  world.run(90);
  expect(west()?.phase).toBe('healthy');
});

test('a lever that ends half-way hands the region to the steps of a return', () => {
  const { world, say, unsay, share, west } = worldOf();
  say({ ...EVACUATE, overMs: 60_000 });
  world.run(30);
  const before = share('west');
  unsay();
  world.run(1);
  expect(west()?.phase).toBe('ramp');
  world.run(1);
  expect(share('west')).toBeLessThanOrEqual(before);
  expect(share('west')).toBeGreaterThan(0.25);
});

test('G2: the last region is never evacuated, also when forced', () => {
  const { world, say, share, eventOf } = worldOf({ regions: { west: 3 } });
  say(EVACUATE, { isForced: true });
  world.run(3);
  expect(share('west')).toBe(1);
  expect(eventOf('override-refused')?.evidence).toMatchObject({
    refusals: [{ code: 'last-region' }],
  });
});

test('two people cannot evacuate both regions between them', () => {
  const { world, share } = worldOf();
  const all = (['west', 'north'] as const).map((region) =>
    overrideFixture({ ...EVACUATE, region }, { id: region, isForced: true }),
  );
  world.say({ overrides: all });
  world.run(3);
  expect(share('west')).toBe(0);
  expect(share('north')).toBe(1);
});

test('G3: receivers without room are a refusal, which an admin can force', () => {
  const { world, say, share, kinds, eventOf } = worldOf({ capacityRps: 30, rps: 85 });
  say(EVACUATE);
  world.run(3);
  expect(share('west')).toBeGreaterThan(0.5);
  expect(eventOf('override-refused')?.evidence).toMatchObject({ refusals: [{ code: 'capacity' }] });
  say(EVACUATE, { id: 'forced', isForced: true });
  world.run(3);
  expect(share('west')).toBe(0);
  expect(eventOf('override-set')?.message).toContain('Forced against: north has room');
  expect(kinds()).not.toContain('write-refused');
});

test('a lever of before the state began is not judged again, but for what empties an upstream', () => {
  const { world, say, share } = worldOf({ capacityRps: 30, rps: 85 });
  say(EVACUATE, { atMs: 0 });
  world.run(3);
  expect(share('west')).toBe(0);
});

test('a refused lever never comes into force later by itself', () => {
  const { world, say, share } = worldOf({ capacityRps: 30, rps: 85 });
  say(EVACUATE);
  world.run(3);
  world.setRate(20);
  world.run(60);
  expect(share('west')).toBeGreaterThan(0.9);
});

test('a drained target gets nothing, takes no strike, and returns on trial', () => {
  const { world, say, unsay, target, factor } = worldOf();
  say(DRAIN);
  world.run(10);
  expect(factor('west-1:80')).toBe(0);
  expect(target('west-1:80')).toMatchObject({ strikes: 0, rotation: { isDrained: true } });
  world.run(120);
  expect(factor('west-1:80')).toBe(0);
  unsay();
  world.run(3);
  expect(target('west-1:80')?.rotation.kind).toBe('trial');
  world.run(240);
  expect(target('west-1:80')).toMatchObject({ strikes: 0, rotation: { kind: 'in' } });
});

test('the last target of a region is not drained, also when forced', () => {
  const { world, say, factor, eventOf } = worldOf({ regions: { west: 1, north: 2 } });
  say(DRAIN, { isForced: true });
  world.run(3);
  expect(factor('west-1:80')).toBe(1);
  expect(eventOf('override-refused')?.evidence).toMatchObject({
    refusals: [{ code: 'only-target' }],
  });
});

test('pinned shares are as said, and what the automation finds is told, not done', () => {
  const { world, say, unsay, share, kinds, eventOf } = worldOf();
  say({ kind: 'pin', regionShares: { west: 0.5, north: 0.5 } });
  world.run(5);
  expect(share('west')).toBe(0.5);
  world.set('west', { isDown: true });
  world.run(10);
  expect(share('west')).toBe(0.5);
  expect(kinds()).not.toContain('region-evacuated');
  expect(eventOf('would-write')?.evidence).toMatchObject({
    because: 'pin',
    would: 'region-evacuated',
  });
  unsay();
  world.run(2);
  expect(share('west')).toBe(0);
});

test('a pinned factor is as said', () => {
  const { world, say, factor } = worldOf();
  say({ kind: 'pin', targetFactors: { 'west-1:80': 0.25 } });
  world.run(3);
  expect(factor('west-1:80')).toBe(0.25);
  expect(factor('west-2:80')).toBe(1);
});

test('frozen weights stay through a loss, and follow the automation when thawed', () => {
  const { world, say, unsay, shareOfDesired, eventOf } = worldOf();
  say({ kind: 'freeze' });
  world.run(2);
  const before = shareOfDesired();
  world.set('west', { isDown: true });
  world.run(10);
  expect(shareOfDesired()).toBe(before);
  expect(eventOf('would-write')?.evidence).toMatchObject({ because: 'freeze' });
  unsay();
  world.run(1);
  expect(shareOfDesired()).toBeLessThan(0.01);
});

test('a freeze gates other levers, unless forced', () => {
  const { world, shareOfDesired, eventOf } = worldOf();
  const freeze = overrideFixture({ kind: 'freeze' }, { atMs: world.nowMs() });
  world.say({ overrides: [freeze] });
  world.run(2);
  world.say({ overrides: [freeze, overrideFixture(EVACUATE, { atMs: world.nowMs() })] });
  world.run(2);
  expect(eventOf('override-refused')?.evidence).toMatchObject({ refusals: [{ code: 'frozen' }] });
  const forced = overrideFixture(EVACUATE, { id: 'f', atMs: world.nowMs(), isForced: true });
  world.say({ overrides: [freeze, forced] });
  world.run(2);
  expect(shareOfDesired()).toBeLessThan(0.01);
});

test.each([
  { origin: 'drill' as const, phase: 'healthy', claim: 'a drill gives way' },
  { origin: 'person' as const, phase: 'evacuated', claim: 'a person does not' },
])('when the receiver is really lost, $claim', ({ origin, phase }) => {
  const { world, say, west, kinds } = worldOf();
  say(EVACUATE, { origin });
  world.run(10);
  expect(west()?.phase).toBe('evacuated');
  world.set('north', { isDown: true });
  world.run(5);
  expect(west()?.phase).toBe(phase);
  expect(kinds().includes('override-ended')).toBe(origin === 'drill');
});

test('a return that people asked for needs no approval; one by expiry does', () => {
  for (const isRestored of [true, false]) {
    const { world, say, unsay, west } = worldOf({ failback: { approval: 'manual' } });
    say(EVACUATE, isRestored ? {} : { untilMs: world.nowMs() + 20_000 });
    world.run(20);
    if (isRestored) unsay();
    world.run(5);
    expect(west()?.phase).toBe(isRestored ? 'ramp' : 'probing');
  }
});

test('hooks come before a person’s evacuation as before any other', () => {
  const { world, say, west } = worldOf({ failover: { before: 'promote' } });
  say(EVACUATE);
  world.run(2);
  expect(west()?.phase).toBe('healthy');
  const [action] = world.actions();
  expect(action).toMatchObject({ stage: 'before', move: 'failover', region: 'west' });
  const override = overrideFixture(EVACUATE, { atMs: 20_000 });
  const hook = { id: action?.id ?? '', ok: true, atMs: world.nowMs(), detail: '' };
  world.say({ overrides: [override], hooks: [hook] });
  world.run(1);
  expect(west()?.phase).toBe('evacuated');
});
