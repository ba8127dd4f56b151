/** `ballast evacuate`: a region gives its traffic away, by a person's word. */

import { Command } from 'commander';

import type { CliContext } from '../context.ts';
import { withExamples } from '../examples.ts';
import {
  durationOf,
  type LeverOptions,
  withLeverOptions,
  withServices,
} from '../levers/options.ts';
import { pullLever } from '../levers/pull-lever.ts';

export function evacuateCommand(context: CliContext): Command {
  const command = withLeverOptions(
    withServices(
      new Command('evacuate')
        .description('send the traffic of a region elsewhere; it returns in gated steps')
        .argument('<region>', 'as the strategy names it')
        .option('--over <duration>', 'bit by bit over this long; 0s is at once', '0s'),
    ),
  ).action(async (region: string) => {
    const options = command.optsWithGlobals<LeverOptions & { readonly over: string }>();
    const overMs = durationOf(options.over, '--over');
    await pullLever(context, { kind: 'evacuate', region, overMs }, options);
  });
  return withExamples(command, [
    ['ballast evacuate eu-west --dry-run', 'what it would do, and what speaks against it'],
    ['ballast evacuate eu-west --reason "work on the network" --for 2h --over 10m', 'planned'],
    ['ballast evacuate eu-west --service orderAPI --reason "bad release"', 'one service'],
    ['ballast restore eu-west --reason "done"', 'and back, in steps'],
  ]);
}
