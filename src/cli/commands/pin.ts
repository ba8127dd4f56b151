/** `ballast pin`: shares of regions or parts of targets as a person says. */

import { Command } from 'commander';

import type { CliContext } from '../context.ts';
import { withExamples } from '../examples.ts';
import { type LeverOptions, withLeverOptions } from '../levers/options.ts';
import { parsePin } from '../levers/parse-parts.ts';
import { pullLever } from '../levers/pull-lever.ts';

export function pinCommand(context: CliContext): Command {
  const command = withLeverOptions(
    new Command('pin')
      .description('hold the shares of regions, or parts of targets, whatever Ballast would do')
      .argument('<service>', 'as the strategy names it')
      .argument('<shares...>', 'region=80% (together 100 %), or host:port=50% of its full part'),
  ).action(async (service: string, parts: readonly string[]) => {
    const options = command.optsWithGlobals<Omit<LeverOptions, 'service'>>();
    await pullLever(context, parsePin(parts), { ...options, service: [service] });
  });
  return withExamples(command, [
    [
      'ballast pin orderAPI eu-west=80% eu-north=20% --reason "half of the nodes are new"',
      'shares',
    ],
    ['ballast pin orderAPI order-1.eu-west:8080=50% --reason "small machine"', 'one target'],
    ['ballast pin orderAPI eu-west=50% eu-north=50% --dry-run', 'would it fit?'],
  ]);
}
