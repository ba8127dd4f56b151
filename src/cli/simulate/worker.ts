/** A worker thread of `ballast simulate`: runs one job at a time with every checker. */

import { parentPort } from 'node:worker_threads';

import { assert } from '../../lib/assert.ts';
import type { FromWorker, Job, ToWorker } from './job.ts';
import { runJob } from './run-job.ts';

/** Reports of progress of one run; more cost time and tell nobody anything. */
const REPORTS = 20;

const port = parentPort;
assert(port !== null, 'this file is started as a worker thread');
const send = (message: FromWorker) => port.postMessage(message);

port.on('message', ({ index, job }: ToWorker) => {
  void work(index, job);
});

async function work(index: number, job: Job): Promise<void> {
  let told = 0;
  const onProgress = (doneRatio: number) => {
    if (doneRatio - told < 1 / REPORTS) return;
    told = doneRatio;
    send({ kind: 'progress', index, doneRatio });
  };
  try {
    send({ kind: 'done', index, result: await runJob(job, onProgress) });
  } catch (error) {
    const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
    send({ kind: 'failed', index, message });
  }
}
