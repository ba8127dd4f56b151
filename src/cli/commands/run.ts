/** `ballast run`: the controller with its telemetry, until it is stopped. */

import { Command, Option } from 'commander';

import type { CliContext, GlobalOptions } from '../context.ts';
import { withExamples } from '../examples.ts';
import { loadStrategy } from '../strategy-file.ts';
import type { Strategy } from '../../model/strategy.ts';
import { apiSettingsOf } from '../api-settings-of.ts';
import { DEFAULT_STATE_FILE, STATE_HELP } from '../system.ts';

interface RunOptions extends GlobalOptions {
  readonly mode?: 'observe' | 'act';
  readonly state: string;
  readonly drills?: string;
  /** An address, or `false` for none. */
  readonly metrics?: string | boolean;
  /** An address, or `false` for none. */
  readonly api?: string | boolean;
  readonly insecureLoopback?: boolean;
  readonly pathPrefix?: string;
}

export function runCommand(context: CliContext): Command {
  const command = new Command('run')
    .description('run the controller: watch, decide, and in mode act write weights')
    .addOption(
      new Option('-m, --mode <mode>', 'observe or act (default: as the strategy says)').choices([
        'observe',
        'act',
      ]),
    )
    .option('--state <file>', STATE_HELP, DEFAULT_STATE_FILE)
    .option('--metrics <host:port>', 'serve /metrics here (default: as the strategy says)')
    .option('--no-metrics', 'serve no metrics')
    .option('--api <host:port>', 'serve API and dashboard here (default: as the strategy says)')
    .option('--no-api', 'serve no API and no dashboard')
    .option(
      '--insecure-loopback',
      'everybody on this machine is an admin of the API, without token',
    )
    .option('--drills <folder>', 'drills of yours that may be started over the API by name')
    .option('--path-prefix <path>', 'path below which a proxy serves the API, such as /ballast')
    .action(() => run(context, command.optsWithGlobals<RunOptions>()));
  return withExamples(command, [
    ['ballast run', 'tell what it would do (mode observe)'],
    ['ballast run --mode act', 'do it'],
    ['ballast run --state /var/lib/ballast/state.sqlite', 'keep state on a volume'],
    ['ballast run --state postgresql://ballast@db/ballast', 'several replicas, one of them leads'],
    [
      'ballast run --drills ./drills',
      'with drills of your own, started with `ballast drill --api`',
    ],
    ['ballast run 2>&1 >/dev/null | jq -r .msg', 'the log is JSON when it is not a terminal'],
  ]);
}

async function run(context: CliContext, options: RunOptions): Promise<void> {
  const strategy = await loadStrategy(context, options);
  // The controller brings HTTP and database packages that `--help` should not wait for.
  const { runController } = await import('../run-controller.ts');
  const { drillsFolderOf } = await import('../drill/start-drills.ts');
  await runController(context, {
    strategy: { ...strategy, mode: options.mode ?? strategy.mode },
    stateFile: options.state,
    drillsFolder: drillsFolderOf(options.drills),
    metricsListen: metricsListenOf(strategy, options.metrics),
    api: apiSettingsOf(strategy, options),
    json: options.json,
  });
}

/** With both flags absent commander gives `true`, since there is a `--no-` form. */
function metricsListenOf(strategy: Strategy, flag: string | boolean | undefined): string | null {
  if (flag === false) return null;
  if (typeof flag === 'string') return flag;
  return strategy.telemetry.metrics?.listen ?? null;
}
