/** Rules that only observe, and the safety rules of levers. */

import { expect, test } from 'vitest';
import { digestOf, policy, service } from '../../../test/support/digest-stories.ts';
import { overrideFixture } from '../../../test/support/override-fixture.ts';
import { createOverloadWorld } from '../../../test/support/overload-world.ts';
import { serviceFixture } from '../../../test/support/strategy-fixture.ts';
import { parseWeeklyWindow } from '../../lib/weekly-window.ts';
import type { ControlEvent } from '../../model/control.ts';
import type { Override } from '../../model/override.ts';
import { ALL_RULES_ACT, type RuleName } from '../../model/rule-modes.ts';
import type { SafetyRules } from '../../model/strategy.ts';
import { decide } from '../decide.ts';
import { EMPTY_STATE } from '../state.ts';

const observing = (...rules: RuleName[]) => ({
  rules: { ...ALL_RULES_ACT, ...Object.fromEntries(rules.map((rule) => [rule, 'observe'])) },
});

function worldOf({ rps = 40, capacityRps = 300 } = {}) {
  const world = createOverloadWorld({
    service: serviceFixture({ regions: { west: 2, north: 2 }, capacityRps }),
    gatewayRegion: 'west',
    seed: 7,
    rps,
    workers: 4,
    queue: 50,
    medianMs: 12,
    sigma: 0.5,
    timeoutMs: 2_000,
  });
  const phase = () => world.state().upstreams['product']?.regions['west']?.phase;
  const told = (rule: RuleName) =>
    world.events.filter(
      ({ kind, evidence }) => kind === 'would-write' && evidence['rule'] === rule,
    );
  return { world, phase, told };
}

test('evacuation that observes leaves the region in, and tells once what it would do', () => {
  const { world, phase, told } = worldOf();
  world.say(observing('evacuation'));
  world.run(20);
  world.set('west', { isDown: true });
  world.run(20);
  expect(phase()).toBe('healthy');
  expect(told('evacuation')).toHaveLength(1);
  expect(told('evacuation')[0]?.message).toContain('the rule evacuation only observes');
  world.say({});
  world.run(2);
  expect(phase()).toBe('evacuated');
});

test('failback that observes makes no step, but for one that people asked for', () => {
  const { world, phase, told } = worldOf();
  world.say(observing('failback'));
  world.run(20);
  world.set('west', { isDown: true });
  world.run(5);
  world.set('west', {});
  world.run(40);
  expect(phase()).toBe('probing');
  expect(told('failback')).toHaveLength(1);
  const lever = { kind: 'evacuate', region: 'west', overMs: 0 } as const;
  world.say({ ...observing('failback'), overrides: [overrideFixture(lever)] });
  world.run(2);
  world.say(observing('failback'));
  world.run(2);
  expect(phase()).toBe('ramp');
});

test('spill that observes keeps all shares, and tells once', () => {
  const { world, told } = worldOf({ rps: 90, capacityRps: 50 });
  world.say(observing('spill'));
  world.run(30);
  const { split } = world.state().upstreams['product'] ?? {};
  expect(split).toMatchObject({ kept: {}, fill: {}, shedRatio: 0 });
  expect(
    told('spill').filter(({ evidence }) => evidence['would'] === 'spill-started'),
  ).toHaveLength(1);
});

test('ejection that observes ejects nobody, and tells once', () => {
  const events: ControlEvent[] = [];
  let state = EMPTY_STATE;
  for (let second = 1; second <= 30; second += 1) {
    const nowMs = 1_000_000 + 1_000 * second;
    const looks = service.targets.map((_, index) => ({
      tries: 50,
      failPercent: index === 0 ? 50 : 0,
      kind: 'errors' as const,
      probe: 'good' as const,
      kong: 'HEALTHY' as const,
    }));
    const digest = { ...digestOf(looks, nowMs), ...observing('ejection') };
    const decision = decide(policy, state, digest, nowMs);
    ({ state } = decision);
    events.push(...decision.events);
  }
  const [first] = service.targets;
  const rotation = state.upstreams[service.upstream]?.targets[first?.target ?? '']?.rotation;
  expect(rotation).toEqual({ kind: 'in' });
  const told = events.filter(({ kind }) => kind === 'would-write');
  expect(told).toHaveLength(1);
  expect(told[0]?.evidence).toMatchObject({ rule: 'ejection', would: 'target-ejected' });
});

const NO_LIMITS: SafetyRules = { maxMovedPerHour: 3, blockedLevers: [], blockedDrills: [] };
const always = parseWeeklyWindow('00:00-24:00 UTC');
const ALWAYS = always === null ? [] : [always];

const FINE = service.targets.map(() => ({
  tries: 20,
  failPercent: 0,
  kind: 'errors' as const,
  probe: 'good' as const,
  kong: 'HEALTHY' as const,
}));

/**
 * What is refused when an evacuation is said in peace, ended, and said again, all within the hour;
 * the region is as if it had wholly returned in between. Half of the traffic is its own.
 */
function refusedIn(safety: SafetyRules, changes: Partial<Override>, again: number) {
  let state = EMPTY_STATE;
  let nowMs = 1_000_000;
  const refusals: unknown[] = [];
  const tick = (overrides: readonly Override[]) => {
    nowMs += 1_000;
    const digest = { ...digestOf(FINE, nowMs), overrides };
    const decision = decide({ ...policy, safety }, state, digest, nowMs);
    ({ state } = decision);
    const refused = decision.events.filter(({ kind }) => kind === 'override-refused');
    refusals.push(...refused.flatMap(({ evidence }) => evidence['refusals']));
  };
  const said = (atMs: number, own: Partial<Override>) => {
    const lever = { kind: 'evacuate', region: 'west', overMs: 0 } as const;
    return overrideFixture(lever, { atMs, untilMs: atMs + 60_000, ...own });
  };
  for (let turn = 0; turn <= again; turn += 1) {
    tick([]);
    tick([said(nowMs + 1_000, { id: `o${turn}`, ...changes })]);
    tick([]);
    const own = state.upstreams[service.upstream];
    if (own === undefined) continue;
    state = { ...state, upstreams: { [service.upstream]: { ...own, regions: {} } } };
  }
  return refusals;
}

test.each<
  [claim: string, safety: SafetyRules, changes: Partial<Override>, again: number, codes: string[]]
>([
  ['a move is within the limit', NO_LIMITS, {}, 0, []],
  [
    'a third half within the hour is not',
    { ...NO_LIMITS, maxMovedPerHour: 1.2 },
    {},
    2,
    ['hourly-share'],
  ],
  ['nothing may be moved', { ...NO_LIMITS, maxMovedPerHour: 0 }, {}, 0, ['hourly-share']],
  ['an admin forces it', { ...NO_LIMITS, maxMovedPerHour: 0 }, { isForced: true }, 0, []],
  ['levers are blocked', { ...NO_LIMITS, blockedLevers: ALWAYS }, {}, 0, ['blocked-window']],
  ['drills are not', { ...NO_LIMITS, blockedLevers: ALWAYS }, { origin: 'drill' }, 0, []],
  [
    'drills are blocked',
    { ...NO_LIMITS, blockedDrills: ALWAYS },
    { origin: 'drill' },
    0,
    ['blocked-window'],
  ],
])('safety rules: %s', (_claim, safety, changes, again, codes) => {
  expect(refusedIn(safety, changes, again)).toMatchObject(codes.map((code) => ({ code })));
});
