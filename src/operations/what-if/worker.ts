/** A thread that simulates: two runs, and what came of them. It ends with its work. */

import { parentPort, workerData } from 'node:worker_threads';
import { assert } from '../../lib/assert.ts';
import { createCheckers } from '../../simulator/checkers/create-checkers.ts';
import { simulate } from '../../simulator/index.ts';
import { whatIfRunOf } from './outcome.ts';
import type { WorkerAnswer, WorkerTask } from './task.ts';

const port = parentPort;
assert(port !== null, 'this file is started as a worker thread');

const { input } = workerData as WorkerTask;
const run = async (contestant: 'ballast' | 'generated') => {
  const one = { ...input, contestant };
  return whatIfRunOf(await simulate(one, { checkers: createCheckers(one) }));
};
const answer: WorkerAnswer = { ballast: await run('ballast'), nothing: await run('generated') };
port.postMessage(answer);
