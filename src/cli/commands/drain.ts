/** `ballast drain`: no new requests for one target. */

import { Command } from 'commander';

import type { CliContext } from '../context.ts';
import { withExamples } from '../examples.ts';
import { type LeverOptions, withLeverOptions, withServices } from '../levers/options.ts';
import { pullLever } from '../levers/pull-lever.ts';

export function drainCommand(context: CliContext): Command {
  const command = withLeverOptions(
    withServices(
      new Command('drain')
        .description('give one target no new requests; it returns on trial')
        .argument('<target>', 'host:port, as the strategy names it'),
    ),
  ).action(async (target: string) => {
    await pullLever(context, { kind: 'drain', target }, command.optsWithGlobals<LeverOptions>());
  });
  return withExamples(command, [
    ['ballast drain product-1.eu-west:8080 --reason "new kernel" --for 30m', 'before a reboot'],
    ['ballast drain product-1.eu-west:8080 --dry-run', 'do the others have room?'],
    ['ballast overrides', 'what is in force, with the names by which it ends'],
  ]);
}
