/** `ballast status`: what the controller last saw and did. */

import { Command } from 'commander';

import { printJson, type CliContext, type GlobalOptions } from '../context.ts';
import { withExamples } from '../examples.ts';
import { readSnapshot } from '../read-snapshot.ts';
import { findings, isRunning } from '../status/judge.ts';
import { renderStatus } from '../status/render-status.ts';
import { DEFAULT_STATE_FILE } from '../system.ts';

interface StatusOptions extends GlobalOptions {
  readonly state: string;
}

export function statusCommand(context: CliContext): Command {
  const command = new Command('status')
    .description('regions, shares, targets and freshness; exit 1 when something needs attention')
    .option('--state <file>', 'state file of the controller', DEFAULT_STATE_FILE)
    .action(() => status(context, command.optsWithGlobals<StatusOptions>()));
  return withExamples(command, [
    ['ballast status', 'now'],
    ['ballast status --json | jq .findings', 'what needs attention'],
    ['ballast status >/dev/null || echo degraded', 'in a script'],
  ]);
}

async function status(context: CliContext, options: StatusOptions): Promise<void> {
  const { snapshot } = await readSnapshot(options.state, { events: 0 });
  const nowMs = Date.now();
  const found = findings(snapshot, nowMs);
  context.setExitCode(found.length === 0 ? 0 : 1);
  if (options.json) {
    const running = isRunning(snapshot, nowMs);
    printJson(context, { healthy: found.length === 0, running, findings: found, snapshot });
    return;
  }
  context.print(renderStatus(snapshot, { found, nowMs }));
}
