/** Runs of a simulation made up for tests of what is made of them. */

import { emptyHistogram } from '../../src/lib/histogram.ts';
import type {
  ContestantName,
  RunResult,
  Scenario,
  SecondPoint,
} from '../../src/simulator/contract.ts';
import { parseScenario, standardStrategy } from '../../src/simulator/scenario/index.ts';
import { summarise, type Summary } from '../../src/simulator/report/summary.ts';
import { parseStrategy } from '../../src/strategy/index.ts';

function madeUpScenario(name = 'made-up'): Scenario {
  const { scenario } = parseScenario(
    `version: 1\nname: ${name}\ntitle: Targets & "quotes" <b>\ndescription: Look at it.\n` +
      'warmUp: 10s\nduration: 60s\n' +
      'faults: [{ at: 10s, for: 20s, fault: refuse, region: primary }]\n',
  );
  if (scenario === null) throw new Error('the made-up scenario is not valid');
  return scenario;
}

export function madeUpRun(
  contestant: ContestantName,
  seed: number,
  changes: Partial<RunResult> = {},
): RunResult {
  const failed = contestant === 'ballast' ? 10 + seed : 100 * seed;
  return {
    scenario: 'made-up',
    contestant,
    seed,
    sent: 10_000,
    failed,
    shed: 0,
    badSeconds: contestant === 'ballast' ? 1 : 20,
    cleanAfterMs: contestant === 'ballast' ? 2_000 : null,
    p50Ms: 12.3,
    p99Ms: 40 + seed,
    p999Ms: 80,
    meanMs: 14.25,
    latency: emptyHistogram(),
    writes: contestant === 'ballast' ? 12 : 0,
    servedByRegion: { 'eu-west': 9_000, 'eu-north': 900 },
    servedByTarget: {},
    ejections: 0,
    regionMoves: contestant === 'ballast' ? 1 : 0,
    seconds: Array.from({ length: 70 }, (_, index) => secondOf(index - 10)),
    weights: [
      { atMs: -10_000, upstream: 'productapi-upstream', weights: WEIGHTS },
      { atMs: 12_000, upstream: 'productapi-upstream', weights: EVACUATED },
    ],
    decisions:
      contestant === 'ballast'
        ? [
            {
              atMs: 12_000,
              kind: 'region-evacuated',
              upstream: 'productapi-upstream',
              region: 'eu-west',
              target: null,
              message: 'eu-west evacuated: 3 of 3 targets <refuse>.',
              evidence: { failing: 3, of: 3 },
            },
          ]
        : [],
    findings: [],
    engine: { events: 100_000, tookMs: 100 },
    ...changes,
  };
}

const WEIGHTS = { 'product-1.eu-west:8080': 99, 'product-1.eu-north:8080': 1 };
const EVACUATED = { 'product-1.eu-west:8080': 1, 'product-1.eu-north:8080': 99 };

function secondOf(second: number): SecondPoint {
  const isFault = second >= 10 && second < 30;
  return {
    second,
    sent: 200,
    failed: isFault ? 50 : 0,
    shed: 0,
    p50Ms: 12,
    p99Ms: isFault ? 400 : 40,
    served: { 'eu-west': isFault ? 0 : 198, 'eu-north': isFault ? 150 : 2 },
    utilisation: { 'eu-west': 0.3, 'eu-north': 0.1 },
  };
}

export function madeUpSummary(runs: readonly RunResult[]): Summary {
  const order: readonly ContestantName[] = ['folklore', 'kong-tuned', 'generated', 'ballast'];
  const contestants = order.filter((name) => runs.some(({ contestant }) => contestant === name));
  const seeds = [...new Set(runs.map(({ seed }) => seed))].toSorted((a, b) => a - b);
  return summarise({
    scenarios: [madeUpScenario()],
    contestants,
    seeds,
    runs,
    strategyOf({ world, servers }) {
      const { strategy } = parseStrategy(standardStrategy(world, servers));
      if (strategy === null) throw new Error('the standard strategy is not valid');
      return strategy;
    },
  });
}
