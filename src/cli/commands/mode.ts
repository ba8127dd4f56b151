/** `ballast enable` and `ballast disable`: a person's word over who writes weights (G9). */

import { Command, Option } from 'commander';

import { RULE_NAMES, type RuleName } from '../../model/rule-modes.ts';
import { printJson, type CliContext } from '../context.ts';
import { withExamples } from '../examples.ts';
import { inLanguage, languageOption } from '../language.ts';
import { leverTalk } from '../levers/talk.ts';
import {
  type OperationsOptions,
  withOperationsAlone,
  withOperationsOptions,
} from '../operations-of.ts';

interface ModeOptions extends OperationsOptions {
  readonly rule?: RuleName;
  readonly reason: string;
}

export function enableCommand(context: CliContext): Command {
  const command = modeCommand(context, {
    name: 'enable',
    mode: 'act',
    description: 'let the controller write weights; also ends hands-off after a foreign write',
  });
  return withExamples(command, [
    ['ballast enable', 'after watching it for a while'],
    ['ballast enable --rule trim', 'one rule that only watched until now'],
  ]);
}

export function disableCommand(context: CliContext): Command {
  const command = modeCommand(context, {
    name: 'disable',
    mode: 'observe',
    description: 'make the controller only watch; weights stay as they are',
  });
  return withExamples(command, [
    ['ballast disable', 'before manual work on Kong'],
    ['ballast disable --rule ejection', 'one rule only tells what it would do; the others act'],
  ]);
}

function modeCommand(context: CliContext, { name, mode, description }: ModeText): Command {
  const command = withOperationsOptions(
    new Command(name)
      .description(description)
      .addOption(
        new Option('--rule <rule>', 'this rule of the automation only').choices(RULE_NAMES),
      )
      .option('--reason <text>', 'why, for the audit log', `ballast ${name}`)
      .addOption(languageOption()),
  ).action(async () => {
    const options = inLanguage(command.optsWithGlobals<ModeOptions>(), context);
    const { tell } = leverTalk(options);
    const { rule = null, reason } = options;
    await withOperationsAlone(context, options, async ({ operations, actor }) => {
      const { levers } = operations;
      await levers.setMode(actor, { mode, rule, reason });
      if (options.json) return printJson(context, await levers.modes());
      context.note(rule === null ? tell(`mode-${mode}`) : tell(`rule-${mode}`, { rule }));
      return undefined;
    });
  });
  return command;
}

interface ModeText {
  readonly name: string;
  readonly mode: 'observe' | 'act';
  readonly description: string;
}
