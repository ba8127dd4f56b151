/** `ballast drill`: rehearsed failures. */

import { Command, Option } from 'commander';

import type { Language } from '../../lib/locale.ts';
import { readDrillReport } from '../../model/drill-report.ts';
import { collect } from '../collect.ts';
import { printJson, type CliContext } from '../context.ts';
import { withExamples } from '../examples.ts';
import { CliFailure, usageFailure } from '../failure.ts';
import { languageOf } from '../language.ts';
import {
  type ApiOptions,
  apiUrlOf,
  type OperationsOptions,
  withApiOptions,
  withOperations,
  withOperationsOptions,
} from '../operations-of.ts';
import { loadStrategy } from '../strategy-file.ts';
import { DEFAULT_STATE_FILE, STATE_HELP } from '../system.ts';

interface ChoiceOptions extends OperationsOptions {
  readonly region?: string;
  readonly service: readonly string[];
  readonly duration?: string;
  readonly lang?: 'en' | 'nl';
}

interface RunOptions extends ChoiceOptions {
  readonly shadow: boolean;
  readonly detach: boolean;
  readonly out?: string;
}

interface ReportOptions extends OperationsOptions {
  readonly list: boolean;
  readonly format: 'md' | 'html' | 'json';
  readonly out?: string;
  readonly lang?: 'en' | 'nl';
}

export function drillCommand(context: CliContext): Command {
  const command = new Command('drill')
    .description('rehearse a failure: checks before it, limits, a restore that is sure, a report')
    .addCommand(runCommand(context), { isDefault: true })
    .addCommand(planCommand(context))
    .addCommand(listCommand(context))
    .addCommand(reportCommand(context))
    .addCommand(abortCommand(context))
    .addCommand(scheduleCommand(context));
  return withExamples(command, [
    ['ballast drill list', 'the drills there are'],
    ['ballast drill plan region-loss', 'whether it may begin now, and if not, why'],
    ['ballast drill --shadow region-loss', 'what Ballast would decide; nothing is written'],
    ['ballast drill run region-loss --duration 30s', 'hold it'],
    ['ballast drill report --lang nl --out drill.html', 'the newest, to be read'],
  ]);
}

function runCommand(context: CliContext): Command {
  const command = withChoice(
    new Command('run')
      .description('hold a drill; Ctrl-C ends and restores it')
      .argument('<drill>', 'name or file')
      .option('--shadow', 'decisions only: nothing is written', false)
      .option('--detach', 'with --api: begin it there and do not wait for its end', false)
      .option('-o, --out <file>', 'write the report here (.md, .html or .json)')
      .addOption(languageOption()),
  ).action((name: string) => run(context, name, command.optsWithGlobals<RunOptions>()));
  return withExamples(command, [
    ['ballast drill run region-loss --region eu-west', 'Kong is told that the region is unhealthy'],
    ['ballast drill run ./mine.yaml --out report.html --lang nl', 'your own, with a Dutch report'],
    ['ballast drill run region-loss --api https://ballast:9901', 'there; Ctrl-C here ends it'],
    ['ballast drill run region-loss --json | jq .verdict', 'exit code 0 only when it succeeded'],
  ]);
}

async function run(context: CliContext, name: string, options: RunOptions): Promise<void> {
  const lang = options.lang ?? languageOf(context.env);
  const isThere = apiUrlOf(context, options) !== null;
  const { json, state: stateFile, shadow: isShadow, detach, out = null } = options;
  if (isShadow && isThere) {
    throw usageFailure('--shadow works on the state file', 'Leave --api out, and BALLAST_API.');
  }
  if (detach && !isThere) {
    throw usageFailure('--detach needs a running Ballast', 'Name it with --api URL.');
  }
  if (out !== null) (await import('../drill/report-file.ts')).formatOf(out);
  if (isThere) {
    const { holdOverApi } = await import('../drill/over-api.ts');
    return holdOverApi(context, { ...(await asked(name, options)), json, lang, out, detach });
  }
  const chosen = await choose(context, name, { ...options, lang });
  if (isShadow) {
    const { shadow } = await import('../drill/shadow.ts');
    return shadow(context, { ...chosen, stateFile, json, lang });
  }
  const { holdDrill } = await import('../drill/run.ts');
  await holdDrill(context, { ...chosen, stateFile, via: 'cli', json, out, lang });
  return undefined;
}

function planCommand(context: CliContext): Command {
  const command = withChoice(
    new Command('plan')
      .description('look whether a drill may begin now; nothing is changed')
      .argument('<drill>', 'name or file')
      .addOption(languageOption()),
  ).action(async (name: string) => {
    const options = command.optsWithGlobals<ChoiceOptions>();
    const lang = options.lang ?? languageOf(context.env);
    const { json, state: stateFile } = options;
    if (apiUrlOf(context, options) !== null) {
      const { planOverApi } = await import('../drill/over-api.ts');
      return planOverApi(context, { ...(await asked(name, options)), json, lang });
    }
    const chosen = await choose(context, name, { ...options, lang });
    const { plan } = await import('../drill/plan.ts');
    return plan(context, { ...chosen, stateFile, json, lang });
  });
  return command;
}

function listCommand(context: CliContext): Command {
  const command = withApiOptions(
    new Command('list').description(
      'list the drills of the package, or those of a running Ballast',
    ),
    'those that can be started there',
  ).action(async () => {
    const options = command.optsWithGlobals<ApiOptions>();
    if (apiUrlOf(context, options) !== null) {
      const { listOverApi } = await import('../drill/over-api.ts');
      return listOverApi(context, options);
    }
    const { listDrills } = await import('../drill/list.ts');
    return listDrills(context, options);
  });
  return command;
}

function reportCommand(context: CliContext): Command {
  const command = withOperationsOptions(
    new Command('report')
      .description('show the report of a drill; the newest without an id')
      .argument('[id]', 'as --list shows it')
      .option('--list', 'list the reports', false)
      .addOption(
        new Option('--format <form>', 'md, html or json')
          .choices(['md', 'html', 'json'])
          .default('md'),
      )
      .option('-o, --out <file>', 'write it here (.md, .html or .json)')
      .addOption(languageOption()),
  ).action((id: string | undefined) =>
    showReport(context, id ?? null, command.optsWithGlobals<ReportOptions>()),
  );
  return withExamples(command, [
    ['ballast drill report', 'the newest'],
    ['ballast drill report --list', 'which there are'],
    ['ballast drill report drill-3f2a --out audit.html', 'for the auditor'],
  ]);
}

function abortCommand(context: CliContext): Command {
  const command = withOperationsOptions(
    new Command('abort')
      .description('end the drill that runs, and restore')
      .requiredOption('--reason <text>', 'why; kept in its report and in the audit log'),
  ).action(async () => {
    const options = command.optsWithGlobals<OperationsOptions & { readonly reason: string }>();
    await withOperations(context, options, ({ operations, actor }) =>
      operations.drills.abort(actor, { reason: options.reason }),
    );
    if (options.json) printJson(context, { aborted: true });
    context.note('it ends within a second or two; `ballast drill report` tells what it came to');
  });
  return command;
}

function scheduleCommand(context: CliContext): Command {
  const command = new Command('schedule')
    .description('hold drills at the times their files say, until stopped')
    .argument('<drills...>', 'names or files')
    .option('--state <file>', STATE_HELP, DEFAULT_STATE_FILE)
    .option('--next <count>', 'only show the next times', Number)
    .addOption(languageOption())
    .action(async (names: readonly string[]) => {
      const options = command.optsWithGlobals<RunOptions & { readonly next?: number }>();
      const lang = options.lang ?? languageOf(context.env);
      const strategy = await loadStrategy(context, { ...options, lang });
      const { findDrill } = await import('../drill/find-drill.ts');
      const drills = await Promise.all(
        names.map((one) => findDrill(context, one, { strategy, language: lang })),
      );
      const { holdScheduled, listSchedule } = await import('../drill/keep-schedule.ts');
      const { json, state: stateFile, next } = options;
      if (next === undefined) {
        return holdScheduled(context, { drills, strategy, stateFile, json, lang });
      }
      if (!Number.isInteger(next) || next < 1 || next > 1_000) {
        throw usageFailure(`--next ${next} is no count`, 'Write a whole number from 1 to 1000.');
      }
      return listSchedule(context, { drills, json, count: next });
    });
  return withExamples(command, [
    ['ballast drill schedule drills/*.yaml --next 5', 'when the next ones are'],
    ['ballast drill schedule drills/*.yaml', 'hold them; run it as a service beside `ballast run`'],
  ]);
}

function withChoice(command: Command): Command {
  return withOperationsOptions(command)
    .option('--region <name>', 'instead of the region of the file')
    .option('--service <name>', 'instead of the services of the file; repeatable', collect, [])
    .option('--duration <time>', 'instead of the duration of the file');
}

function languageOption(): Option {
  return new Option('--lang <language>', 'of the report (default: as LANG says)').choices([
    'en',
    'nl',
  ]);
}

async function choose(
  context: CliContext,
  name: string,
  options: ChoiceOptions & { readonly lang: Language },
) {
  const strategy = await loadStrategy(context, options);
  const { choiceOf, findDrill } = await import('../drill/find-drill.ts');
  const { lang: language } = options;
  const choice = choiceOf(options);
  return { drill: await findDrill(context, name, { strategy, language, choice }), strategy };
}

async function asked(name: string, options: ChoiceOptions) {
  const { choiceOf } = await import('../drill/find-drill.ts');
  return { name, choice: choiceOf(options), api: options };
}

async function showReport(
  context: CliContext,
  id: string | null,
  options: ReportOptions,
): Promise<void> {
  const { renderReport, saveReport } = await import('../drill/report-file.ts');
  const lang = options.lang ?? languageOf(context.env);
  await withOperations(context, options, async ({ operations: { drills } }) => {
    const known = await drills.reports(options.list ? LISTED : 1);
    if (options.list) {
      if (options.json) return printJson(context, known);
      const lines = known.map(({ id: one, atMs, verdict, title }) =>
        [new Date(atMs).toISOString().slice(0, 16), one, verdict ?? '–', title].join('  '),
      );
      return context.print(`${lines.join('\n') || 'there has been no drill yet'}\n`);
    }
    const wanted = id ?? known[0]?.id;
    if (wanted === undefined) {
      throw new CliFailure('there has been no drill yet', {
        exitCode: 1,
        fix: 'Hold one: `ballast drill list`.',
      });
    }
    const report = readDrillReport((await drills.report(wanted)).report);
    if (report === null) throw new CliFailure(`${wanted} is no report of a drill`, { exitCode: 1 });
    if (options.out !== undefined) return saveReport(report, { file: options.out, lang });
    const format = options.json ? 'json' : options.format;
    return context.print(renderReport(report, { format, lang }));
  });
}

const LISTED = 100;
