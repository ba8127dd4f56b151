/** `ballast freeze`: weights stay as they are. */

import { Command } from 'commander';

import type { CliContext } from '../context.ts';
import { withExamples } from '../examples.ts';
import { type LeverOptions, withLeverOptions, withServices } from '../levers/options.ts';
import { pullLever } from '../levers/pull-lever.ts';

export function freezeCommand(context: CliContext): Command {
  const command = withLeverOptions(
    withServices(
      new Command('freeze').description(
        'leave all weights as they are; nothing is saved from a fault meanwhile',
      ),
    ),
  ).action(async () => {
    await pullLever(context, { kind: 'freeze' }, command.optsWithGlobals<LeverOptions>());
  });
  return withExamples(command, [
    ['ballast freeze --reason "upgrade of Kong" --for 20m', 'every service'],
    ['ballast freeze --service orderAPI --reason "load test" --for 1h', 'one of them'],
    ['ballast undo --reason "done"', 'ends it before its time'],
  ]);
}
