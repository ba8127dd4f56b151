/** `ballast advise`: the design as a report, in Markdown or as one HTML file. */

import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';

import { Command, InvalidArgumentError, Option } from 'commander';

import type { AdviceFormat } from '../../generate/advice/render-advice.ts';
import type { Language } from '../../lib/locale.ts';
import { printJson, type CliContext, type GlobalOptions } from '../context.ts';
import { withExamples } from '../examples.ts';
import { loadFailures } from '../failures-file.ts';
import { writeOutput } from '../output-file.ts';
import { loadStrategy } from '../strategy-file.ts';

interface AdviseOptions extends GlobalOptions {
  readonly lang: Language;
  readonly format?: AdviceFormat;
  readonly out?: string;
  readonly failures?: string;
  readonly seed: number;
  readonly years: number;
  readonly simulate: boolean;
}

const SEED_MAX = 1_000_000;
const YEARS_MAX = 100_000;

export function adviseCommand(context: CliContext): Command {
  const command = new Command('advise')
    .description('the tailored design as a report: choices, times, capacity, availability, plans')
    .argument('[strategy]', 'strategy file (or --strategy)')
    .addOption(new Option('-l, --lang <language>', 'language').choices(['en', 'nl']).default('en'))
    .addOption(
      new Option('--format <format>', 'md, or html: one file with charts').choices(['md', 'html']),
    )
    .option('-o, --out <file>', 'write it to a file; .html means --format html')
    .option('-f, --failures <file>', 'your load and how often things fail; see docs/forecast.md')
    .option('--no-simulate', 'leave the simulated comparison out: a second instead of a minute')
    .option('--seed <number>', 'first seed of the simulations', wholeNumber(0, SEED_MAX), 1)
    .option('--years <number>', 'years of the forecast', wholeNumber(100, YEARS_MAX), 2_000)
    .action((file: string | undefined) => {
      const options = command.optsWithGlobals<AdviseOptions>();
      return advise(context, file === undefined ? options : { ...options, strategy: file });
    });
  return withExamples(command, [
    ['ballast advise --no-simulate', 'read it here, at once'],
    ['ballast advise --lang nl --out advies.html', 'in Dutch, with charts, to print'],
    ['ballast advise --failures failures.yaml --out advice.md', 'with your own records'],
    ['ballast advise --json', 'every figure with its formula and source'],
  ]);
}

async function advise(context: CliContext, options: AdviseOptions): Promise<void> {
  const strategy = await loadStrategy(context, options);
  const names = strategy.services.map(({ name }) => name);
  const { assumptions, rps } = await loadFailures(options.failures, names);
  const { gatherEvidence } = await import('../advise/gather-evidence.ts');
  const evidence = await gatherEvidence(context, {
    strategy,
    file: options.strategy,
    text: await readFile(options.strategy, 'utf8'),
    assumptions,
    rps,
    seed: options.seed,
    years: options.years,
    simulates: options.simulate,
  });
  const { adviceData, renderAdvice } = await import('../../generate/advice/render-advice.ts');
  const request = { language: options.lang, format: formatOf(options), evidence, rps };
  if (options.json) {
    const { forecasts, comparison } = evidence;
    return printJson(context, { ...adviceData(strategy, request), forecasts, comparison });
  }
  const page = renderAdvice(strategy, request);
  if (options.out === undefined) return context.print(page);
  await writeOutput(options.out, page);
  context.note(`wrote ${options.out}`);
  context.print(`${options.out}\n`);
}

function formatOf({ format, out }: AdviseOptions): AdviceFormat {
  if (format !== undefined) return format;
  const ending = extname(out ?? '').toLowerCase();
  return ending === '.html' || ending === '.htm' ? 'html' : 'md';
}

function wholeNumber(min: number, max: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (Number.isInteger(value) && value >= min && value <= max) return value;
    throw new InvalidArgumentError(`Write a whole number from ${min} to ${max}.`);
  };
}
