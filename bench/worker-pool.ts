/**
 * Runs tasks on worker threads, each on the next free one, and hands on answers in the order in
 * which they come. A worker module answers each message with one message (`answerTasks`).
 */

import { availableParallelism } from 'node:os';
import { parentPort, Worker } from 'node:worker_threads';

export interface PoolOptions<Task, Answer> {
  readonly module: URL;
  readonly tasks: readonly Task[];
  readonly jobs: number;
  readonly onAnswer: (task: Task, answer: Answer) => void;
  readonly signal: AbortSignal;
}

interface Reply<Answer> {
  readonly answer?: Answer;
  readonly error?: string;
}

export async function runTasks<Task, Answer>(options: PoolOptions<Task, Answer>): Promise<void> {
  const queue = [...options.tasks];
  const count = Math.min(options.jobs, queue.length);
  await Promise.all(Array.from({ length: count }, () => work(queue, options)));
}

async function work<Task, Answer>(
  queue: Task[],
  { module, onAnswer, signal }: PoolOptions<Task, Answer>,
): Promise<void> {
  const worker = new Worker(module);
  try {
    for (let task = queue.shift(); task !== undefined; task = queue.shift()) {
      if (signal.aborted) return;
      worker.postMessage(task);
      const { answer, error } = await nextMessage<Reply<Answer>>(worker, signal);
      if (error !== undefined || answer === undefined) throw new Error(error ?? 'no answer');
      onAnswer(task, answer);
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    await worker.terminate();
  }
}

function nextMessage<Message>(worker: Worker, signal: AbortSignal): Promise<Message> {
  const { promise, resolve, reject } = Promise.withResolvers<Message>();
  const onMessage = (message: Message) => resolve(message);
  const onError = (error: unknown) => reject(error);
  const onExit = (code: number) => reject(new Error(`a worker ended with code ${code}`));
  const onAbort = () => reject(new Error('stopped'));
  worker.once('message', onMessage).once('error', onError).once('exit', onExit);
  signal.addEventListener('abort', onAbort, { once: true });
  return promise.finally(() => {
    worker.off('message', onMessage).off('error', onError).off('exit', onExit);
    signal.removeEventListener('abort', onAbort);
  });
}

/** In a worker module: answers every task with what `run` makes of it. */
export function answerTasks<Task, Answer>(run: (task: Task) => Promise<Answer>): void {
  const port = parentPort;
  if (port === null) throw new Error('only for worker threads');
  port.on('message', (task: Task) => {
    run(task).then(
      (answer) => port.postMessage({ answer }),
      (error: unknown) => port.postMessage({ error: String(error) }),
    );
  });
}

/** All cores, unless told otherwise. */
export function jobsOf(text: string | undefined): number {
  const jobs = text === undefined ? availableParallelism() : Number(text);
  if (!Number.isInteger(jobs) || jobs < 1) throw new Error('--jobs takes a whole number from 1 up');
  return jobs;
}
