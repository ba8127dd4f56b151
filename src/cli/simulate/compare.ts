/** Runs a comparison and shows it: table, JSON or CSV on stdout, the report in a file. */

import process from 'node:process';

import { createLogUpdate } from 'log-update';

import type { ContestantName, Scenario } from '../../simulator/contract.ts';
import { renderCsv } from '../../simulator/report/csv.ts';
import { summaryJson } from '../../simulator/report/json.ts';
import { summarise, type Summary } from '../../simulator/report/summary.ts';
import { renderText } from '../../simulator/report/text-table.ts';
import type { Language } from '../../lib/locale.ts';
import { simulateWords, type SimulateWords } from '../../simulator/words/simulate-words.ts';
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
  /** Of what is told on the terminal; the report and data are English. */
  readonly lang: Language;
}

export async function compare(context: CliContext, options: CompareOptions): Promise<void> {
  const comparison = await plan(context, options);
  const outcome = await runAll(context, options, comparison);
  const runs = outcome.results.filter((result) => result !== null);
  const summary = summarise({ ...comparison, runs });
  const words = simulateWords(options.lang);
  if (options.out !== undefined) {
    await writeReport(options.out, summary);
    context.note(words.tell('wrote-file', { file: options.out }));
  }
  await print(context, { ...options, words }, summary);
  tellTrouble(context, { outcome, summary, words });
}

async function plan(context: CliContext, options: CompareOptions): Promise<Comparison> {
  const { strategyFile, compare: contestants } = options;
  const found = await findScenarios(context, options.scenario, options.lang);
  const strategy =
    strategyFile === null
      ? null
      : await loadStrategy(context, { ...options, strategy: strategyFile });
  const strategyOf = (one: Scenario) => strategy ?? ownStrategy(one);
  const misfits = misfitsOf(found, strategyOf);
  const scenarios = found.filter((scenario) => !misfits.has(scenario));
  for (const [scenario, reasons] of misfits) {
    const { tell } = simulateWords(options.lang);
    context.note(tell('left-out', { name: scenario.name, reasons }));
  }
  if (scenarios.length === 0) {
    throw usageFailure(
      {
        en: 'none of the scenarios fits the strategy',
        nl: 'geen van de scenario’s past bij de strategie',
      },
      strategy === null ? MEND_NAMES : LEAVE_OUT,
    );
  }
  const seeds = Array.from({ length: options.seeds }, (_, index) => options.seed + index);
  return { scenarios, contestants, seeds, strategyOf };
}

const MEND_NAMES = {
  en: 'Mend the names in the scenario: a region is `primary`, `standby` or one of its strategy.',
  nl: 'Herstel de namen in het scenario: een regio is `primary`, `standby` of een uit haar strategie.',
} as const;

const LEAVE_OUT = {
  en: 'Leave the strategy out: each scenario brings one of its own.',
  nl: 'Laat de strategie weg: elk scenario brengt er zelf een mee.',
} as const;

async function runAll(
  context: CliContext,
  { jobs: threads, quiet, lang }: CompareOptions,
  comparison: Comparison,
): Promise<JobsOutcome> {
  const bar = quiet || !process.stderr.isTTY ? null : createLogUpdate(process.stderr);
  const startedMs = performance.now();
  const words = simulateWords(lang);
  const onProgress = (progress: JobsProgress) =>
    bar?.(renderProgress(progress, performance.now() - startedMs, words));
  try {
    return await runJobs(planJobs(comparison), { threads, signal: context.signal, onProgress });
  } finally {
    bar?.clear();
    bar?.done();
  }
}

async function writeReport(file: string, summary: Summary): Promise<void> {
  const { renderReport } = await import('../../simulator/report/page/report.ts');
  await writeOutput(file, renderReport(summary));
}

async function print(
  context: CliContext,
  options: CompareOptions & { readonly words: SimulateWords },
  summary: Summary,
): Promise<void> {
  const { words } = options;
  if (options.json) return printJson(context, summaryJson(summary));
  if (options.csv) return context.print(renderCsv(summary));
  const { bold, dim, green: good, red: bad, isColorSupported } = context.colors;
  const paint = isColorSupported && process.stdout.isTTY ? { bold, dim, good, bad } : undefined;
  context.print(
    `${await whoseStrategy(options)}\n\n${renderText(summary, { words, ...(paint === undefined ? {} : { paint }) })}`,
  );
}

/** A reader in the folder of a strategy takes the figures for those of that strategy. */
async function whoseStrategy({ strategyFile, strategy, lang }: CompareOptions): Promise<string> {
  const { tell } = simulateWords(lang);
  if (strategyFile !== null) return tell('strategy-is', { file: strategyFile });
  const isThere = (await readIfThere(strategy)) !== null;
  return isThere ? tell('strategy-own-hint', { file: strategy }) : tell('strategy-own');
}

/** More failed runs than these are only counted. */
const MAX_TOLD = 5;

function tellTrouble(
  context: CliContext,
  told: {
    readonly outcome: JobsOutcome;
    readonly summary: Summary;
    readonly words: SimulateWords;
  },
): void {
  const { summary, words } = told;
  const { tell } = words;
  const { results, failures } = told.outcome;
  const { colors } = context;
  for (const [index, { job, message }] of failures.slice(0, MAX_TOLD).entries()) {
    const again = commandOf(job.input);
    context.note(`${colors.red(tell('run-failed'))} ${again}`);
    // The others mostly fail for the same reason.
    context.note(index === 0 ? message : (message.split('\n', 1)[0] ?? ''));
  }
  const more = failures.length - MAX_TOLD;
  if (more > 0) context.note(tell('more-findings', { count: more }));
  const done = results.filter((result) => result !== null).length;
  const isStopped = done + failures.length < results.length;
  if (isStopped) context.note(tell('stopped-after', { done, total: results.length }));
  const broken = summary.scenarios.flatMap(({ scenario, findings }) =>
    findings.map(({ contestant, seed }) => commandOf({ scenario, contestant, seed })),
  );
  const [first] = broken;
  if (first !== undefined) {
    const again = tell('see-first-again', { command: first });
    context.note(`${colors.red(tell('guarantee-broken'))} ${again}`);
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
