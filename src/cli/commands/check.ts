/** `ballast check`: what one tries by hand, done so that the answer means something. */

import { Command, InvalidArgumentError } from 'commander';

import type { BalanceOptions } from '../checks/check-balance.ts';
import { collect } from '../collect.ts';
import type { CliContext } from '../context.ts';
import { withExamples } from '../examples.ts';
import { languageOption } from '../language.ts';
import { withOperationsOptions } from '../operations-of.ts';

export function checkCommand(context: CliContext): Command {
  return withExamples(
    new Command('check').description('check a running gateway').addCommand(balanceCommand(context)),
    [['ballast check balance --service productAPI', 'does the split follow the weights?']],
  );
}

function balanceCommand(context: CliContext): Command {
  const command = withOperationsOptions(
    new Command('balance').description(
      'send requests through each gateway and test their split against the weights ' +
        '(chi-squared). Where a gateway takes requests is `proxy:` of it in the strategy, or --url',
    ),
  )
    .option('--service <name>', 'of the strategy (default: the first)')
    .option('--gateway <name>', 'of the strategy (default: each of them, one after the other)')
    .option('-n, --count <number>', 'requests through each gateway', within(10, 1_000_000), 1_000)
    .option('--rate <number>', 'requests per second', within(1, 5_000), 200)
    .option('--url <url>', 'the gateway’s proxy (default: its `proxy:` in the strategy)')
    .option('--path <path>', 'below it (default: the first path of the service)')
    .option('--header <name>', 'answer header that says who answered; else Ballast’s telemetry')
    .option('--label <target=value>', 'what that header says for a target; repeatable', collect, [])
    .option('--alpha <number>', 'false alarms to live with (1 in 1,000)', probability, 0.001)
    .addOption(languageOption())
    .action(async () => {
      const options = command.optsWithGlobals<BalanceOptions>();
      const { checkBalance } = await import('../checks/check-balance.ts');
      await checkBalance(context, options);
    });
  return withExamples(command, [
    ['ballast check balance --gateway kong-eu --api https://ballast:9901', 'by a running Ballast'],
    ['ballast check balance -n 1000', 'beside `ballast run`, whose telemetry counts the targets'],
    [
      'ballast check balance --header x-served-by --label product-1:8080=p1 --label product-2:8080=p2',
      'without telemetry: the targets say who they are',
    ],
  ]);
}

function within(low: number, high: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (text.trim() !== '' && Number.isInteger(value) && value >= low && value <= high) {
      return value;
    }
    throw new InvalidArgumentError(`Write a whole number from ${low} to ${high}.`);
  };
}

function probability(text: string): number {
  const value = Number(text);
  if (value > 0 && value < 1) return value;
  throw new InvalidArgumentError('Write a number between 0 and 1, such as 0.001.');
}
