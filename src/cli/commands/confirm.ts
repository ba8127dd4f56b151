/** `ballast confirm` and `decline`: the second person of the two-person rule. */

import { Command } from 'commander';

import type { Confirmation } from '../../operations/confirmations.ts';
import type { RemoteOperations } from '../../operations/remote.ts';
import { printJson, type CliContext } from '../context.ts';
import { withExamples } from '../examples.ts';
import { type ApiOptions, withApi, withApiOptions } from '../operations-of.ts';

export function confirmCommand(context: CliContext): Command {
  const command = withApiOptions(new Command('confirm'))
    .description('list region moves that wait for a second person, or be that person')
    .argument('[id]', 'which one; without it they are listed')
    .action(async (id: string | undefined) => {
      const options = command.optsWithGlobals<ApiOptions>();
      await withApi(context, options, async (api) => {
        if (id === undefined) return list(context, api, options);
        const done = await api.confirmations.confirm(NOBODY, { id });
        context.note(`done: ${done.sentence}, asked for by ${done.by}`);
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
    .action(async (id: string) => {
      const options = command.optsWithGlobals<ApiOptions>();
      await withApi(context, options, async (api) => {
        const gone = await api.confirmations.decline(NOBODY, { id });
        context.note(`declined: ${gone.sentence}, asked for by ${gone.by}`);
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
  { json }: ApiOptions,
): Promise<void> {
  const waiting = await api.confirmations.list();
  if (json) return printJson(context, waiting);
  if (waiting.length === 0) return context.note('Nothing waits for a second person.');
  return context.print(waiting.map(lineOf).join(''));
}

function lineOf({ id, sentence, by, reason, untilMs }: Confirmation): string {
  const until = new Date(untilMs).toISOString().slice(11, 19);
  return `${id}  ${sentence}, asked for by ${by} (${reason}); until ${until} UTC\n`;
}
