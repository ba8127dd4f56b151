/** Worker of `bench/bars.ts`: one run of a bar's scenario, or one computed number. */

import type { ContestantName, RunResult } from '../../src/simulator/contract.ts';
import { createCheckers } from '../../src/simulator/checkers/create-checkers.ts';
import { simulate } from '../../src/simulator/index.ts';
import { answerTasks } from '../worker-pool.ts';
import type { Bar } from './bar.ts';
import { BARS } from './bars.ts';
import { inputOf } from './world.ts';

export interface BarTask {
  /** The first bar that needs it. */
  readonly bar: string;
  /** `null` for a bar that is computed. */
  readonly contestant: ContestantName | null;
  readonly seed: number;
}

export type BarAnswer =
  | { readonly result: RunResult }
  | { readonly value: number }
  /** That run could not be made; the others go on. */
  | { readonly error: string };

answerTasks<BarTask, BarAnswer>(async ({ bar: name, contestant, seed }) => {
  const bar = BARS.find((one) => one.name === name);
  if (bar === undefined) throw new Error(`no bar is called ${name}`);
  try {
    return await answer(bar, { contestant, seed });
  } catch (error) {
    return { error: String(error) };
  }
});

async function answer(
  { run }: Bar,
  { contestant, seed }: Omit<BarTask, 'bar'>,
): Promise<BarAnswer> {
  if (run.kind === 'compute') return { value: await run.of(seed) };
  if (contestant === null) throw new Error('a simulated bar needs a contestant');
  const input = inputOf(run.scenario, { contestant, seed });
  return { result: await simulate(input, { checkers: createCheckers(input) }) };
}
