/** `ballast check`: what one tries by hand, done so that the answer means something. */

import { Command, InvalidArgumentError } from 'commander';

import { collect } from '../collect.ts';
import type { CliContext } from '../context.ts';
import type { BalanceOptions } from '../drill/balance-options.ts';
import { withExamples } from '../examples.ts';
import { loadStrategy } from '../strategy-file.ts';
import { DEFAULT_STATE_FILE, STATE_HELP } from '../system.ts';

export function checkCommand(context: CliContext): Command {
  return withExamples(
    new Command('check').description('check a running gateway').addCommand(balanceCommand(context)),
    [['ballast check balance --service productAPI', 'does the split follow the weights?']],
  );
}

function balanceCommand(context: CliContext): Command {
  const command = new Command('balance')
    .description('send requests and test their split against the weights (chi-squared)')
    .option('--service <name>', 'of the strategy (default: the first)')
    .option('-n, --count <number>', 'requests', within(10, 1_000_000), 1_000)
    .option('--rate <number>', 'requests per second', within(1, 5_000), 200)
    .option('--url <url>', 'the gateway’s proxy (default: as the strategy says)')
    .option('--path <path>', 'below it (default: the first path of the service)')
    .option('--header <name>', 'answer header that says who answered; else Ballast’s telemetry')
    .option('--label <target=value>', 'what that header says for a target; repeatable', collect, [])
    .option('--alpha <number>', 'false alarms to live with (1 in 1,000)', probability, 0.001)
    .option('--state <file>', STATE_HELP, DEFAULT_STATE_FILE)
    .action(async () => {
      const options = command.optsWithGlobals<BalanceOptions>();
      const strategy = await loadStrategy(context, options);
      const { checkBalance } = await import('../drill/check-balance.ts');
      await checkBalance(context, strategy, options);
    });
  return withExamples(command, [
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
