/**
 * What the control law does with regions in whole runs of library scenarios: claims on decisions
 * and losses that no single function keeps by itself. Seeds that nothing was tuned on.
 */

import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { createCheckers } from '../../src/simulator/checkers/create-checkers.ts';
import type { RunResult, Scenario } from '../../src/simulator/contract.ts';
import { simulate } from '../../src/simulator/index.ts';
import { parseScenario, standardStrategy } from '../../src/simulator/scenario/index.ts';
import { parseStrategy } from '../../src/strategy/index.ts';

const SCENARIOS = new URL('../../scenarios/', import.meta.url);

async function run(
  name: string,
  seed: number,
  changes: Partial<Scenario> = {},
): Promise<RunResult> {
  const { scenario: written } = parseScenario(
    await readFile(new URL(`${name}.yaml`, SCENARIOS), 'utf8'),
  );
  if (written === null) throw new Error(`${name} is not valid`);
  const scenario = { ...written, ...changes };
  const { strategy } = parseStrategy(standardStrategy(scenario.world, scenario.servers));
  if (strategy === null) throw new Error(`the strategy of ${name} is not valid`);
  const input = { scenario, strategy, contestant: 'ballast', seed } as const;
  return simulate(input, { checkers: createCheckers(input) });
}

function countOf({ decisions }: RunResult, kind: string): number {
  return decisions.filter((event) => event.kind === kind).length;
}

test.each([
  // At most what is lost before the queue can be seen, and in the tick after: about 3 s.
  { name: 'traffic-surge', seed: 7101, lost: 1_500 },
  { name: 'all-regions-lose-half', seed: 7102, lost: 700 },
  { name: 'capacity-loss', seed: 7103, lost: 700 },
])(
  'a region that is asked for more than it can serve spills and is not evacuated: $name',
  async ({ name, seed, lost }) => {
    const result = await run(name, seed);
    expect(countOf(result, 'region-evacuated')).toBe(0);
    expect(countOf(result, 'spill-started')).toBe(1);
    expect(result.failed).toBeLessThan(lost);
    expect(result.findings).toEqual([]);
  },
  60_000,
);

test('a region that queues at a fifth of its stated capacity is unwell and left at once', async () => {
  const result = await run('region-slow', 7104);
  expect(countOf(result, 'region-evacuated')).toBe(1);
  expect(countOf(result, 'spill-started')).toBe(0);
  expect(result.badSeconds).toBeLessThanOrEqual(1);
}, 60_000);

test('errors that come and go for an hour, four times the usual: two transitions at most', async () => {
  const result = await run('region-noise', 7105);
  const kinds = ['region-evacuated', 'evacuation-undone', 'failback-aborted', 'spill-started'];
  const transitions = kinds.reduce((sum, kind) => sum + countOf(result, kind), 0);
  expect(transitions).toBeLessThanOrEqual(2);
}, 120_000);

test('a primary that is well returns soon though its standby, far too small, suffers', async () => {
  const result = await run('small-secondary-few-requests', 7106, { durationMs: 400_000 });
  const healedMs = 40_000;
  // A hold of 120 s from 10 s on, and 30 s for each of five steps: one less than there are.
  const slowestMs = 130_000 + 5 * 30_000;
  const back = result.decisions.filter(({ kind }) => kind === 'failback-done');
  expect(new Set(back.map(({ upstream }) => upstream)).size).toBe(3);
  expect(Math.max(...back.map(({ atMs }) => atMs))).toBeLessThan(slowestMs);
  const lost = result.seconds.filter(({ second }) => 1_000 * second >= healedMs + 5_000);
  expect(lost.filter(({ sent, failed }) => failed > 0.01 * sent)).toEqual([]);
}, 60_000);

test.each([2, 10])(
  'when everything stood still for four seconds, little is refused ten seconds later (seed %i)',
  async (seed) => {
    const result = await run('shared-stall', seed);
    const healedS = 34;
    const bad = result.seconds.filter(({ sent, failed }) => failed > 0.01 * sent);
    // The signs of a shortage are of two seconds, and the limit then takes two steps or three.
    expect(Math.max(...bad.map(({ second }) => second))).toBeLessThan(healedS + 10);
    expect(result.findings).toEqual([]);
  },
  60_000,
);
