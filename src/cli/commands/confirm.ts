/** `ballast confirm` and `decline`: the second person of the two-person rule. */

import { Command } from 'commander';

import type { Confirmation } from '../../operations/confirmations.ts';
import type { RemoteOperations } from '../../operations/remote.ts';
import { printJson, type CliContext } from '../context.ts';
import { withExamples } from '../examples.ts';
import { inLanguage, languageOption } from '../language.ts';
import { leverTalk, type LeverTalk } from '../levers/talk.ts';
import { type ApiOptions, withApi, withApiOptions } from '../operations-of.ts';

export function confirmCommand(context: CliContext): Command {
  const command = withApiOptions(new Command('confirm'))
    .description('list region moves that wait for a second person, or be that person')
    .argument('[id]', 'which one; without it they are listed')
    .addOption(languageOption())
    .action(async (id: string | undefined) => {
      const options = inLanguage(command.optsWithGlobals<ApiOptions>(), context);
      await withApi(context, options, async (api) => {
        if (id === undefined) return list(context, api, options);
        const done = await api.confirmations.confirm(NOBODY, { id });
        const told = { move: done.sentence, by: done.by };
        context.note(leverTalk(options).tell('confirmed-move', told));
        if (options.json) printJson(context, done);
      });
    });
  return withExamples(command, [
    ['ballast confirm --api https://ballast:9901', 'what waits'],
    ['ballast confirm 4f1c9a22', 'with BALLAST_API and BALLAST_TOKEN set'],
  ]);
}

export function declineCommand(context: CliContext): Command {
  const command = withApiOptions(new Command('decline'))
    .description('take a region move off the list of those that wait, without doing it')
    .argument('<id>', 'which one; `ballast confirm` lists them')
    .addOption(languageOption())
    .action(async (id: string) => {
      const options = inLanguage(command.optsWithGlobals<ApiOptions>(), context);
      await withApi(context, options, async (api) => {
        const gone = await api.confirmations.decline(NOBODY, { id });
        const told = { move: gone.sentence, by: gone.by };
        context.note(leverTalk(options).tell('declined-move', told));
        if (options.json) printJson(context, gone);
      });
    });
  return withExamples(command, [['ballast decline 4f1c9a22', 'it is not done']]);
}

/** The token says who it is. */
const NOBODY = { name: '', role: 'viewer', via: 'api' } as const;

async function list(
  context: CliContext,
  api: RemoteOperations,
  options: ApiOptions,
): Promise<void> {
  const talk = leverTalk(options);
  const waiting = await api.confirmations.list();
  if (options.json) return printJson(context, waiting);
  if (waiting.length === 0) return context.note(talk.tell('no-second-person'));
  return context.print(waiting.map((one) => lineOf(one, talk)).join(''));
}

function lineOf(
  { id, sentence: move, by, reason, untilMs }: Confirmation,
  { tell }: LeverTalk,
): string {
  const time = new Date(untilMs).toISOString().slice(11, 19);
  return `${tell('waiting-move', { id, move, by, reason, time })}\n`;
}
