/** `ballast post-mortem`: the report on a span of time, from what was kept of it; kept itself. */

import { extname } from 'node:path';

import { Command, Option } from 'commander';

import type { StoredReport } from '../../model/history.ts';
import { readPostMortem } from '../../model/post-mortem.ts';
import { OperationError } from '../../operations/operation-error.ts';
import { outcomeWords } from '../checks/words.ts';
import { alignColumns } from '../columns.ts';
import { printJson, type CliContext } from '../context.ts';
import { withExamples } from '../examples.ts';
import { CliFailure, usageFailure } from '../failure.ts';
import { languageFor, languageOption } from '../language.ts';
import {
  type Desk,
  type OperationsOptions,
  withOperationsAlone,
  withOperationsOptions,
} from '../operations-of.ts';
import { writeOutput } from '../output-file.ts';
import { parseMoment } from '../since.ts';

interface ShowOptions extends OperationsOptions {
  readonly format?: 'md' | 'html';
  readonly out?: string;
}

interface MakeOptions extends ShowOptions {
  readonly since: string;
  readonly until: string;
  readonly service?: string;
  readonly keep: boolean;
}

export function postMortemCommand(context: CliContext): Command {
  const command = new Command('post-mortem')
    .description('reports on spans: what was lost and why, what was done and refused, what is open')
    .addCommand(makeCommand(context), { isDefault: true })
    .addCommand(listCommand(context))
    .addCommand(showCommand(context));
  return withExamples(command, [
    ['ballast post-mortem --since 2h', 'the last two hours, to read here; kept as well'],
    [
      'ballast post-mortem --since 2026-03-01T10:00Z --until 2026-03-01T11:00Z -o incident.html',
      'one hour, to mail',
    ],
    ['ballast post-mortem --since 1d --service productAPI --lang nl', 'one service, in Dutch'],
    ['ballast post-mortem list', 'those that are kept'],
    ['ballast post-mortem show 3f2a9c1e -o incident.md', 'one of them'],
  ]);
}

function makeCommand(context: CliContext): Command {
  const command = withShowOptions(
    new Command('make')
      .description('make the report on a span, show it, and keep it')
      .requiredOption('--since <when>', '2h back from now, a date, or a time')
      .option('--until <when>', 'the same; not included', 'now')
      .option('--service <name>', 'only this service')
      .option('--no-keep', 'do not keep it'),
  ).action(() => make(context, command.optsWithGlobals<MakeOptions>()));
  return withExamples(command, [
    ['ballast post-mortem make --since 2h --json', 'the figures'],
    ['ballast post-mortem make --since 2h --no-keep', 'only to be read now'],
  ]);
}

function listCommand(context: CliContext): Command {
  const command = withOperationsOptions(
    new Command('list').description('the post-mortems that are kept, newest first'),
  )
    .addOption(languageOption())
    .action(() => list(context, command.optsWithGlobals<OperationsOptions>()));
  return command;
}

function showCommand(context: CliContext): Command {
  const command = withShowOptions(
    new Command('show').description('one that is kept').argument('<id>', 'as the list has it'),
  ).action((id: string) => show(context, id, command.optsWithGlobals<ShowOptions>()));
  return command;
}

function withShowOptions(command: Command): Command {
  return withOperationsOptions(command)
    .addOption(languageOption())
    .addOption(new Option('--format <format>', 'md, or one HTML file').choices(['md', 'html']))
    .option('-o, --out <file>', 'write it to a file; .html means --format html');
}

async function make(context: CliContext, options: MakeOptions): Promise<void> {
  const nowMs = Date.now();
  const sinceMs = parseMoment(options.since, { flag: '--since', nowMs });
  const untilMs = parseMoment(options.until, { flag: '--until', nowMs });
  if (untilMs <= sinceMs) {
    throw usageFailure(
      { en: '--until is not after --since', nl: '--until ligt niet na --since' },
      { en: 'Exchange them.', nl: 'Wissel ze om.' },
    );
  }
  const { service = null, keep } = options;
  const lang = languageFor(options, context.env);
  const request = { sinceMs, untilMs, service };
  const { report, isKept } = await withOperationsAlone(
    context,
    { ...options, lang },
    async ({ operations: { postMortems }, actor }: Desk) => {
      if (keep) {
        try {
          return { report: await postMortems.make(actor, request), isKept: true };
        } catch (error) {
          // Whoever may only look gets the report all the same.
          if (!(error instanceof OperationError && error.code === 'forbidden')) throw error;
        }
      }
      return { report: await postMortems.draft(actor, request), isKept: false };
    },
  );
  await give(context, report, options);
  const { tell } = outcomeWords(lang);
  if (isKept) context.note(tell('report-kept', { id: report.id }));
  else if (keep) context.note(tell('report-not-kept'));
}

async function list(context: CliContext, options: OperationsOptions): Promise<void> {
  const lang = languageFor(options, context.env);
  const reports = await withOperationsAlone(
    context,
    { ...options, lang },
    ({ operations: { postMortems } }) => postMortems.list(MAX_LISTED),
  );
  if (options.json) {
    return printJson(
      context,
      reports.map(({ id, atMs, title }) => ({ id, atMs, title })),
    );
  }
  if (reports.length === 0) return context.note(outcomeWords(lang).tell('reports-none'));
  const rows = reports.map(({ id, atMs, title }) => [
    id,
    new Date(atMs).toISOString().slice(0, 16).replace('T', ' '),
    title,
  ]);
  context.print(`${alignColumns(rows).join('\n')}\n`);
}

/** More are not kept. */
const MAX_LISTED = 200;

async function show(context: CliContext, id: string, options: ShowOptions): Promise<void> {
  const lang = languageFor(options, context.env);
  const report = await withOperationsAlone(
    context,
    { ...options, lang },
    ({ operations: { postMortems }, actor }) => postMortems.report(actor, id),
  );
  await give(context, report, options);
}

/** On the screen or in a file, in the language of the reader. */
async function give(
  context: CliContext,
  { id, report }: StoredReport,
  options: ShowOptions,
): Promise<void> {
  const facts = readPostMortem(report);
  if (facts === null) {
    const text = {
      en: `the post-mortem ${id} was made by another version of Ballast`,
      nl: `de post-mortem ${id} is door een andere versie van Ballast gemaakt`,
    };
    const fix = {
      en: 'Read it with that version, or make it anew.',
      nl: 'Lees hem met die versie, of maak hem opnieuw.',
    };
    throw new CliFailure(text, { exitCode: 1, fix });
  }
  if (options.json) return printJson(context, { id, ...facts });
  const { out } = options;
  const { renderPostMortem } = await import('../../operations/post-mortem/compose.ts');
  const format = options.format ?? (extname(out ?? '') === '.html' ? 'html' : 'md');
  const language = languageFor(options, context.env);
  const text = renderPostMortem(facts, { language, format });
  if (out === undefined) return context.print(text);
  await writeOutput(out, text);
  context.note(outcomeWords(language).tell('report-written', { file: out }));
}
