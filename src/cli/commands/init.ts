/**
 * `ballast init`: a strategy file from flags or questions. It never overwrites a file unasked, and
 * never writes one that does not parse.
 */

import { Command, Option } from 'commander';

import type { Language } from '../../lib/locale.ts';
import { printJson, type CliContext, type GlobalOptions } from '../context.ts';
import { withExamples } from '../examples.ts';
import { CliFailure, usageFailure } from '../failure.ts';
import { ALGORITHMS, DEFAULT_ANSWERS, FAILOVER_MODES, type InitAnswers } from '../init/answers.ts';
import { answersFromFlags, type InitFlags } from '../init/from-flags.ts';
import { renderStrategyFile } from '../init/render-strategy-file.ts';
import { INIT_WORDS, type InitWords } from '../init/words.ts';
import { readIfThere, writeOutput } from '../output-file.ts';

interface InitOptions extends GlobalOptions, InitFlags {
  readonly yes: boolean;
  readonly out?: string;
  readonly force: boolean;
  readonly lang: Language;
}

export function initCommand(context: CliContext): Command {
  const command = new Command('init')
    .description('write ballast.yaml, from flags or by asking')
    .option('-y, --yes', 'ask nothing; take the flags and the defaults', false)
    .option('--name <name>', 'name of the set of services', DEFAULT_ANSWERS.name)
    .option('--regions <names>', 'regions, first choice first', splitNames, [
      ...DEFAULT_ANSWERS.regions,
    ])
    .option('--services <names>', 'services, as NAME or NAME=/path', splitNames, [])
    .option('--target <spec>', 'SERVICE@REGION=HOST:PORT[,…]; repeatable', collect, [])
    .option('--gateway <spec>', 'NAME@REGION=ADMIN_URL or ADMIN_URL; repeatable', collect, [])
    .option('--availability <percent>', 'objective', DEFAULT_ANSWERS.availability)
    .option('--p99 <duration>', 'latency objective', DEFAULT_ANSWERS.p99)
    .option('--health <path>', 'health path of the services', DEFAULT_ANSWERS.healthPath)
    .addOption(choice('--algorithm <name>', 'balancing method', ALGORITHMS))
    .addOption(choice('--failover <mode>', 'what when a region fails', FAILOVER_MODES))
    .option('-o, --out <file>', 'file to write (default: the --strategy file)')
    .option('-f, --force', 'overwrite the file', false)
    .addOption(new Option('-l, --lang <language>', 'language').choices(['en', 'nl']).default('en'))
    .action(() => init(context, command.optsWithGlobals<InitOptions>()));
  return withExamples(command, [
    ['ballast init', 'asks'],
    ['ballast init --yes', 'an example with three services in two regions'],
    ['ballast init -y --target productAPI@eu-west=10.0.0.1:8080,10.0.0.2:8080 \\', 'your own,'],
    ['  --target productAPI@eu-north=10.1.0.1:8080 --gateway http://kong:8001', 'by flags'],
  ]);
}

async function init(context: CliContext, options: InitOptions): Promise<void> {
  const file = options.out ?? options.strategy;
  if (!options.force && (await readIfThere(file)) !== null) {
    throw usageFailure(
      `${file} is there already and is left alone`,
      'Use --force to overwrite it, or --out FILE to write another.',
    );
  }
  const words = INIT_WORDS[options.lang];
  const ask = context.interactive && !options.yes;
  if (!ask && !options.yes) {
    throw usageFailure('there is no terminal to ask on', 'Add --yes, and flags for your services.');
  }
  const answers = ask ? await askAll(options, words) : answersFromFlags(options);
  const text = renderStrategyFile(answers, words);
  const { parseStrategy, renderProblems } = await import('../../strategy/index.ts');
  const { strategy, problems } = parseStrategy(text, { file });
  if (problems.length > 0) {
    context.note(renderProblems(problems, text, { color: context.colors.isColorSupported }));
  }
  if (strategy === null) {
    throw new CliFailure('these answers do not make a valid strategy; nothing written', {
      exitCode: 2,
      fix: 'Correct the flags that led to the problems above.',
      details: { problems },
    });
  }
  await writeOutput(file, text);
  context.note(`wrote ${file}; next: ballast generate, ballast advise`);
  if (options.json) printJson(context, { file, strategy: strategy.name });
  else context.print(`${file}\n`);
}

async function askAll(flags: InitFlags, words: InitWords): Promise<InitAnswers> {
  const { askAnswers } = await import('../init/ask.ts');
  return askAnswers(flags, words);
}

function choice(flags: string, description: string, choices: readonly string[]): Option {
  return new Option(flags, description).choices(choices).default(choices[0]);
}

function splitNames(value: string): string[] {
  return value
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

function collect(value: string, before: readonly string[]): string[] {
  return [...before, value];
}
