/** Runs a comparison and shows it: table, JSON or CSV on stdout, the report in a file. */

import process from 'node:process';

import { createLogUpdate } from 'log-update';

import type { ContestantName, Scenario } from '../../simulator/contract.ts';
import { renderCsv } from '../../simulator/report/csv.ts';
import { summaryJson } from '../../simulator/report/json.ts';
import { summarise, type Summary } from '../../simulator/report/summary.ts';
import { renderText } from '../../simulator/report/text-table.ts';
import { printJson, type CliContext, type GlobalOptions } from '../context.ts';
import { usageFailure } from '../failure.ts';
import { readIfThere, writeOutput } from '../output-file.ts';
import { loadStrategy } from '../strategy-file.ts';
import { findScenarios } from './library.ts';
import { type Comparison, misfitsOf, ownStrategy, planJobs } from './plan-jobs.ts';
import { renderProgress } from './progress-bar.ts';
import { type JobsOutcome, type JobsProgress, runJobs } from './run-jobs.ts';

export interface CompareOptions extends GlobalOptions {
  readonly strategyFile: string | null;
  readonly scenario: readonly string[];
  readonly compare: readonly ContestantName[];
  readonly seeds: number;
  readonly seed: number;
  readonly jobs: number;
  readonly out?: string;
  readonly csv: boolean;
  readonly quiet: boolean;
}

export async function compare(context: CliContext, options: CompareOptions): Promise<void> {
  const comparison = await plan(context, options);
  const outcome = await runAll(context, options, comparison);
  const runs = outcome.results.filter((result) => result !== null);
  const summary = summarise({ ...comparison, runs });
  if (options.out !== undefined) await writeReport(context, options.out, summary);
  await print(context, options, summary);
  tellTrouble(context, outcome, summary);
}

async function plan(context: CliContext, options: CompareOptions): Promise<Comparison> {
  const { strategyFile, compare: contestants } = options;
  const found = await findScenarios(context, options.scenario);
  const strategy =
    strategyFile === null
      ? null
      : await loadStrategy(context, { ...options, strategy: strategyFile });
  const strategyOf = (one: Scenario) => strategy ?? ownStrategy(one);
  const misfits = misfitsOf(found, strategyOf);
  const scenarios = found.filter((scenario) => !misfits.has(scenario));
  for (const [scenario, reasons] of misfits) {
    context.note(`${scenario.name} is left out: ${reasons.join('; ')}`);
  }
  if (scenarios.length === 0) {
    throw usageFailure(
      'none of the scenarios fits the strategy',
      strategy === null
        ? 'Mend the names in the scenario: a region is `primary`, `standby` or one of its strategy.'
        : 'Leave the strategy out: each scenario brings one of its own.',
    );
  }
  const seeds = Array.from({ length: options.seeds }, (_, index) => options.seed + index);
  return { scenarios, contestants, seeds, strategyOf };
}

async function runAll(
  context: CliContext,
  { jobs: threads, quiet }: CompareOptions,
  comparison: Comparison,
): Promise<JobsOutcome> {
  const bar = quiet || !process.stderr.isTTY ? null : createLogUpdate(process.stderr);
  const startedMs = performance.now();
  const onProgress = (progress: JobsProgress) =>
    bar?.(renderProgress(progress, performance.now() - startedMs));
  try {
    return await runJobs(planJobs(comparison), { threads, signal: context.signal, onProgress });
  } finally {
    bar?.clear();
    bar?.done();
  }
}

async function writeReport(context: CliContext, file: string, summary: Summary): Promise<void> {
  const { renderReport } = await import('../../simulator/report/page/report.ts');
  await writeOutput(file, renderReport(summary));
  context.note(`wrote ${file}`);
}

async function print(
  context: CliContext,
  options: CompareOptions,
  summary: Summary,
): Promise<void> {
  if (options.json) return printJson(context, summaryJson(summary));
  if (options.csv) return context.print(renderCsv(summary));
  const { bold, dim, green: good, red: bad, isColorSupported } = context.colors;
  const paint = isColorSupported && process.stdout.isTTY ? { bold, dim, good, bad } : undefined;
  context.print(`${await whoseStrategy(options)}\n\n${renderText(summary, paint)}`);
}

/** A reader in the folder of a strategy takes the figures for those of that strategy. */
async function whoseStrategy({ strategyFile, strategy }: CompareOptions): Promise<string> {
  if (strategyFile !== null) return `Strategy: ${strategyFile}.`;
  const isThere = (await readIfThere(strategy)) !== null;
  const hint = isThere ? ` For yours: --strategy ${strategy}.` : '';
  return `Strategy: each scenario’s own.${hint}`;
}

/** More failed runs than these are only counted. */
const MAX_TOLD = 5;

function tellTrouble(context: CliContext, outcome: JobsOutcome, summary: Summary): void {
  const { results, failures } = outcome;
  const { colors } = context;
  for (const [index, { job, message }] of failures.slice(0, MAX_TOLD).entries()) {
    const again = commandOf(job.input);
    context.note(`${colors.red('a run failed, which is a bug in Ballast:')} ${again}`);
    // The others mostly fail for the same reason.
    context.note(index === 0 ? message : (message.split('\n', 1)[0] ?? ''));
  }
  if (failures.length > MAX_TOLD) context.note(`… and ${failures.length - MAX_TOLD} more`);
  const done = results.filter((result) => result !== null).length;
  const isStopped = done + failures.length < results.length;
  if (isStopped) context.note(`stopped after ${done} of ${results.length} runs`);
  const broken = summary.scenarios.flatMap(({ scenario, findings }) =>
    findings.map(({ contestant, seed }) => commandOf({ scenario, contestant, seed })),
  );
  const [first] = broken;
  if (first !== undefined) {
    context.note(`${colors.red('a guarantee was broken;')} to see the first again: ${first}`);
  }
  context.setExitCode(isStopped || failures.length + broken.length > 0 ? 1 : 0);
}

function commandOf(run: {
  readonly scenario: Scenario;
  readonly contestant: ContestantName;
  readonly seed: number;
}): string {
  const { scenario, contestant, seed } = run;
  return `ballast simulate --scenario ${scenario.name} --compare ${contestant} --seeds 1 --seed ${seed}`;
}
