/** What the command and its worker threads say to each other. All of it is plain data. */

import type { RunInput, RunResult } from '../../simulator/contract.ts';

export interface Job {
  readonly input: RunInput;
  /** Time lines and decisions, for the report; the figures are kept in any case. */
  readonly keepsSeries: boolean;
}

export interface ToWorker {
  readonly index: number;
  readonly job: Job;
}

export type FromWorker =
  | { readonly kind: 'progress'; readonly index: number; readonly doneRatio: number }
  | { readonly kind: 'done'; readonly index: number; readonly result: RunResult }
  | { readonly kind: 'failed'; readonly index: number; readonly message: string };
