/**
 * Runs one command line: sets up the context, parses, and turns every kind of failure into a message
 * and an exit code. Wrong use and invalid input are 2, failures of the world 1; a broken invariant is
 * reported as what it is, a bug, with its stack.
 */

import { type Command, CommanderError } from 'commander';

import { AssertionError } from '../lib/assert.ts';
import { printJson, type CliContext } from './context.ts';
import type { Language } from '../lib/locale.ts';
import { CliFailure, messageOf, textIn } from './failure.ts';
import { languageOfArgs } from './language.ts';
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
    if (!(error instanceof CommanderError)) {
      return report(error, { context, json, language: languageOfArgs(args, context.env) });
    }
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

interface ReportOptions {
  readonly context: CliContext;
  readonly json: boolean;
  readonly language: Language;
}

function report(error: unknown, { context, json, language }: ReportOptions): 1 | 2 {
  const { colors } = context;
  const failure = error instanceof CliFailure ? error : unexpected(error);
  const { text, details } = failure;
  const message = textIn(text, language);
  const fix = failure.fix === null ? null : textIn(failure.fix, language);
  if (json) printError(context, { message, fix, details });
  const words = WORDS[language];
  context.note(`${colors.red(words.error)} ${message}`);
  if (fix !== null) context.note(`${colors.dim(words.fix)} ${fix}`);
  return failure.exitCode;
}

const WORDS = {
  en: { error: 'error:', fix: 'fix:  ' },
  nl: { error: 'fout:', fix: 'doe:  ' },
} as const;

/** With `--json`, whoever reads stdout gets JSON in any case. */
function printError(
  context: CliContext,
  told: { readonly message: string; readonly fix: string | null } & Pick<CliFailure, 'details'>,
): void {
  const { message, fix, details } = told;
  printJson(context, { error: { message, fix, ...details } });
}

function unexpected(error: unknown): CliFailure {
  if (error instanceof AssertionError) {
    const where = error.stack ?? error.message;
    const text = {
      en: `this is a bug in Ballast: ${where}`,
      nl: `dit is een fout in Ballast zelf: ${where}`,
    };
    return new CliFailure(text, {
      exitCode: 1,
      fix: {
        en: 'Please report it with the command line and the text above.',
        nl: 'Meld het alstublieft, met de opdrachtregel en de tekst hierboven.',
      },
    });
  }
  return new CliFailure(messageOf(error), { exitCode: 1, cause: error });
}
