/** What waits for people, hooks, the calendar and the error budget. */

import { expect, test } from 'vitest';
import { createOverloadWorld } from '../../test/support/overload-world.ts';
import { type FixtureOptions, serviceFixture } from '../../test/support/strategy-fixture.ts';
import { parseWeeklyWindow } from '../lib/weekly-window.ts';
import type { Approval } from '../model/approval.ts';

function worldOf(strategy: FixtureOptions) {
  const service = serviceFixture({ regions: { west: 2, north: 2 }, capacityRps: 300, ...strategy });
  const world = createOverloadWorld({
    service,
    gatewayRegion: 'west',
    seed: 7,
    rps: 50,
    workers: 4,
    queue: 50,
    medianMs: 12,
    sigma: 0.5,
    timeoutMs: 2_000,
  });
  world.run(20);
  const phase = () => world.state().upstreams['product']?.regions['west']?.phase;
  const kinds = () => world.events.map(({ kind }) => kind);
  return { world, phase, kinds };
}

const word = (decision: Approval['decision'], atMs: number, kind = 'failover'): Approval => ({
  id: `product/west/${kind}`,
  decision,
  atMs,
  by: 'ann',
  reason: 'looked at it',
});

test('a failover that needs a person waits, and is made when they approve', () => {
  const { world, phase, kinds } = worldOf({ failover: { approval: 'manual' } });
  world.set('west', { isDown: true });
  world.run(5);
  expect(phase()).toBe('healthy');
  expect(kinds().filter((kind) => kind === 'awaiting-approval')).toHaveLength(1);
  const asked = world.events.find(({ kind }) => kind === 'awaiting-approval');
  expect(asked?.evidence).toMatchObject({ approval: 'product/west/failover' });
  world.say({ approvals: [word('approved', world.nowMs())] });
  world.run(2);
  expect(phase()).toBe('evacuated');
});

test.each<[claim: string, approvals: (nowMs: number) => readonly Approval[]]>([
  ['a rejected move', (nowMs) => [word('rejected', nowMs)]],
  ['an approval of long ago', (nowMs) => [word('approved', nowMs - 3_600_000)]],
  ['an approval taken back', (nowMs) => [word('approved', nowMs - 2), word('rejected', nowMs - 1)]],
  ['an approval of another move', (nowMs) => [word('approved', nowMs, 'failback')]],
])('%s is not made', (_claim, approvals) => {
  const { world, phase } = worldOf({ failover: { approval: 'manual' } });
  world.set('west', { isDown: true });
  world.say({ approvals: approvals(world.nowMs()) });
  world.run(8);
  expect(phase()).toBe('healthy');
});

test('an approval is for one move: the next return asks again', () => {
  const { world, phase } = worldOf({ failback: { approval: 'manual' } });
  world.say({ approvals: [word('approved', world.nowMs(), 'failback')] });
  world.set('west', { isDown: true });
  world.run(5);
  world.set('west', {});
  world.run(40);
  expect(phase()).toBe('probing');
  world.say({ approvals: [word('approved', world.nowMs(), 'failback')] });
  world.run(3);
  expect(phase()).toBe('ramp');
});

test('a move waits for its hook to succeed, and asks for one call only', () => {
  const { world, phase, kinds } = worldOf({ failover: { before: 'promote', after: 'tell' } });
  world.set('west', { isDown: true });
  world.run(4);
  const [action] = world.actions();
  expect(phase()).toBe('healthy');
  expect(action).toMatchObject({ stage: 'before', move: 'failover', call: 'promote' });
  world.run(2);
  expect(world.actions()).toEqual([action]);
  const result = { id: action?.id ?? '', atMs: world.nowMs(), detail: 'exit code 1' };
  world.say({ hooks: [{ ...result, ok: false }] });
  world.run(2);
  expect(phase()).toBe('healthy');
  expect(kinds()).toContain('hook-failed');
  // It is called again after a while, under a new id.
  world.run(35);
  const [second] = world.actions();
  expect(second?.id).not.toBe(action?.id);
  world.say({ hooks: [{ id: second?.id ?? '', ok: true, atMs: world.nowMs(), detail: '' }] });
  world.run(1);
  expect(phase()).toBe('evacuated');
  expect(world.actions()).toMatchObject([{ stage: 'after', call: 'tell' }]);
});

test('no return begins in a blocked window', () => {
  const always = parseWeeklyWindow('00:00-24:00 UTC');
  const { world, phase } = worldOf({ failback: { blocked: always === null ? [] : [always] } });
  world.set('west', { isDown: true });
  world.run(5);
  world.set('west', {});
  world.run(60);
  expect(phase()).toBe('probing');
  expect(world.events.at(-1)?.evidence).toMatchObject({ waitingFor: 'blocked-window' });
});
