/**
 * The formulas for what Ballast moves are no rosier than simulation: traffic leaves a target that
 * fails in part, and a region, about as soon as they say.
 */

import { expect, test } from 'vitest';

import {
  comparisonOf,
  measuredFaults,
  type Outcome,
} from '../../src/cli/advise/compare-designs.ts';
import { planRuns } from '../../src/cli/advise/runs.ts';
import { failureCosts } from '../../src/generate/advice/failures.ts';
import { simulate } from '../../src/simulator/index.ts';
import { exampleService, exampleStrategy } from '../support/example-strategy.ts';

const RPS = 100;
const partialRatios = { target: 0.3, region: 0.05 };
const [first, second, third] = exampleService().targets;
const targets = [first, second, third, third]
  .filter((target) => target !== undefined)
  .map((target, index) => ({ ...target, target: `${index}.${target.target}` }));
const service = exampleService({ targets, algorithm: { kind: 'least-connections' } });

test('partial faults are moved from in about the time of the formula', async () => {
  const plan = planRuns({
    strategy: exampleStrategy([service]),
    seed: 1,
    rpsOf: () => RPS,
    partialRatios,
  });
  const outcomes: Outcome[] = [];
  for (const run of plan.runs) {
    if (run.compared !== 'ballast' || !run.fault.endsWith('-partial')) continue;
    outcomes.push({ run, result: await simulate(run.job.input) });
  }
  const context = { service, rps: RPS, seenFrom: 'eu-west', partialRatios };
  const measured = measuredFaults(outcomes, context).filter(
    ({ kind, design }) => kind === 'partial' && design === 'ballast',
  );
  expect(measured.map(({ scope }) => scope)).toEqual(['region', 'target']);
  for (const { scope, moved } of measured) {
    const computed = failureCosts(service, RPS).find(({ kind }) => kind === `${scope}-gray`);
    const ratio = (moved.lowMs + moved.highMs) / 2 / (computed?.withBallast.movedMs ?? 1);
    expect({ scope, ratio, fits: ratio > 0.25 && ratio < 1.6 }).toMatchObject({ fits: true });
  }
  expect(comparisonOf(plan, outcomes).faults).toHaveLength(9);
}, 120_000);
