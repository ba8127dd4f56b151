import { describe, expect, test } from 'vitest';
import { createFakeWorld, drillOf } from '../../test/drill/support/fake-world.ts';
import type { PreCheckCode } from '../model/drill-report.ts';
import type { Override } from '../model/override.ts';
import type { StatusSnapshot } from '../model/status.ts';
import type { FixtureOptions } from '../../test/support/strategy-fixture.ts';
import { parseWeeklyWindow } from '../lib/weekly-window.ts';
import type { DrillFacts } from './facts.ts';
import { gatherFacts } from './gather-facts.ts';
import { checkBefore } from './pre-checks.ts';

const TEXT = `version: 1
name: d
title: t
hypothesis: h
scope: { region: eu-west }
fault: { kind: health-mark }
duration: 1m
`;

async function factsOf(text = TEXT, changes?: FixtureOptions): Promise<DrillFacts> {
  const world = createFakeWorld(changes);
  const stop = new AbortController();
  world.start(stop.signal);
  // The law estimates demand from more than a few seconds.
  await world.clock.pass(text.includes('weight-out') ? 15_000 : 3_000);
  const { strategy, ports } = world;
  const gathering = gatherFacts({ drill: drillOf(text), strategy }, ports);
  const facts = await world.clock.until(gathering);
  stop.abort();
  return facts;
}

const refusals = (facts: DrillFacts) => checkBefore(facts).filter(({ passed }) => !passed);

test('in peace every check passes, with its numbers', async () => {
  const checks = checkBefore(await factsOf());
  expect(checks.filter(({ passed }) => !passed)).toEqual([]);
  const found = Object.fromEntries(checks.map((check) => [check.code, check.found]));
  expect(found['headroom']).toMatch(/needs 100 rps, the rest has 200 rps .* 50 %, at most 90 %/);
  expect(found['budget']).toMatch(/90 % left of productAPI, 25 % needed/);
  expect(found['blast-radius']).toMatch(/^99|100 % of all requests/);
  expect(found['dead-man']).toMatch(/probes end it within 1 s/);
});

type Change = (facts: DrillFacts) => DrillFacts;

const inSnapshot =
  (change: (snapshot: StatusSnapshot) => StatusSnapshot): Change =>
  (facts) => ({ ...facts, snapshot: facts.snapshot === null ? null : change(facts.snapshot) });

const inServices = (change: (one: StatusSnapshot['upstreams'][number]) => object): Change =>
  inSnapshot((snapshot) => ({
    ...snapshot,
    upstreams: snapshot.upstreams.map((one) => ({ ...one, ...change(one) })),
  }));

const inDrill =
  (change: object): Change =>
  (facts) => ({
    ...facts,
    drill: { ...facts.drill, ...change },
  });

const override = (nowMs: number, origin: Override['origin']): Override => ({
  id: 'o',
  lever: { kind: 'freeze' },
  services: null,
  origin,
  by: 'eve',
  reason: 'r',
  atMs: nowMs - 1,
  untilMs: nowMs + 1_000,
  isForced: false,
});

test.each<[string, Change, PreCheckCode, RegExp]>([
  ['nothing ever ticked', (f) => ({ ...f, snapshot: null }), 'controller', /ballast run/],
  ['the newest tick is old', (f) => ({ ...f, nowMs: f.nowMs + 60_000 }), 'controller', /stopped/],
  ['nobody leads', inSnapshot((s) => ({ ...s, leader: null })), 'controller', /lease/],
  ['it only observes', inSnapshot((s) => ({ ...s, mode: 'observe' })), 'mode', /--shadow/],
  [
    'logs are stale',
    inSnapshot((s) => ({ ...s, stale: [{ signal: 'logs', sinceMs: 0 }] })),
    'telemetry',
    /status/,
  ],
  [
    'an Admin API is away',
    (f) => ({ ...f, kong: [{ node: 'kong-eu#1', failure: 'refused' }] }),
    'kong',
    /mend the Admin API/,
  ],
  [
    'a lever is pulled',
    (f) => ({ ...f, overrides: [override(f.nowMs, 'person')] }),
    'nobody-else',
    /overrides/,
  ],
  [
    'somebody else writes',
    inSnapshot((s) => ({
      ...s,
      gateways: s.gateways.map((one) => ({ ...one, foreign: ['product'] })),
    })),
    'nobody-else',
    /ballast enable/,
  ],
  [
    'a region returns',
    inServices(({ regions }) => ({ regions: regions.map((r) => ({ ...r, phase: 'ramp' })) })),
    'regions-healthy',
    /wait until all is well/,
  ],
  [
    'a target is out',
    inServices(({ regions }) => ({
      regions: regions.map((r) => ({
        ...r,
        targets: r.targets.map((t) => ({ ...t, rotation: 'out' })),
      })),
    })),
    'regions-healthy',
    /wait until all is well/,
  ],
  [
    'the others have shown that they can serve less than is stated',
    inServices(({ regions }) => ({ regions: regions.map((r) => ({ ...r, limitRps: 20 })) })),
    'headroom',
    /quieter time/,
  ],
  ['load is too high', inServices(() => ({ demandRps: 190 })), 'headroom', /quieter time/],
  [
    'the budget is spent',
    inServices(() => ({ budget: { leftRatio: 0.1, burn: {} } })),
    'budget',
    /limits.budget/,
  ],
  [
    'it is a blocked time',
    inDrill({
      schedule: { cron: '', zone: 'UTC', blocked: [parseWeeklyWindow('00:00-24:00 UTC')] },
    }),
    'window',
    /after it/,
  ],
  [
    'it hits too much',
    (f) => ({
      ...f,
      drill: { ...f.drill, limits: { ...f.drill.limits, trafficRatio: 0.3 } },
    }),
    'blast-radius',
    /smaller share/,
  ],
  [
    'a plugin is to answer for one region of a flat upstream',
    inDrill({ fault: { kind: 'request-termination', status: 503, trigger: null } }),
    'lever',
    /health-mark/,
  ],
  [
    'a plugin is to be added without a database',
    (f) => ({
      ...inDrill({
        fault: { kind: 'request-termination', status: 503, trigger: null },
        scope: { region: null, targets: null, services: null, shareRatio: 1 },
      })(f),
      databases: { 'kong-eu': false },
    }),
    'lever',
    /health-mark/,
  ],
  [
    'nobody would be left to end it',
    (f) => ({
      ...inDrill({
        fault: {
          kind: 'command',
          run: 'a',
          undo: 'b',
          verify: null,
          timeoutMs: 1,
          endsAfterMs: null,
        },
      })(f),
      snapshot: null,
    }),
    'dead-man',
    /ends by itself/,
  ],
])('when %s it is refused, and told how to go on', async (_, change, code, fix) => {
  const told = refusals(change(await factsOf()));
  expect(told.map((check) => check.code)).toContain(code);
  expect(told.find((check) => check.code === code)?.fix).toMatch(fix);
});

test('what ends by itself needs no controller for its end', async () => {
  const facts = { ...(await factsOf()), snapshot: null };
  expect(refusals(facts).map(({ code }) => code)).not.toContain('dead-man');
});

describe('a drill by weight asks the law first', () => {
  const WEIGHT = TEXT.replace('health-mark', 'weight-out');
  const lawOf = (text: string, changes: Parameters<typeof factsOf>[1]) =>
    factsOf(text, changes).then((facts) => {
      const found = checkBefore(facts).find(({ code }) => code === 'law');
      if (found === undefined) throw new Error('the law was not asked');
      return found;
    });

  test('and tells what would move where', async () => {
    const { passed, found } = await lawOf(WEIGHT, { capacityRps: 100 });
    expect([passed, found]).toEqual([
      true,
      'productAPI: eu-west 99 % → 0.03 % (0 rps, room for 255 rps), eu-north 1 % → 100 % (100 rps, room for 255 rps)',
    ]);
  });

  test('of a part of the region only that part moves', async () => {
    const part = WEIGHT.replace('region: eu-west', 'region: eu-west, share: 30%');
    const { passed, found } = await lawOf(part, { capacityRps: 100 });
    expect([passed, found]).toEqual([
      true,
      expect.stringMatching(/eu-west 99 % → 69 %.+ 1 % → 31 %/),
    ]);
  });

  test.each<[string, string, Parameters<typeof factsOf>[1], RegExp]>([
    [
      'somebody would be overloaded',
      WEIGHT,
      { capacityRps: 20 },
      /eu-north has room for 51 rps and would get 100 rps/,
    ],
    [
      'the service may not leave its region',
      WEIGHT,
      { capacityRps: 100, failover: { mode: 'isolate' } },
      /law refuses it for productAPI/,
    ],
    [
      'the standby has to be promoted first',
      WEIGHT,
      { capacityRps: 100, failover: { beforeApproval: 'nothing', approval: 'manual' } },
      /law refuses it for productAPI/,
    ],
    [
      'no target of a region would be left',
      WEIGHT.replace(
        'region: eu-west',
        'targets: ["eu-west-1:80", "eu-west-2:80", "eu-west-3:80"]',
      ),
      { capacityRps: 100 },
      /law refuses it for productAPI/,
    ],
  ])('it is refused when %s', async (_, text, changes, found) => {
    const check = await lawOf(text, changes);
    expect(check.passed).toBe(false);
    expect(check.found).toMatch(found);
    expect(check.fix).toMatch(/smaller share/);
  });

  test('what goes past the law does not ask it', async () => {
    const codes = checkBefore(await factsOf()).map(({ code }) => code);
    expect(codes).not.toContain('law');
  });
});

test('a region whose standby must be promoted is not marked away: nobody would take over', async () => {
  const failover = { beforeApproval: 'nothing', approval: 'manual' } as const;
  const facts = await factsOf(TEXT, { capacityRps: 100, failover });
  expect(refusals(facts).map(({ code }) => code)).toContain('headroom');
});
