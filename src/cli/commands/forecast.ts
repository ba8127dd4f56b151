/** `ballast forecast`: expected downtime per year, what it is made of, and what would help most. */

import process from 'node:process';

import { Command, InvalidArgumentError, Option } from 'commander';
import { createLogUpdate } from 'log-update';

import type { Language } from '../../lib/locale.ts';
import type { Strategy } from '../../model/strategy.ts';
import type { MeasuredFault } from '../../simulator/forecast/calibrate.ts';
import type { FailuresFile } from '../../simulator/forecast/failures-file.ts';
import { printJson, type CliContext, type GlobalOptions } from '../context.ts';
import { loadFailures } from '../failures-file.ts';
import { withExamples } from '../examples.ts';
import { writeOutput } from '../output-file.ts';
import { loadStrategy } from '../strategy-file.ts';

interface ForecastCommandOptions extends GlobalOptions {
  readonly failures?: string;
  readonly years: number;
  /** `true`: with as many seeds as usual. */
  readonly simulate?: number | true;
  readonly seed: number;
  readonly lang: Language;
  readonly out?: string;
}

const YEARS_MAX = 1_000_000;
const SEED_MAX = 1_000_000;
const SEEDS = 3;
const SEEDS_MAX = 100;

export function forecastCommand(context: CliContext): Command {
  const command = new Command('forecast')
    .description('expected downtime a year: its parts, by formula and simulated; what helps most')
    .argument('[strategy]', 'strategy file (or --strategy)')
    .option('-f, --failures <file>', 'how often things fail (YAML); see docs/forecast.md')
    .option('-y, --years <number>', 'years to simulate', wholeNumber(1, YEARS_MAX), 10_000)
    .option('--simulate [seeds]', 'measure times in the simulator, over 3 seeds or as many', seeds)
    .option('--seed <number>', 'seed of the simulation', wholeNumber(0, SEED_MAX), 1)
    .addOption(new Option('-l, --lang <language>', 'language').choices(['en', 'nl']).default('en'))
    .option('-o, --out <file>', 'write the page to a file')
    .action((file: string | undefined) => {
      const options = command.optsWithGlobals<ForecastCommandOptions>();
      return runForecast(context, file === undefined ? options : { ...options, strategy: file });
    });
  return withExamples(command, [
    ['ballast forecast', 'with the assumptions of docs/defaults.md'],
    ['ballast forecast ballast.yaml --failures failures.yaml', 'with your own records'],
    ['ballast forecast --simulate', 'with times measured in the simulator'],
    ['ballast forecast --years 100000 --json', 'narrower intervals, as data'],
  ]);
}

async function runForecast(context: CliContext, options: ForecastCommandOptions): Promise<void> {
  const strategy = await loadStrategy(context, options);
  const names = strategy.services.map(({ name }) => name);
  const { assumptions, rps } = await loadFailures(options.failures, names);
  const { forecast } = await import('../../simulator/forecast/forecast.ts');
  const { years, seed } = options;
  const measured = await measureAll(context, options, { strategy, assumptions, rps });
  const bar = process.stderr.isTTY ? createLogUpdate(process.stderr) : null;
  const onProgress = (done: number) => bar?.(`simulating years: ${Math.round(done * 100)} %`);
  const forecasts = forecast({ strategy, assumptions, rps, years, seed, measured, onProgress });
  bar?.clear();
  bar?.done();
  if (options.json) return printJson(context, { assumptions, services: forecasts });
  const { renderForecast } = await import('../../simulator/forecast/report.ts');
  const page = renderForecast(forecasts, { assumptions, language: options.lang });
  if (options.out === undefined) return context.print(page);
  await writeOutput(options.out, page);
  context.note(`wrote ${options.out}`);
  context.print(`${options.out}\n`);
}

/** By service; empty without `--simulate`. */
async function measureAll(
  context: CliContext,
  { simulate, seed }: ForecastCommandOptions,
  { strategy, assumptions, rps }: FailuresFile & { readonly strategy: Strategy },
): Promise<Record<string, readonly MeasuredFault[]>> {
  if (simulate === undefined) return {};
  const { measureFaults } = await import('../../simulator/forecast/measure.ts');
  const { loadOf } = await import('../../simulator/forecast/forecast.ts');
  const count = simulate === true ? SEEDS : simulate;
  const measured: Record<string, readonly MeasuredFault[]> = {};
  for (const service of strategy.services) {
    context.note(`measuring ${service.name}: 14 faults, ${count} times each`);
    measured[service.name] = await measureFaults({
      strategy,
      service,
      assumptions,
      rps: loadOf({ strategy, rps }, service),
      seeds: Array.from({ length: count }, (_, index) => seed + index),
      signal: context.signal,
    });
  }
  return measured;
}

const seeds = (text: string) => wholeNumber(1, SEEDS_MAX)(text);

function wholeNumber(min: number, max: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (Number.isInteger(value) && value >= min && value <= max) return value;
    throw new InvalidArgumentError(`Write a whole number from ${min} to ${max}.`);
  };
}
