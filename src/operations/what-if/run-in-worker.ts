/**
 * A simulation on a thread of its own, so that the loop keeps its second: bounded in time and memory,
 * ended by the caller's signal. What goes wrong in it is an `OperationError`.
 */

import { Worker } from 'node:worker_threads';
import { type OperationError, operationError } from '../operation-error.ts';
import { sayOperation } from '../speech.ts';
import type { WorkerAnswer, WorkerTask } from './task.ts';

/** Real time; shorter than the API's patience. */
const RUN_MAX_MS = 240_000;
const HEAP_MAX_MB = 768;

/** `ts` in a checkout, `js` in the built package. */
const WORKER = new URL(
  `./worker.${import.meta.url.endsWith('.ts') ? 'ts' : 'js'}`,
  import.meta.url,
);

export async function runInWorker(
  task: WorkerTask,
  { signal, maxMs = RUN_MAX_MS }: { readonly signal: AbortSignal; readonly maxMs?: number },
): Promise<WorkerAnswer> {
  const limit = AbortSignal.timeout(maxMs);
  const worker = new Worker(WORKER, {
    workerData: task,
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MAX_MB },
    stdout: true,
    stderr: true,
  });
  try {
    return await answerOf(worker, AbortSignal.any([signal, limit]));
  } catch (error) {
    throw failureOf(error, { isLate: limit.aborted && !signal.aborted, isEnded: signal.aborted });
  } finally {
    await worker.terminate();
  }
}

function answerOf(worker: Worker, signal: AbortSignal): Promise<WorkerAnswer> {
  return new Promise((resolve, reject) => {
    worker.once('message', (answer: WorkerAnswer) => resolve(answer));
    worker.once('error', reject);
    worker.once('exit', () => reject(new Error('the thread ended without an answer')));
    if (signal.aborted) reject(new Error('ended'));
    signal.addEventListener('abort', () => reject(new Error('ended')), { once: true });
  });
}

function failureOf(
  error: unknown,
  { isLate, isEnded }: { readonly isLate: boolean; readonly isEnded: boolean },
): OperationError {
  if (isEnded) {
    const message = sayOperation('simulation-ended');
    return operationError('conflict', { message, fix: sayOperation('fix-run-again') });
  }
  if (isLate) {
    const message = sayOperation('simulation-too-slow', { maxMs: RUN_MAX_MS });
    return operationError('unavailable', { message, fix: sayOperation('fix-simulate-less') });
  }
  const { code } = (error ?? {}) as { code?: unknown };
  if (code === 'ERR_WORKER_OUT_OF_MEMORY') {
    const message = sayOperation('simulation-too-large', { maxMb: HEAP_MAX_MB });
    return operationError('unavailable', { message, fix: sayOperation('fix-simulate-less') });
  }
  const reason = error instanceof Error ? error.message : String(error);
  const message = sayOperation('simulation-failed', { reason });
  return operationError('unavailable', { message, fix: sayOperation('fix-simulation-failed') });
}
