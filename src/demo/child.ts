/**
 * A Ballast command as a child process: the real command line, so that the demo proves what users
 * run. Children are ended by their own process id, and end by themselves when the parent dies.
 */

import { spawn } from 'node:child_process';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

export interface Child {
  readonly pid: number;
  readonly hasEnded: () => boolean;
  /** The last lines that it wrote to standard error, for messages. */
  readonly tail: () => string;
  /** SIGTERM, and SIGKILL when that takes too long. Resolves when the process is gone. */
  stop(): Promise<void>;
  /** SIGKILL, as an accident would. */
  kill(): Promise<void>;
}

const TAIL_LINES = 12;
const STOP_TIMEOUT_MS = 5_000;

/** `ts` in a checkout, `js` in the built package. */
const EXTENSION = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
const ENTRY = fileURLToPath(new URL(`../cli/main.${EXTENSION}`, import.meta.url));
const WATCH = new URL(`./die-with-parent.${EXTENSION}`, import.meta.url).href;

/** Starts `ballast ARGS…`; does not wait for it to be ready. */
export function startBallast(args: readonly string[]): Child {
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', '--import', WATCH, ENTRY, ...args],
    { stdio: ['pipe', 'ignore', 'pipe'], env: { ...process.env, NO_COLOR: '1' } },
  );
  let lines: string[] = [];
  child.stderr.setEncoding('utf8');
  child.stderr.on('data', (text: string) => {
    lines = [...lines, ...text.split('\n').filter((line) => line !== '')].slice(-TAIL_LINES);
  });
  child.stdin.on('error', () => {});
  const ended = new Promise<void>((resolve) => {
    child.once('error', (error) => {
      lines.push(error.message);
      resolve();
    });
    child.once('exit', () => resolve());
  });
  let isEnded = false;
  void ended.then(() => {
    isEnded = true;
  });
  return {
    pid: child.pid ?? -1,
    hasEnded: () => isEnded,
    tail: () => lines.join('\n'),
    async stop() {
      if (isEnded) return;
      child.kill('SIGTERM');
      await Promise.race([ended, sleep(STOP_TIMEOUT_MS, null, { ref: false })]);
      if (!isEnded) child.kill('SIGKILL');
      await ended;
    },
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

/** Thrown when a child does not become ready: says which, what was waited for, what it wrote. */
export class ChildError extends Error {
  override readonly name = 'ChildError';
}

/** Asks `isReady` again and again until it says yes; fails when the child ends or time is up. */
export async function waitUntil(options: {
  readonly what: string;
  readonly child: Child;
  readonly isReady: () => Promise<boolean>;
  readonly timeoutMs: number;
}): Promise<void> {
  const { what, child, isReady, timeoutMs } = options;
  const startMs = performance.now();
  let obstacle = 'not ready';
  const ask = () =>
    isReady().catch((error: unknown) => {
      obstacle = error instanceof Error ? error.message : String(error);
      return false;
    });
  while (!(await ask())) {
    if (child.hasEnded()) throw new ChildError(`${what} ended at its start:\n${child.tail()}`);
    if (performance.now() - startMs > timeoutMs) {
      const reason = `was not ready within ${timeoutMs / 1_000} s (${obstacle})`;
      throw new ChildError(`${what} ${reason}:\n${child.tail()}`);
    }
    await sleep(50);
  }
}
