/** Exploring with a stand-in for the simulator: what is judged, and that each judgement can fail. */

import { expect, test } from 'vitest';
import { runResult } from '../../../test/support/checked-run.ts';
import { strategyFixture } from '../../../test/support/strategy-fixture.ts';
import { baselineOf } from '../../model/layout.ts';
import { policyOf } from '../../decide/policy.ts';
import type { RunInput, RunResult, Scenario, SecondPoint, WeightPoint } from '../contract.ts';
import { exploreScenario } from './explore-scenario.ts';
import { randomScenario } from './random-scenario.ts';

const STRATEGY = strategyFixture();
const SCENARIO: Scenario = {
  ...randomScenario(1),
  durationMs: 165_000,
  world: { regions: 2, services: 1, targetsPerRegion: 3, strategy: {} },
  traffic: { level: { load: 0.5 }, shape: { kind: 'poisson' }, keys: 100 },
  faults: [{ atMs: 10_000, forMs: 5_000, fault: { kind: 'refuse', where: { region: 'primary' } } }],
};

const WEIGHTS: readonly WeightPoint[] = Object.values(policyOf(STRATEGY).layouts).flatMap(
  (services) =>
    Object.values(services).flatMap((layout) =>
      Object.entries(baselineOf(layout)).map(([upstream, weights]) => ({
        atMs: 0,
        upstream,
        weights,
      })),
    ),
);

/** 100 requests in each second, of which some fail from a moment on. */
function secondsWith(failing: (second: number) => number): readonly SecondPoint[] {
  return Array.from({ length: 165 }, (_, second) => ({
    second,
    sent: 100,
    failed: failing(second),
    shed: 0,
    p50Ms: 10,
    p99Ms: 20,
    served: {},
    utilisation: {},
  }));
}

const GOOD = { seconds: secondsWith(() => 0), weights: WEIGHTS, sent: 16_500 };

async function rulesOf(
  answer: (input: RunInput) => Partial<RunResult> | Error,
  { scenario = SCENARIO, seed = 1 } = {},
): Promise<readonly string[]> {
  const simulate = async (input: RunInput) => {
    const result = answer(input);
    if (result instanceof Error) throw result;
    return runResult({ ...GOOD, ...result });
  };
  const tools = { simulate, strategyOf: () => STRATEGY };
  const complaints = await exploreScenario(tools, { scenario, seed });
  return complaints.map(({ rule }) => rule);
}

test('a run in which all is well has no complaints', async () => {
  expect(await rulesOf(() => ({}))).toEqual([]);
});

test('what throws is told, not thrown', async () => {
  expect(await rulesOf(() => new Error('broken'))).toEqual(['thrown']);
});

test('findings of checkers are complaints', async () => {
  const finding = { guarantee: 'G2', atMs: 1, message: 'empty', evidence: {} } as const;
  const findings = ({ contestant }: RunInput) => (contestant === 'ballast' ? [finding] : []);
  expect(await rulesOf((input) => ({ findings: findings(input) }))).toEqual(['G2']);
});

test('losing more than without Ballast is G1', async () => {
  const lost = ({ contestant }: RunInput) => (contestant === 'ballast' ? 2_000 : 100);
  expect(await rulesOf((input) => ({ failed: lost(input) }))).toEqual(['G1']);
});

test('each fourth seed is also run with a controller that dies for good', async () => {
  const isCrashed = ({ scenario }: RunInput) =>
    scenario.faults.some(({ fault, forMs }) => fault.kind === 'controller-crash' && forMs === null);
  const answer = (input: RunInput) => ({ failed: isCrashed(input) ? 2_000 : 0 });
  expect(await rulesOf(answer, { seed: 4 })).toEqual(['G1']);
  expect(await rulesOf(answer, { seed: 5 })).toEqual([]);
});

test('a run that differs when it is repeated is told', async () => {
  let turn = 0;
  expect(await rulesOf(() => ({ p99Ms: (turn += 1) }), { seed: 20 })).toEqual(['repeatable']);
});

test('a lost region has to be replaced, and the end of a run is judged', async () => {
  const seconds = secondsWith((second) => (second > 25 && second < 60 ? 50 : 0));
  expect(await rulesOf(() => ({ seconds }))).toEqual(['replaced']);
  const late = secondsWith((second) => (second > 150 ? 50 : 0));
  const twice = { ...SCENARIO, faults: SCENARIO.faults.flatMap((fault) => [fault, fault]) };
  expect(await rulesOf(() => ({ seconds: late }), { scenario: twice })).toEqual(['serves-again']);
});

test('weights that do not return to the baseline are told', async () => {
  const [first] = WEIGHTS;
  if (first === undefined) throw new Error('there are weights');
  const weights = [...WEIGHTS, { ...first, atMs: 1, weights: { 'eu-west-1:80': 1 } }];
  expect(await rulesOf(() => ({ weights }))).toEqual(['returns-to-baseline']);
});

test('nothing is expected of what cannot heal in time', async () => {
  const forever = SCENARIO.faults.map((fault) => ({ ...fault, forMs: null }));
  const twice = [...forever, ...forever];
  const seconds = secondsWith(() => 50);
  const scenario = { ...SCENARIO, faults: twice };
  expect(await rulesOf(() => ({ seconds, weights: [] }), { scenario })).toEqual([]);
});
