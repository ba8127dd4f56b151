/** `ballast notify test`: whether those who are to be told can be told, before it matters. */

import { Command } from 'commander';

import type { TestResult } from '../../notify/index.ts';
import { printJson, type CliContext, type GlobalOptions } from '../context.ts';
import { withExamples } from '../examples.ts';
import { usageFailure } from '../failure.ts';
import { loadStrategy } from '../strategy-file.ts';

interface TestOptions extends GlobalOptions {
  readonly only?: string;
}

export function notifyCommand(context: CliContext): Command {
  const command = new Command('notify').description('those who are told what happens');
  const test = new Command('test')
    .description('send a test message through each channel, and say what to do where it fails')
    .option('--only <name>', 'only the channel of this name')
    .action(async () => sendAll(context, test.optsWithGlobals<TestOptions>()));
  command.addCommand(
    withExamples(test, [
      ['ballast notify test', 'all channels of the strategy'],
      ['ballast notify test --only chat --json', 'one of them, for scripts'],
    ]),
  );
  return command;
}

async function sendAll(context: CliContext, options: TestOptions): Promise<void> {
  const strategy = await loadStrategy(context, options);
  const names = strategy.notify.map(({ name }) => name);
  if (options.only !== undefined && !names.includes(options.only)) {
    const known =
      names.length === 0 ? 'The strategy has no `notify`.' : `Write ${names.join(', ')}.`;
    throw usageFailure(`no channel is called ${options.only}`, known);
  }
  if (names.length === 0) {
    throw usageFailure('nobody is to be told', 'Add an entry to `notify` in the strategy.');
  }
  const notify = strategy.notify.filter(
    ({ name }) => options.only === undefined || name === options.only,
  );
  const { sendTests } = await import('../../notify/index.ts');
  const results = await sendTests(
    { name: strategy.name, notify },
    { nowMs: Date.now, signal: context.signal },
  );
  if (options.json) printJson(context, { results });
  else context.print(results.map((result) => `${lineOf(result, context)}\n`).join(''));
  context.setExitCode(results.every(({ ok }) => ok) ? 0 : 1);
}

function lineOf(
  { name, kind, ok, tookMs, error, fix }: TestResult,
  { colors }: CliContext,
): string {
  const head = `${name.padEnd(16)} ${kind.padEnd(12)}`;
  if (ok) return `${colors.green('sent')}   ${head} ${tookMs} ms`;
  return `${colors.red('failed')} ${head} ${error ?? ''}\n       ${fix ?? ''}`;
}
