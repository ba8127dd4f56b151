/** The guarantees on where weights lie: G1, G2, G3, G6, G10. */

import { expect, test } from 'vitest';
import { CheckedRun, event, runInput, runResult } from '../../../test/support/checked-run.ts';
import { createCapacityChecker } from './capacity.ts';
import { createFewWritesChecker } from './few-writes.ts';
import { createNeverEmptyChecker } from './never-empty.ts';
import { createReversibleChecker } from './reversible.ts';
import { checkAgainstDead, createStaticStabilityChecker } from './static-stability.ts';

const WEST = ['eu-west-1:80', 'eu-west-2:80', 'eu-west-3:80'];
const NORTH = ['eu-north-1:80', 'eu-north-2:80', 'eu-north-3:80'];

function writeAll(run: CheckedRun, targets: readonly string[], to: number, atMs = 1_000) {
  for (const target of targets) run.write(target, to, { atMs });
  return run;
}

test('G1: a batch that leaves weights in a single region is found', () => {
  const run = new CheckedRun(createStaticStabilityChecker(runInput()));
  expect(writeAll(run, NORTH, 0).tick(1_000).end()).toHaveLength(1);
});

test.each([
  { claim: 'a last resort of weight 1', weight: 1, options: {} },
  {
    claim: 'no last resort where a service is isolated',
    weight: 0,
    options: { failover: { mode: 'isolate' as const } },
  },
  { claim: 'nothing elsewhere with a single region', weight: 0, options: { regions: { x: 3 } } },
])('G1: $claim is safe enough', ({ weight, options }) => {
  const run = new CheckedRun(createStaticStabilityChecker(runInput(options)));
  expect(writeAll(run, NORTH, weight).tick(1_000).end()).toEqual([]);
});

test('G1: losing more than Kong alone is found, the luck of the draw is not', () => {
  const alone = runResult({ contestant: 'generated', failed: 1_000 });
  expect(checkAgainstDead(runResult({ failed: 1_100 }), alone)).toBeNull();
  expect(checkAgainstDead(runResult({ failed: 1_500 }), alone)?.guarantee).toBe('G1');
});

test('G2: the write that takes the last weight from who can serve is found', () => {
  const run = new CheckedRun(createNeverEmptyChecker(runInput()));
  run.able = new Set(WEST.slice(0, 2));
  run.tick(0).tick(10_000);
  const findings = writeAll(run, WEST.slice(0, 2), 0, 10_500).end();
  expect(findings).toHaveLength(1);
  expect(findings[0]?.message).toContain('eu-west-2:80 from 3300 to 0');
});

test('G2: a prefix is found although the batch ends well', () => {
  const run = new CheckedRun(createNeverEmptyChecker(runInput()));
  run.able = new Set(['eu-north-1:80']);
  run.tick(0);
  run.write('eu-north-1:80', 0, { atMs: 9_000 }).write('eu-north-1:80', 5000, { atMs: 9_010 });
  expect(run.end()).toHaveLength(1);
});

test('G2: a threshold that is crossed is found', () => {
  const run = new CheckedRun(createNeverEmptyChecker(runInput(), { thresholdPercent: 50 }));
  run.able = new Set(NORTH);
  writeAll(run, NORTH, 9_000);
  expect(run.end()).toEqual([]);
  expect(writeAll(run, NORTH, 100).end()).not.toEqual([]);
});

test.each([
  { claim: 'nobody can serve anyway', able: [], died: true },
  { claim: 'the others died too lately to be known', able: WEST, died: false },
])('G2: emptying is no fault while $claim', ({ able, died }) => {
  const run = new CheckedRun(createNeverEmptyChecker(runInput()));
  if (died) run.able = new Set(able);
  run.tick(0).tick(9_000);
  run.able = new Set(able);
  run.tick(10_000);
  expect(writeAll(run, WEST, 0, 11_000).end()).toEqual([]);
});

test('G3: a region that is planned above its ceiling while the other has room is found', () => {
  const run = new CheckedRun(createCapacityChecker(runInput({ capacityRps: 100 })));
  run.weights = { ...run.weights, ...Object.fromEntries(NORTH.map((name) => [name, 3300])) };
  // 300 rps on 3 × 85: the other half of the targets is left idle.
  for (const name of WEST) run.write(name, 1, { demandRps: 300 });
  const findings = run.tick(1_000).end();
  expect(findings.map(({ message }) => message).join()).toContain('eu-north of product');
});

test('G3: a single target that is planned above its ceiling is found', () => {
  const run = new CheckedRun(createCapacityChecker(runInput({ capacityRps: 100 })));
  run.write('eu-west-2:80', 100, { demandRps: 200 }).write('eu-west-3:80', 100, { demandRps: 200 });
  expect(run.tick(1_000).end()[0]?.message).toContain('eu-west-1:80 of product');
});

test.each([
  { claim: 'there is room', demandRps: 200, dead: [], left: 1 },
  { claim: 'nobody else can serve', demandRps: 300, dead: WEST, left: 1 },
  { claim: 'everybody is over anyway', demandRps: 900, dead: [], left: 2500 },
])('G3: moving traffic is right when $claim', ({ demandRps, dead, left }) => {
  const run = new CheckedRun(createCapacityChecker(runInput({ capacityRps: 100 })));
  run.weights = { ...run.weights, ...Object.fromEntries(NORTH.map((name) => [name, 3300])) };
  run.able = new Set([...WEST, ...NORTH].filter((name) => !dead.includes(name)));
  for (const name of WEST) run.write(name, left, { demandRps });
  expect(run.tick(1_000).end()).toEqual([]);
});

const PEACE = { isTroubled: false };

test('G6: a write in peace is found', () => {
  const run = new CheckedRun(createFewWritesChecker(runInput()));
  run.tick(0).write('eu-west-1:80', 3000, { atMs: 100_000, ...PEACE });
  expect(run.tick(100_000).end()[0]?.message).toContain('written in peace');
});

test.each([
  { claim: 'in trouble', troubledMs: 90_000, kind: null },
  { claim: 'while a region is on its way back', troubledMs: 0, kind: 'region-evacuated' as const },
])('G6: a write $claim is no write in peace', ({ troubledMs, kind }) => {
  const run = new CheckedRun(createFewWritesChecker(runInput()));
  run.tick(0, { events: kind === null ? [] : [event(0, kind, { region: 'eu-west' })] });
  run.tick(troubledMs, { isTroubled: true });
  run.tick(99_000).write('eu-west-1:80', 3000, { atMs: 100_000, ...PEACE });
  expect(run.tick(100_000).end()).toEqual([]);
});

test('G6: a write that changes nothing, and one off the grid, are found', () => {
  const run = new CheckedRun(createFewWritesChecker(runInput()));
  run.write('eu-west-1:80', 3300).write('eu-west-2:80', 0.5).write('eu-west-3:80', 65_535);
  expect(run.end()).toHaveLength(3);
});

test.each([
  { claim: 'a second apart are found', gapMs: 1_000, urgent: false, failed: false, count: 1 },
  { claim: 'two intervals apart are fine', gapMs: 2_000, urgent: false, failed: false, count: 0 },
  { claim: 'in an emergency are fine', gapMs: 1_000, urgent: true, failed: false, count: 0 },
  { claim: 'that complete another are fine', gapMs: 1_000, urgent: false, failed: true, count: 0 },
])('G6: batches $claim', ({ gapMs, urgent, failed, count }) => {
  const run = new CheckedRun(createFewWritesChecker(runInput()));
  const events = failed ? [event(1_000, 'write-failed')] : [];
  run.write('eu-west-1:80', 3000).write('eu-west-2:80', 3000).tick(1_000, { events });
  run.write('eu-west-1:80', 2000, { atMs: 1_000 + gapMs, urgent });
  expect(run.tick(1_000 + gapMs).end()).toHaveLength(count);
});

test('G10: a lost target and a way back through an outage are found', () => {
  const lost = new CheckedRun(createReversibleChecker(runInput()));
  const { 'eu-west-3:80': _, ...others } = lost.weights;
  lost.weights = others;
  expect(lost.write('eu-west-1:80', 1).end()[0]?.message).toContain('has lost eu-west-3:80');

  const kept = new CheckedRun(createReversibleChecker(runInput()));
  expect(writeAll(kept, WEST, 1).write('eu-north-1:80', 9000).end()).toEqual([]);
});
