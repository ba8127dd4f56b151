/** The command tree as plain data, for the completion scripts. */

import type { Command, Option } from 'commander';

interface CompletionCommand {
  readonly name: string;
  readonly description: string;
  readonly options: readonly CompletionOption[];
  /** Words that its first argument may be. */
  readonly choices: readonly string[];
}

export interface CompletionOption {
  /** `--strategy`; every option has a long form. */
  readonly long: string;
  readonly short: string | null;
  readonly description: string;
  /** It is followed by a value. */
  readonly takesValue: boolean;
  /** The value is a path. */
  readonly isPath: boolean;
  readonly choices: readonly string[];
}

export interface CompletionTree {
  readonly name: string;
  readonly globals: readonly CompletionOption[];
  readonly commands: readonly CompletionCommand[];
}

export function completionTree(program: Command): CompletionTree {
  const help = program.createHelp();
  const globals = help.visibleOptions(program).map(describeOption);
  const commands = help.visibleCommands(program).map((command) => ({
    name: command.name(),
    description: firstSentence(command.description()),
    options: help.visibleOptions(command).map(describeOption),
    choices: command.registeredArguments[0]?.argChoices ?? [],
  }));
  return { name: program.name(), globals, commands };
}

function describeOption(option: Option): CompletionOption {
  return {
    long: option.long ?? `--${option.name()}`,
    short: option.short ?? null,
    description: firstSentence(option.description),
    takesValue: option.required || option.optional,
    isPath: /<(file|dir)>/.test(option.flags),
    choices: option.argChoices ?? [],
  };
}

/** Completion lists are narrow; quotes would need escaping in three shells. */
function firstSentence(text: string): string {
  return (
    text
      .split(/[.;:(]/, 1)[0]
      ?.replaceAll(/['"`\\$[\]]/g, '')
      .trim() ?? ''
  );
}
