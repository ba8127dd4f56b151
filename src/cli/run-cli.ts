/**
 * Runs one command line: sets up the context, parses, and turns every kind of failure into a message
 * and an exit code. Wrong use and invalid input are 2, failures of the world 1; a broken invariant is
 * reported as what it is, a bug, with its stack.
 */

import { type Command, CommanderError } from 'commander';

import { AssertionError } from '../lib/assert.ts';
import { printJson, type CliContext } from './context.ts';
import { CliFailure, messageOf } from './failure.ts';
import { createProgram } from './program.ts';

/** Returns the exit code; `null` when the command has set its own. */
export async function runCli(
  args: readonly string[],
  context: CliContext,
): Promise<0 | 1 | 2 | null> {
  const program = createProgram(context);
  prepare(program, context);
  try {
    await program.parseAsync(args, { from: 'user' });
    return null;
  } catch (error) {
    const json = args.includes('--json');
    if (!(error instanceof CommanderError)) return report(error, { context, json });
    if (error.exitCode === 0) return 0;
    // Commander has said it on stderr already.
    if (json) printError(context, { message: error.message, fix: null, details: {} });
    return 2;
  }
}

/** Every command reports through the context and throws instead of ending the process. */
function prepare(command: Command, context: CliContext): void {
  command.exitOverride();
  command.configureOutput({
    writeOut: (text) => context.print(text),
    writeErr: (text) => context.note(text),
    outputError: (text, write) => write(context.colors.red(text)),
  });
  command.showHelpAfterError(`Try: ${pathOf(command)} --help`);
  for (const child of command.commands) prepare(child, context);
}

function pathOf(command: Command): string {
  return command.parent === null ? command.name() : `${pathOf(command.parent)} ${command.name()}`;
}

function report(error: unknown, options: { context: CliContext; json: boolean }): 1 | 2 {
  const { context, json } = options;
  const { colors } = context;
  const failure = error instanceof CliFailure ? error : unexpected(error);
  if (json) printError(context, failure);
  context.note(`${colors.red('error:')} ${failure.message}`);
  if (failure.fix !== null) context.note(`${colors.dim('fix:')}   ${failure.fix}`);
  return failure.exitCode;
}

/** With `--json`, whoever reads stdout gets JSON in any case. */
function printError(
  context: CliContext,
  { message, fix, details }: Pick<CliFailure, 'message' | 'fix' | 'details'>,
): void {
  printJson(context, { error: { message, fix, ...details } });
}

function unexpected(error: unknown): CliFailure {
  if (error instanceof AssertionError) {
    return new CliFailure(`this is a bug in Ballast: ${error.stack ?? error.message}`, {
      exitCode: 1,
      fix: 'Please report it with the command line and the text above.',
    });
  }
  return new CliFailure(messageOf(error), { exitCode: 1, cause: error });
}
