/** The guarantees on how Ballast behaves: G4, G5, G7, G8, G9. */

import { expect, test } from 'vitest';
import { CheckedRun, event, runInput } from '../../../test/support/checked-run.ts';
import { decide } from '../../decide/decide.ts';
import { policyOf } from '../../decide/policy.ts';
import { EMPTY_STATE } from '../../decide/state.ts';
import type { Fault } from '../contract.ts';
import { createExplainedChecker } from './explained.ts';
import { createNoFlappingChecker } from './no-flapping.ts';
import { createOneWriterChecker } from './one-writer.ts';
import { createPeopleFirstChecker } from './people-first.ts';
import { createUnknownIsNotBadChecker } from './unknown-is-not-bad.ts';

const BLIND: Fault = { kind: 'observer-blind', where: {} };
const DEAD: Fault = { kind: 'refuse', where: { region: 'primary' } };

test.each([
  { claim: 'a blind observer alone is found', faults: [BLIND], count: 1 },
  { claim: 'a region that is also dead is fine', faults: [BLIND, DEAD], count: 0 },
])('G4: an evacuation because of $claim', ({ faults, count }) => {
  const run = new CheckedRun(createUnknownIsNotBadChecker());
  run.tick(0, { faults }).tick(1_000, {
    faults,
    events: [event(1_000, 'region-evacuated', { region: 'eu-west' })],
  });
  expect(run.end()).toHaveLength(count);
});

test('G4: the aftermath of a real fault is no fault of the blind', () => {
  const run = new CheckedRun(createUnknownIsNotBadChecker());
  run.tick(0, { faults: [DEAD] });
  run.tick(30_000, { faults: [BLIND], events: [event(30_000, 'target-ejected')] });
  expect(run.end()).toEqual([]);
  run.tick(90_000, { faults: [BLIND], events: [event(90_000, 'target-ejected')] });
  expect(run.end()).toHaveLength(1);
});

test('G4: a return goes no step further once the logs have been lost for a while', () => {
  const run = new CheckedRun(createUnknownIsNotBadChecker());
  const lost = { isTelemetryLost: true, events: [event(0, 'failback-step')] };
  run.tick(0, lost).tick(10_000, lost);
  expect(run.end()).toEqual([]);
  expect(run.tick(20_000, lost).end()).toHaveLength(1);
});

function loseEvery(gapMs: number, times: number, holds: (turn: number) => number) {
  const run = new CheckedRun(createNoFlappingChecker(runInput()));
  for (let turn = 0; turn < times; turn += 1) {
    const atMs = turn * gapMs;
    const evidence = { holdMs: holds(turn) };
    run.tick(atMs, { events: [event(atMs, 'region-evacuated', { region: 'eu-west', evidence })] });
  }
  return run.end().map(({ message }) => message);
}

test('G5: an eighth loss within the hour is found, seven are the budget', () => {
  const doubling = (turn: number) => Math.min(600_000, 10_000 * 2 ** turn);
  expect(loseEvery(120_000, 7, doubling)).toEqual([]);
  expect(loseEvery(120_000, 8, doubling)).toEqual([
    'region eu-west of product was taken out 8 times within an hour',
  ]);
  expect(loseEvery(600_000, 12, doubling)).toEqual([]);
});

test('G5: a hold that does not double is found', () => {
  expect(loseEvery(30_000, 4, () => 10_000)).toHaveLength(3);
  expect(loseEvery(30_000, 1, () => 5_000)).toHaveLength(1);
});

test('G5: a target that is ejected without end is found', () => {
  const run = new CheckedRun(createNoFlappingChecker(runInput()));
  for (let turn = 0; turn < 14; turn += 1) {
    const atMs = turn * 60_000;
    run.tick(atMs, { events: [event(atMs, 'target-ejected', { target: 'eu-west-1:80' })] });
  }
  expect(run.end()).toHaveLength(1);
});

test('G7: a deposed writer is found, a successor is not', () => {
  const run = new CheckedRun(createOneWriterChecker());
  run.write('eu-west-1:80', 1, { atMs: 0 }).write('eu-west-1:80', 2, { atMs: 1_000, writer: 'b' });
  expect(run.end()).toEqual([]);
  run.write('eu-west-1:80', 3, { atMs: 2_000 });
  expect(run.end()[0]?.message).toContain('a writes to kong-eu again after b took over');
});

test.each([
  { claim: 'rising tokens are fine', tokens: [1, 1, 2], writers: ['a', 'a', 'b'], count: 0 },
  { claim: 'a superseded token is found', tokens: [2, 1], writers: ['b', 'a'], count: 1 },
  { claim: 'a shared token is found', tokens: [1, 1], writers: ['a', 'b'], count: 1 },
  { claim: 'no token at all is found', tokens: [null], writers: ['a'], count: 1 },
])('G7: $claim', ({ tokens, writers, count }) => {
  const run = new CheckedRun(createOneWriterChecker());
  for (const [index, token] of tokens.entries()) {
    run.write('eu-west-1:80', index, { token, writer: writers[index] ?? 'a' });
  }
  expect(run.end()).toHaveLength(count);
});

test('G7: foreign weights are not fought, until a person says so', () => {
  const run = new CheckedRun(createOneWriterChecker());
  run.write('eu-west-1:80', 1, { atMs: 0, writer: 'foreign' });
  run.write('eu-west-1:80', 2, { atMs: 3_000 });
  expect(run.end()).toEqual([]);
  run.write('eu-west-1:80', 3, { atMs: 10_000 });
  expect(run.end()).toHaveLength(1);
  run.tick(11_000, { events: [event(11_000, 'mode-changed')] });
  run.write('eu-west-1:80', 4, { atMs: 12_000 });
  expect(run.end()).toHaveLength(1);
});

test.each([
  { claim: 'without evidence', changes: { evidence: {} } },
  { claim: 'without a sentence', changes: { message: 'because' } },
])('G8: an event $claim is found', ({ changes }) => {
  const run = new CheckedRun(createExplainedChecker(runInput()));
  run.tick(0, { events: [event(0, 'target-ejected')] });
  expect(run.end()).toEqual([]);
  expect(run.tick(0, { events: [event(0, 'target-ejected', changes)] }).end()).toHaveLength(1);
});

test('G8: a batch that no event tells of is found', () => {
  const run = new CheckedRun(createExplainedChecker(runInput()));
  run.write('eu-west-1:80', 1).tick(1_000, { events: [event(1_000, 'weights-written')] });
  expect(run.end()).toEqual([]);
  expect(run.write('eu-west-1:80', 2).tick(2_000).end()).toHaveLength(1);
});

test('G8: a record that replays to something else is found', () => {
  const input = runInput();
  const run = new CheckedRun(createExplainedChecker(input));
  const digest = { logsAtMs: 1, upstreams: [] };
  const nowMs = 1_000_000;
  const { events } = decide(policyOf(input.strategy), EMPTY_STATE, digest, nowMs);
  expect(events).not.toEqual([]);
  const decision = { atMs: nowMs, stateBefore: EMPTY_STATE, digest, events };
  expect(run.tick(nowMs, { decision }).end()).toEqual([]);
  const other = { ...decision, events: [event(nowMs, 'target-ejected')] };
  expect(run.tick(nowMs, { decision: other }).end()).toHaveLength(1);
});

test('G9: a write in mode observe is found', () => {
  const run = new CheckedRun(createPeopleFirstChecker(runInput({ mode: 'observe' })));
  run.write('eu-west-1:80', 1, { writer: 'foreign' });
  expect(run.end()).toEqual([]);
  expect(run.write('eu-west-1:80', 2).end()).toHaveLength(1);
  const events = [event(0, 'mode-changed', { evidence: { mode: 'act' } })];
  expect(run.tick(0, { events }).write('eu-west-1:80', 3).end()).toHaveLength(1);
});

test.each([
  { kind: 'region-evacuated' as const, options: { failover: { approval: 'manual' as const } } },
  { kind: 'failback-step' as const, options: { failback: { approval: 'manual' as const } } },
])('G9: $kind that a person has to approve is found', ({ kind, options }) => {
  const events = [event(0, kind, { region: 'eu-west' })];
  const manual = new CheckedRun(createPeopleFirstChecker(runInput(options)));
  expect(manual.tick(0, { events }).end()).toHaveLength(1);
  const auto = new CheckedRun(createPeopleFirstChecker(runInput()));
  expect(auto.tick(0, { events }).end()).toEqual([]);
});

test.each([
  { lever: { kind: 'evacuate', region: 'eu-west', overMs: 0 }, count: 1 },
  { lever: { kind: 'evacuate', region: 'eu-west', overMs: 60_000 }, count: 0 },
  { lever: { kind: 'evacuate', region: 'eu-north', overMs: 0 }, count: 1 },
  { lever: { kind: 'freeze' }, count: 1 },
])('G9: a write against $lever.kind $lever.region over $lever.overMs is found', (row) => {
  const run = new CheckedRun(createPeopleFirstChecker(runInput()));
  const evidence = { id: 'one', lever: row.lever };
  run.tick(0, { events: [event(0, 'override-set', { evidence })] });
  run.write('eu-west-1:80', 3_000, { atMs: 5_000 });
  expect(run.end()).toEqual([]);
  run.write('eu-west-1:80', 3_100, { atMs: 30_000 }).tick(31_000);
  expect(run.end()).toHaveLength(row.count);
  // The tick that ends a lever may already write, before it has told so.
  run.write('eu-west-1:80', 3_200, { atMs: 40_000 });
  run.tick(40_000, { events: [event(40_000, 'override-ended', { evidence })] });
  expect(run.end()).toHaveLength(row.count);
});
