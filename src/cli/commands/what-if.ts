/** `ballast what-if`: a scenario in the simulator, begun from the state as it is now. */

import { Command, InvalidArgumentError } from 'commander';
import { createLogUpdate } from 'log-update';

import { parseDurationMs } from '../../lib/quantities.ts';
import type { Language } from '../../lib/locale.ts';
import type { WhatIfResult } from '../../model/what-if.ts';
import { outcomeWords } from '../checks/words.ts';
import { alignColumns } from '../columns.ts';
import { printJson, type CliContext } from '../context.ts';
import { withExamples } from '../examples.ts';
import { usageFailure } from '../failure.ts';
import { languageFor, languageOption } from '../language.ts';
import { type OperationsOptions, withOperations, withOperationsOptions } from '../operations-of.ts';

interface WhatIfOptions extends OperationsOptions {
  readonly list: boolean;
  readonly seed: number;
  readonly for: number;
}

type Asked = WhatIfOptions & { readonly lang: Language };

export function whatIfCommand(context: CliContext): Command {
  const command = withOperationsOptions(
    new Command('what-if')
      .description(
        'try a scenario in the simulator, begun from the state as it is now; changes nothing',
      )
      .argument('[scenario]', 'of the library'),
  )
    .option('--list', 'list the scenarios that fit the strategy', false)
    .option('--for <time>', 'how long, 1s to 1h', duration, 180_000)
    .option('--seed <number>', 'the same seed gives the same run', seedNumber, 1)
    .addOption(languageOption())
    .action((scenario: string | undefined) => {
      const options = command.optsWithGlobals<WhatIfOptions>();
      const asked = { ...options, lang: languageFor(options, context.env) };
      return options.list ? list(context, asked) : run(context, scenario, asked);
    });
  return withExamples(command, [
    ['ballast what-if --list', 'the scenarios there are'],
    ['ballast what-if region-refuse', 'what a loss would cost now, with Ballast and without'],
    ['ballast what-if region-refuse --for 10m --seed 2 --json', 'for scripts'],
    ['ballast what-if region-refuse --api https://ballast:9901', 'where Ballast runs'],
  ]);
}

async function list(context: CliContext, options: Asked): Promise<void> {
  const scenarios = await withOperations(context, options, ({ operations }) =>
    operations.whatIf.scenarios(),
  );
  if (options.json) return printJson(context, scenarios);
  const rows = scenarios.map(({ name, title }) => [name, title]);
  context.print(
    alignColumns(rows)
      .map((row) => `${row}\n`)
      .join(''),
  );
}

async function run(
  context: CliContext,
  scenario: string | undefined,
  options: Asked,
): Promise<void> {
  if (scenario === undefined) {
    throw usageFailure(
      { en: 'no scenario is named', nl: 'er is geen scenario genoemd' },
      {
        en: '`ballast what-if --list` lists them.',
        nl: '`ballast what-if --list` laat zien welke er zijn.',
      },
    );
  }
  const { seed, for: durationMs, lang, json } = options;
  const result = await withProgress(context, lang, () =>
    withOperations(context, options, ({ operations, actor }) =>
      operations.whatIf.run(actor, { scenario, seed, durationMs, signal: context.signal }),
    ),
  );
  if (json) return printJson(context, result);
  const { renderWhatIf } = await import('../checks/render-what-if.ts');
  context.print(renderWhatIf(result as WhatIfResult, outcomeWords(lang)));
}

const EVERY_MS = 500;

/** Says how long it has been at it, where somebody watches. */
async function withProgress<T>(
  { interactive }: CliContext,
  lang: Language,
  work: () => Promise<T>,
): Promise<T> {
  if (!interactive || !process.stderr.isTTY) return work();
  const line = createLogUpdate(process.stderr);
  const { tell } = outcomeWords(lang);
  const startedMs = performance.now();
  const show = () => line(tell('what-if-running', { elapsedMs: performance.now() - startedMs }));
  show();
  const timer = setInterval(show, EVERY_MS);
  try {
    return await work();
  } finally {
    clearInterval(timer);
    line.clear();
    line.done();
  }
}

function duration(text: string): number {
  const durationMs = parseDurationMs(text);
  if (durationMs !== null && durationMs >= 1_000 && durationMs <= 3_600_000) return durationMs;
  throw new InvalidArgumentError('Write a time from 1s to 1h, such as 3m.');
}

function seedNumber(text: string): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value < 2 ** 32) return value;
  throw new InvalidArgumentError('Write a whole number from 0 to 4294967295.');
}
