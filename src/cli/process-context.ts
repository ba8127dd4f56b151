/** The real process as a command's context. */

import process from 'node:process';

import pico from 'picocolors';

import type { CliContext } from './context.ts';
import { wantsColor } from './wants-color.ts';

export function createProcessContext(options: { color: boolean }): CliContext {
  const stopped = new AbortController();
  let listening = false;
  const { env } = process;
  return {
    print(text) {
      process.stdout.write(text);
    },
    note(text) {
      process.stderr.write(text.endsWith('\n') ? text : `${text}\n`);
    },
    env,
    colors: pico.createColors(options.color && wantsColor(env, process.stderr)),
    interactive: process.stdin.isTTY && process.stderr.isTTY,
    get signal() {
      // Only commands that wait take over Ctrl-C; the others keep dying of it at once.
      if (!listening) {
        listening = true;
        listenForStop(stopped);
      }
      return stopped.signal;
    },
    setExitCode(code) {
      process.exitCode = code;
    },
  };
}

function listenForStop(stopped: AbortController): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (stopped.signal.aborted) process.exit(signal === 'SIGINT' ? 130 : 143);
      stopped.abort();
    });
  }
}

/** A reader that goes away (`| head`) ends the command quietly instead of with a stack trace. */
export function surviveClosedPipes(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE') process.exit(0);
      throw error;
    });
  }
}
