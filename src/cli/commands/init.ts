/**
 * `ballast init`: a strategy file from questions, flags, an OpenAPI document or a Kong. It never
 * overwrites a file unasked, and never writes one that does not parse.
 */

import { dirname, join } from 'node:path';
import process from 'node:process';

import { Command, Option } from 'commander';

import type { Language } from '../../lib/locale.ts';
import { printJson, type CliContext, type GlobalOptions } from '../context.ts';
import { withExamples } from '../examples.ts';
import { CliFailure, usageFailure } from '../failure.ts';
import { complaintsAbout, flagOf, quoted } from '../init/flags.ts';
import { gather } from '../init/gather.ts';
import { addQuestionOptions, flagTexts } from '../init/options.ts';
import type { Values } from '../init/values.ts';
import type { InitWords } from '../init/words/init-words.ts';
import { INIT_WORDS } from '../init/words/words.ts';
import { languageOf } from '../language.ts';
import { readIfThere, writeOutput } from '../output-file.ts';

/** Where the first line of the strategy file sends editors. */
const SCHEMA_FILE = 'ballast.schema.json';

interface InitOptions extends GlobalOptions {
  readonly yes: boolean;
  readonly fromOpenapi?: string;
  readonly fromKong?: string;
  readonly out?: string;
  readonly force: boolean;
  readonly lang?: Language;
}

export function initCommand(context: CliContext): Command {
  const command = new Command('init')
    .description('write ballast.yaml, by asking or from flags')
    .option('-y, --yes', 'ask nothing; take the flags and the defaults', false)
    .option('-o, --out <file>', 'file to write (default: the --strategy file)')
    .option('--from-openapi <file|url>', 'endpoints and methods of an OpenAPI 3 document')
    .option('--from-kong <url|file>', 'what ballast import reads, as far as it is asked here')
    .option('-f, --force', 'overwrite the file', false)
    .addOption(
      new Option('-l, --lang <language>', 'language (default: that of the terminal)').choices([
        'en',
        'nl',
      ]),
    )
    .action(() => init(context, command));
  addQuestionOptions(command);
  return withExamples(command, [
    ['ballast init', 'asks'],
    ['ballast init --yes', 'an example with three services in two regions'],
    ['ballast init -y --target productAPI@eu-west=10.0.0.1:8080,10.0.0.2:8080 \\', 'your own,'],
    ['  --target productAPI@eu-north=10.1.0.1:8080 --gateway http://kong:8001', 'by flags'],
    ['ballast init --failover isolate --failover orderAPI=reads-only', 'for all, and for one'],
  ]);
}

async function init(context: CliContext, command: Command): Promise<void> {
  const options = command.optsWithGlobals<InitOptions>();
  const language = options.lang ?? languageOf(context.env);
  const words = INIT_WORDS[language];
  const file = options.out ?? options.strategy;
  const given = await gather(context, words, {
    flags: flagTexts(command.opts()),
    openApi: options.fromOpenapi,
    kong: options.fromKong,
  });
  const asks = context.interactive && !options.yes;
  if (asks) return converse(context, { options, given, words, language, file });
  if (!options.force && (await readIfThere(file)) !== null) {
    throw usageFailure(
      `${file} is there already and is left alone`,
      'Use --force to overwrite it, or --out FILE to write another.',
    );
  }
  if (!options.yes) {
    throw usageFailure('there is no terminal to ask on', 'Add --yes, and flags for your services.');
  }
  refuse(given, words);
  await write(context, { options, values: given, words, language, file });
}

interface Talk {
  readonly options: InitOptions;
  readonly given: Values;
  readonly words: InitWords;
  readonly language: Language;
  readonly file: string;
}

async function converse(
  context: CliContext,
  { options, given, words, language, file }: Talk,
): Promise<void> {
  const { runInterview } = await import('../init/interview/run-interview.ts');
  const { createDesk } = await import('../init/desk.ts');
  const result = await runInterview(given, {
    // Questions are not the result, so they go to stderr.
    terminal: { input: process.stdin, output: process.stderr },
    words,
    dim: (text) => context.colors.dim(text),
    desk: createDesk(context, { words, language }),
    file,
    force: options.force,
  });
  if (result === null) throw new CliFailure(words.talk.cancelled, { exitCode: 1 });
  await write(context, { options, words, language, ...result });
}

/** All answers that cannot be, at once. */
function refuse(values: Values, words: InitWords): void {
  const refused = complaintsAbout(values);
  if (refused.length === 0) return;
  const lines = refused.map(
    ({ asked, text, complaint }) =>
      `${quoted(flagOf(asked, text))}: ${words.complaints[complaint]}`,
  );
  throw new CliFailure(lines.join('\n'), {
    exitCode: 2,
    fix: 'Correct these flags; nothing was written.',
    details: { problems: lines },
  });
}

async function write(
  context: CliContext,
  given: {
    options: InitOptions;
    values: Values;
    words: InitWords;
    language: Language;
    file: string;
  },
): Promise<void> {
  const { options, values, words, language, file } = given;
  const { textOf } = await import('../init/desk.ts');
  const { parseStrategy, renderProblems } = await import('../../strategy/index.ts');
  const text = textOf(values, words);
  const { strategy, problems } = parseStrategy(text, { file });
  if (problems.length > 0) {
    const color = context.colors.isColorSupported;
    context.note(renderProblems(problems, text, { color, language }));
  }
  if (strategy === null) {
    throw new CliFailure('these answers do not make a valid strategy; nothing written', {
      exitCode: 2,
      fix: 'Correct the answers that led to the problems above.',
      details: { problems },
    });
  }
  await writeOutput(file, text);
  context.note(words.talk.wrote(file));
  const schema = join(dirname(file), SCHEMA_FILE);
  if ((await readIfThere(schema)) === null) context.note(words.talk.noSchema(schema));
  if (options.json) printJson(context, { file, strategy: strategy.name });
  else context.print(`${file}\n`);
}
