/**
 * Excess errors: what a fault costs beyond what fails anyway. What fails anyway is measured, in a run
 * of the same seed without the fault, since at one failure in a thousand luck is as large as what a
 * good control law leaves over.
 */

import type { ContestantName, Scenario } from '../../src/simulator/contract.ts';
import { simulate } from '../../src/simulator/index.ts';
import { secondsIn, total, type Window } from './measures.ts';
import { inputOf } from './world.ts';

export interface ExcessOptions {
  readonly scenario: Scenario;
  readonly contestant: ContestantName;
  readonly window: Window;
  readonly seed: number;
}

/** Several bars look at the same runs. */
const known = new Map<string, Promise<number>>();

/** Requests; at least one, since nobody can lose less. */
export async function excessErrors(options: ExcessOptions): Promise<number> {
  const { scenario } = options;
  const calm = { ...scenario, faults: [] };
  const failed = await failedCount(options);
  return Math.max(1, failed - (await failedCount({ ...options, scenario: calm })));
}

function failedCount({ scenario, contestant, window, seed }: ExcessOptions): Promise<number> {
  const key = JSON.stringify([{ ...scenario, name: '', title: '' }, contestant, window, seed]);
  const before = known.get(key);
  if (before !== undefined) return before;
  const counted = simulate(inputOf(scenario, { contestant, seed })).then((run) =>
    total(secondsIn(run, window), ({ failed }) => failed),
  );
  known.set(key, counted);
  return counted;
}
