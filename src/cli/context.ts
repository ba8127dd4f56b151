/**
 * What a command may use of the process: two outputs with different jobs. stdout carries the result
 * and nothing else, so that it can be piped; progress, notes and errors go to stderr.
 */

import type pico from 'picocolors';

export interface CliContext {
  /** Writes the result. */
  print(text: string): void;
  /** Writes a note or progress to stderr. */
  note(text: string): void;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Colours for stderr; plain when colour is off. */
  readonly colors: ReturnType<typeof pico.createColors>;
  /** A person is there to answer questions. */
  readonly interactive: boolean;
  /** Aborts on the first SIGINT or SIGTERM; a second one ends the process at once. */
  readonly signal: AbortSignal;
  /** Exit code to end with when nothing fails. */
  setExitCode(code: 0 | 1): void;
}

/** Options that every command takes. */
export interface GlobalOptions {
  readonly strategy: string;
  readonly json: boolean;
  readonly color: boolean;
  readonly verbose: boolean;
}

/** Prints a value as JSON for `--json`: one document, newline at the end. */
export function printJson(context: CliContext, value: unknown): void {
  context.print(`${JSON.stringify(value, null, 2)}\n`);
}
