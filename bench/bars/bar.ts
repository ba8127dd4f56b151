/**
 * A bar: one claim of the issue on the control law, as data. Scenario and contestants say what is
 * run, `measure` makes one number of the runs of one seed, `bound` is what it is held against.
 *
 * A verdict is about the mean over the seeds; the worst seed is told beside it.
 */

import type { ContestantName, RunResult, Scenario } from '../../src/simulator/contract.ts';

export interface Bar {
  /** Short, unique; for `--only`. */
  readonly name: string;
  /** Row of the issue that it belongs to, in its words. */
  readonly row: string;
  readonly run: BarRun;
  readonly measure: (runs: Runs) => number;
  readonly what: string;
  readonly bound: number;
  readonly is: 'at most' | 'at least';
  readonly unit: '' | '%' | 's' | 'ms' | '×';
  /** Where the bar cannot be met: the best bound known, and why. */
  readonly bestKnown?: string;
}

export type BarRun =
  | {
      readonly kind: 'simulate';
      readonly scenario: Scenario;
      readonly contestants: readonly ContestantName[];
    }
  /** Something other than the simulator: a number for each seed. */
  | { readonly kind: 'compute'; readonly of: (seed: number) => number | Promise<number> };

/** Results of one seed. */
export interface Runs {
  readonly scenario: Scenario;
  /** Throws when that contestant was not run. */
  readonly of: (contestant: ContestantName) => RunResult;
  /** Of a bar that is computed. */
  readonly value: number;
}
