/** `ballast overrides`: people's levers and drills in force, and ending one of them. */

import { Command } from 'commander';

import type { Override } from '../../model/override.ts';
import { leverWords } from '../../operations/levers/lever-words.ts';
import { printJson, type CliContext } from '../context.ts';
import { withExamples } from '../examples.ts';
import { inLanguage, languageOption } from '../language.ts';
import { confirmLever, type ReasonOptions, reasonOf, withReason } from '../levers/options.ts';
import { renderOverrides, shortId } from '../levers/render-overrides.ts';
import { leverTalk } from '../levers/talk.ts';
import { type OperationsOptions, withOperations, withOperationsOptions } from '../operations-of.ts';

export function overridesCommand(context: CliContext): Command {
  const command = withOperationsOptions(
    new Command('overrides').description("people's levers and drills that are in force"),
  )
    .addOption(languageOption())
    .action(() => list(context, command.optsWithGlobals<OperationsOptions>()));
  command.addCommand(endCommand(context));
  return withExamples(command, [
    ['ballast overrides', 'who holds what, until when, and why'],
    ['ballast overrides end 3f2a81c0 --reason "done"', 'one of them, before its time'],
    ['ballast overrides --json', 'as data'],
  ]);
}

async function list(context: CliContext, asked: OperationsOptions): Promise<void> {
  const options = inLanguage(asked, context);
  await withOperations(context, options, async ({ operations }) => {
    const overrides = await operations.levers.list();
    if (options.json) printJson(context, overrides);
    else context.print(renderOverrides(overrides, { nowMs: Date.now(), talk: leverTalk(options) }));
  });
}

function endCommand(context: CliContext): Command {
  const command = withReason(
    new Command('end')
      .description('end one before its time; what it held returns in steps')
      .argument('<id>', 'as `ballast overrides` shows it'),
  ).action(async (id: string) => {
    const options = inLanguage(command.optsWithGlobals<ReasonOptions>(), context);
    const { tell, language } = leverTalk(options);
    const wordsOf = ({ lever, services }: Override) => leverWords(lever, services, language);
    const reason = await reasonOf(context, options);
    await withOperations(context, options, async ({ operations, actor }) => {
      const found = named(id, await operations.levers.list());
      // Without any, the operation itself says so.
      if (found !== null) {
        const question = tell('ask-end', { lever: wordsOf(found), by: found.by });
        await confirmLever(context, { question, isSure: options.yes });
      }
      const ended = await operations.levers.end(actor, { id: found?.id ?? id, reason });
      if (options.json) return printJson(context, ended);
      context.note(tell('is-ended', { id: shortId(ended), lever: wordsOf(ended) }));
      return undefined;
    });
  });
  return withExamples(command, [['ballast overrides end 3f2a81c0 --reason "done"', 'by its name']]);
}

/** People type its beginning. */
function named(begin: string, overrides: readonly Override[]): Override | null {
  const [only, ...more] = overrides.filter(({ id }) => id.startsWith(begin));
  return more.length > 0 ? null : (only ?? null);
}
