/** `ballast simulate`: what would happen, in virtual time. */

import { availableParallelism } from 'node:os';

import { Command, InvalidArgumentError, Option } from 'commander';

import type { ContestantName } from '../../simulator/contract.ts';
import type { CliContext, GlobalOptions } from '../context.ts';
import { withExamples } from '../examples.ts';
import { usageFailure } from '../failure.ts';
import { inLanguage, languageOption } from '../language.ts';
import type { Language } from '../../lib/locale.ts';

export interface SimulateOptions extends GlobalOptions {
  readonly scenario: readonly string[];
  readonly compare: readonly ContestantName[];
  readonly seeds: number;
  readonly seed: number;
  readonly jobs: number;
  readonly out?: string;
  readonly csv: boolean;
  readonly list: boolean;
  readonly quiet: boolean;
  readonly replay?: string;
  readonly lang?: Language;
}

const CONTESTANTS = [
  'folklore',
  'kong-default',
  'kong-tuned',
  'kong-tuned-least-connections',
  'generated',
  'ballast',
] as const satisfies readonly ContestantName[];

const COMPARED: readonly ContestantName[] = ['folklore', 'kong-tuned', 'ballast'];

export function simulateCommand(context: CliContext): Command {
  const command = new Command('simulate')
    .description(
      'what would happen: scenarios against Kong alone and with Ballast, in virtual time',
    )
    .argument('[strategy]', 'strategy file; left out, each scenario brings its own')
    .addOption(
      new Option('--scenario <names>', 'of the library, a file, or all; repeatable, or with commas')
        .argParser(addNames)
        .default([], 'none'),
    )
    .addOption(
      new Option('--compare <names>', `of ${CONTESTANTS.join(', ')}`)
        .argParser(contestants)
        .default(COMPARED, COMPARED.join(',')),
    )
    .option('--seeds <count>', 'how many runs of each', atLeast(1), 5)
    .option('--seed <first>', 'the first seed', atLeast(0), 1)
    .option('--jobs <count>', 'threads', atLeast(1), availableParallelism())
    .option('-o, --out <file>', 'write a report with charts, one HTML file')
    .option('--csv', 'a line for each run', false)
    .option('--list', 'list the scenarios', false)
    .option('-q, --quiet', 'no progress', false)
    .option('--replay <file>', 'decide what a controller journaled again, with the strategy')
    .addOption(languageOption())
    .action(async (file: string | undefined) => {
      const options = inLanguage(command.optsWithGlobals<SimulateOptions>(), context);
      const isNamed = command.getOptionValueSourceWithGlobals('strategy') === 'cli';
      const strategyFile = file ?? (isNamed ? options.strategy : null);
      if (options.list) {
        const { listScenarios } = await import('../simulate/list.ts');
        return listScenarios(context, options);
      }
      if (options.replay !== undefined) {
        const { replay } = await import('../simulate/replay.ts');
        return replay(context, { ...options, strategyFile, stateFile: options.replay });
      }
      if (options.csv && options.json) {
        throw usageFailure(
          { en: '--csv and --json are alternatives', nl: '--csv en --json sluiten elkaar uit' },
          { en: 'Leave one of them out.', nl: 'Laat een van de twee weg.' },
        );
      }
      if (options.scenario.length === 0) {
        throw usageFailure(
          { en: 'no scenario is named', nl: 'er is geen scenario genoemd' },
          {
            en: 'Name one with --scenario NAME, or run them all with --scenario all; --list lists them.',
            nl: 'Noem er een met --scenario NAAM, of draai ze alle met --scenario all; --list laat ze zien.',
          },
        );
      }
      const { compare } = await import('../simulate/compare.ts');
      return compare(context, { ...options, strategyFile });
    });
  return withExamples(command, [
    ['ballast simulate --list', 'the scenarios there are'],
    ['ballast simulate --scenario region-down', 'one of them, with a strategy of its own'],
    ['ballast simulate ballast.yaml --scenario all --seeds 3 --out report.html', 'yours in all'],
    ['ballast simulate --scenario ./mine.yaml --compare kong-tuned,ballast --json', 'for scripts'],
    ['ballast simulate new.yaml --replay ballast.db', 'what another strategy had decided'],
  ]);
}

/** Not variadic: that would swallow a strategy file behind it. */
function addNames(text: string, before: readonly string[]): readonly string[] {
  const names = text.split(',').map((name) => name.trim());
  return [...before, ...names.filter((name) => name !== '')];
}

function contestants(text: string): readonly ContestantName[] {
  const wanted = text.split(',').map((name) => name.trim());
  const known = CONTESTANTS.filter((name) => wanted.includes(name));
  if (known.length === wanted.length) return known;
  throw new InvalidArgumentError(`Write some of ${CONTESTANTS.join(', ')} with commas.`);
}

function atLeast(lowest: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (text.trim() !== '' && Number.isInteger(value) && value >= lowest) return value;
    throw new InvalidArgumentError(`Write a whole number of at least ${lowest}.`);
  };
}
