/** `ballast status`: what the controller last saw and did, on one screen. */

import { Command } from 'commander';

import { printJson, type CliContext } from '../context.ts';
import { withExamples } from '../examples.ts';
import { languageFor, languageOption } from '../language.ts';
import {
  type OperationsOptions,
  withOperationsAlone,
  withOperationsOptions,
} from '../operations-of.ts';
import { renderScreen } from '../status/render-screen.ts';
import { renderStatus } from '../status/render-status.ts';
import { screenWords } from '../screen-words.ts';
import { pageSize } from '../terminal.ts';

interface StatusOptions extends OperationsOptions {
  readonly all: boolean;
}

export function statusCommand(context: CliContext): Command {
  const command = withOperationsOptions(
    new Command('status').description(
      'what needs attention, levers, shares and budgets; exit 1 when something needs attention',
    ),
  )
    .option('-a, --all', 'every service, region and target', false)
    .addOption(languageOption())
    .action(() => status(context, command.optsWithGlobals<StatusOptions>()));
  return withExamples(command, [
    ['ballast status', 'now, on one screen'],
    ['ballast status --all', 'with every target'],
    ['ballast status --json | jq .findings', 'what needs attention'],
    ['ballast status >/dev/null || echo degraded', 'in a script'],
  ]);
}

async function status(context: CliContext, asked: StatusOptions): Promise<void> {
  const options = { ...asked, lang: languageFor(asked, context.env) };
  const report = await withOperationsAlone(context, options, ({ operations }) =>
    operations.status.status(),
  );
  context.setExitCode(report.healthy ? 0 : 1);
  if (options.json) return printJson(context, report);
  const { snapshot, findings } = report;
  const nowMs = Date.now();
  const words = screenWords(options.lang);
  context.print(
    options.all
      ? renderStatus(snapshot, { found: findings, nowMs, words })
      : renderScreen({ snapshot, findings, nowMs, size: pageSize(), words }),
  );
}
