/** `ballast notify test`: whether those who are to be told can be told, before it matters. */

import { Command } from 'commander';

import type { ChannelTest } from '../../model/checks.ts';
import { outcomeWords, type OutcomeWords } from '../checks/words.ts';
import { printJson, type CliContext } from '../context.ts';
import { withExamples } from '../examples.ts';
import { languageFor, languageOption } from '../language.ts';
import {
  apiUrlOf,
  asCommand,
  localActor,
  type OperationsOptions,
  withApi,
  withOperationsOptions,
} from '../operations-of.ts';
import { loadStrategy } from '../strategy-file.ts';

interface TestOptions extends OperationsOptions {
  readonly only?: string;
}

export function notifyCommand(context: CliContext): Command {
  const command = new Command('notify').description('those who are told what happens');
  const test = withOperationsOptions(
    new Command('test').description(
      'send a test message through each channel, and say what to do where it fails',
    ),
  )
    .option('--only <name>', 'only the channel of this name')
    .addOption(languageOption())
    .action(async () => sendAll(context, test.optsWithGlobals<TestOptions>()));
  command.addCommand(
    withExamples(test, [
      ['ballast notify test', 'all channels of the strategy, from here'],
      ['ballast notify test --api https://ballast:9901', 'from where Ballast runs'],
      ['ballast notify test --only chat --json', 'one of them, for scripts'],
    ]),
  );
  return command;
}

async function sendAll(context: CliContext, asked: TestOptions): Promise<void> {
  const lang = languageFor(asked, context.env);
  const results = await testChannels(context, { ...asked, lang });
  if (asked.json) printJson(context, { results });
  else {
    const words = outcomeWords(lang);
    context.print(results.map((result) => `${lineOf(result, { context, words })}\n`).join(''));
  }
  context.setExitCode(results.every(({ ok }) => ok) ? 0 : 1);
}

async function testChannels(
  context: CliContext,
  options: TestOptions & { readonly lang: 'en' | 'nl' },
): Promise<readonly ChannelTest[]> {
  const request = { only: options.only ?? null, signal: context.signal };
  if (apiUrlOf(context, options) !== null) {
    return withApi(context, options, (api) => api.checks.notify(localActor('api'), request));
  }
  const strategy = await loadStrategy(context, options);
  const { withLocalChecks } = await import('../checks/local-desk.ts');
  return withLocalChecks({ ...options, strategy, needsState: false }, (checks) =>
    asCommand(checks.notify(localActor('cli'), request)),
  );
}

function lineOf(
  { name, kind, ok, tookMs, error, fix }: ChannelTest,
  { context, words }: { readonly context: CliContext; readonly words: OutcomeWords },
): string {
  const { colors } = context;
  const { tell } = words;
  const width = Math.max(tell('channel-sent').length, tell('channel-failed').length);
  const head = `${name.padEnd(16)} ${kind.padEnd(12)}`;
  if (ok) return `${colors.green(tell('channel-sent').padEnd(width))} ${head} ${tookMs} ms`;
  const told = `${colors.red(tell('channel-failed').padEnd(width))} ${head} ${error ?? ''}`;
  return `${told}\n${' '.repeat(width + 1)}${fix ?? ''}`;
}
