/**
 * Many runs on worker threads. Each run depends on its input alone and results are put in the order
 * of the jobs, so the outcome does not depend on how many threads there are.
 */

import { Worker } from 'node:worker_threads';

import type { RunResult } from '../../simulator/contract.ts';
import type { FromWorker, Job, ToWorker } from './job.ts';

export interface JobsOptions {
  readonly threads: number;
  /** Ends all runs at once; what is done is returned. */
  readonly signal: AbortSignal;
  readonly onProgress: (progress: JobsProgress) => void;
}

export interface JobsProgress {
  readonly total: number;
  readonly done: number;
  /** Of all, those begun counted in part. */
  readonly doneRatio: number;
  /** Events that the finished runs handled. */
  readonly events: number;
}

export interface JobsOutcome {
  /** By job; `null` for what was not run to its end. */
  readonly results: readonly (RunResult | null)[];
  readonly failures: readonly { readonly job: Job; readonly message: string }[];
}

/** `ts` in a checkout, `js` in the built package. */
const WORKER = new URL(
  `./worker.${import.meta.url.endsWith('.ts') ? 'ts' : 'js'}`,
  import.meta.url,
);

export async function runJobs(jobs: readonly Job[], options: JobsOptions): Promise<JobsOutcome> {
  const state = newState(jobs, options);
  const count = Math.min(options.threads, jobs.length);
  await Promise.all(Array.from({ length: count }, () => workThrough(state)));
  return { results: state.results, failures: state.failures };
}

interface State {
  readonly jobs: readonly Job[];
  readonly options: JobsOptions;
  readonly results: (RunResult | null)[];
  readonly failures: { job: Job; message: string }[];
  /** Part done of each job. */
  readonly ratios: number[];
  next: number;
  done: number;
  events: number;
}

function newState(jobs: readonly Job[], options: JobsOptions): State {
  const counts = { next: 0, done: 0, events: 0 };
  const results = jobs.map(() => null);
  return { jobs, options, results, failures: [], ratios: jobs.map(() => 0), ...counts };
}

/** One thread, until no job is left, the signal aborts or the thread dies. */
function workThrough(state: State): Promise<void> {
  const { signal } = state.options;
  const worker = new Worker(WORKER);
  return new Promise<void>((resolve, reject) => {
    const end = () => {
      signal.removeEventListener('abort', end);
      void worker.terminate().then(() => resolve());
    };
    const goOn = () => {
      const index = state.next;
      const job = state.jobs[index];
      if (job === undefined || signal.aborted) return end();
      state.next += 1;
      worker.postMessage({ index, job } satisfies ToWorker);
    };
    worker.on('message', (message: FromWorker) => {
      hear(state, message);
      if (message.kind !== 'progress') goOn();
    });
    // A thread that dies takes the command with it: out of memory, or a bug.
    worker.on('error', reject);
    signal.addEventListener('abort', end, { once: true });
    goOn();
  });
}

function hear(state: State, message: FromWorker): void {
  const { jobs, options, results, failures, ratios } = state;
  const job = jobs[message.index];
  if (job === undefined) return;
  if (message.kind === 'progress') ratios[message.index] = message.doneRatio;
  else {
    ratios[message.index] = 1;
    state.done += 1;
  }
  if (message.kind === 'failed') failures.push({ job, message: message.message });
  if (message.kind === 'done') {
    results[message.index] = message.result;
    state.events += message.result.engine.events;
  }
  const doneRatio = ratios.reduce((sum, ratio) => sum + ratio, 0) / jobs.length;
  options.onProgress({ total: jobs.length, done: state.done, doneRatio, events: state.events });
}
