/** Options that `plan` and `apply` share. Every command is made at the start, so this imports little. */

import { type Command, Option } from 'commander';

import { collect } from '../collect.ts';
import type { GlobalOptions } from '../context.ts';
import { DEFAULT_STATE_FILE, STATE_HELP } from '../system.ts';
import type { WeightsChoice } from './steering.ts';

export interface PlanCommandOptions extends GlobalOptions {
  readonly gateway?: string;
  readonly target: readonly string[];
  readonly withBase: boolean;
  readonly failoverTargets: boolean;
  readonly adopt: readonly string[];
  readonly delete: boolean;
  readonly weights: WeightsChoice;
  readonly state: string;
  readonly hopKeyFile?: string;
}

export function withPlanOptions(command: Command): Command {
  return command
    .option('--gateway <name>', 'only this gateway of the strategy')
    .option('-t, --target <name>', 'only this service or upstream; repeatable', collect, [])
    .option('--with-base', 'services, routes and plugins too, where no decK owns them', false)
    .option('--failover-targets', 'as for generate: Kong Enterprise 3.12 and later', false)
    .option(
      '--adopt <name>',
      'take over what somebody else made, or all of another strategy; repeatable',
      collect,
      [],
    )
    .option('--no-delete', 'delete nothing')
    .addOption(
      new Option(
        '--weights <choice>',
        'weights of existing targets; auto: not where Ballast steers',
      )
        .choices(['auto', 'keep', 'write'])
        .default('auto'),
    )
    .option('--state <file>', STATE_HELP, DEFAULT_STATE_FILE)
    .option('--hop-key-file <file>', 'key between Kong and itself (default: as generate --dbless)');
}
