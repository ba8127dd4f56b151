/** `ballast journal`: what was decided, what people did and what traffic came to, to keep or to follow. */

import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import process from 'node:process';

import { Command, InvalidArgumentError, Option } from 'commander';

import type { ControlEvent } from '../../model/control.ts';
import type { Numbered } from '../../model/history.ts';
import type { Operations } from '../../operations/contract.ts';
import type { CliContext } from '../context.ts';
import { withExamples } from '../examples.ts';
import { messageOf, usageFailure } from '../failure.ts';
import { clockTime } from '../format.ts';
import { languageFor, languageOption } from '../language.ts';
import {
  exportJournal,
  type ExportRequest,
  isWanted,
  type Write,
} from '../journal/export-journal.ts';
import type { ExportFormat } from '../journal/rows.ts';
import { tailJournal } from '../journal/tail.ts';
import {
  type OperationsOptions,
  withOperationsAlone,
  withOperationsOptions,
} from '../operations-of.ts';
import { screenWords } from '../screen-words.ts';
import { parseMoment } from '../since.ts';
import { SYSTEM_CLOCK } from '../system.ts';

interface ExportOptions extends OperationsOptions {
  readonly since: string;
  readonly until: string;
  readonly format: ExportFormat;
  readonly what: ExportRequest['what'];
  readonly kind?: readonly string[];
  readonly service?: string;
  readonly step?: string;
  readonly out?: string;
}

interface TailOptions extends OperationsOptions {
  readonly lines: number;
  readonly follow: boolean;
  readonly kind?: readonly string[];
  readonly service?: string;
}

const STEPS: Readonly<Record<string, number>> = { '10s': 10_000, '1m': 60_000, '10m': 600_000 };

export function journalCommand(context: CliContext): Command {
  const command = new Command('journal')
    .description('what was decided, what people did, what traffic came to: to keep or to follow')
    .addCommand(exportCommand(context))
    .addCommand(tailCommand(context));
  return withExamples(command, [
    ['ballast journal tail -f', 'each decision as it is made'],
    ['ballast journal export --since 24h > day.jsonl', 'all of a day'],
  ]);
}

function exportCommand(context: CliContext): Command {
  const command = withOperationsOptions(
    new Command('export').description(
      'all of a span, oldest first, as JSON lines, CSV or Markdown',
    ),
  )
    .requiredOption('--since <when>', '24h back from now, a date, or a time')
    .option('--until <when>', 'the same; not included', 'now')
    .addOption(
      new Option('--what <kind>', 'decisions, deeds of people, or traffic by steps of time')
        .choices(['events', 'audit', 'samples'])
        .default('events'),
    )
    .addOption(
      new Option('--format <format>', 'one JSON object a line, CSV, or a Markdown table')
        .choices(['jsonl', 'csv', 'md'])
        .default('jsonl'),
    )
    .option('--kind <kind...>', 'only these kinds of events')
    .option('--service <name>', 'only this service')
    .addOption(new Option('--step <step>', 'of samples').choices(Object.keys(STEPS)))
    .option('-o, --out <file>', 'write it to a file')
    .addOption(languageOption('of the sentences (default: English)'))
    .action(() => exportSpan(context, command.optsWithGlobals<ExportOptions>()));
  return withExamples(command, [
    ['ballast journal export --since 24h', 'a day, as JSON lines'],
    ['ballast journal export --since 2026-03-01 --format csv -o march.csv', 'for a spreadsheet'],
    ['ballast journal export --since 7d --kind region-evacuated', 'each evacuation of a week'],
    ['ballast journal export --since 90d --what audit', 'who did what'],
    ['ballast journal export --since 2h --what samples --service productAPI', 'its traffic'],
  ]);
}

async function exportSpan(context: CliContext, options: ExportOptions): Promise<void> {
  const { what, format, step, out } = options;
  const nowMs = Date.now();
  const sinceMs = parseMoment(options.since, { flag: '--since', nowMs });
  const untilMs = parseMoment(options.until, { flag: '--until', nowMs });
  if (untilMs < sinceMs) throw usageFailure('--until is before --since', 'Exchange them.');
  if (what !== 'events' && options.kind !== undefined) {
    throw usageFailure('--kind is of events only', 'Leave it out, or export events.');
  }
  if (what === 'audit' && options.service !== undefined) {
    throw usageFailure('--service is of events and samples only', 'Leave it out.');
  }
  const kinds = options.kind ?? [];
  const service = options.service ?? null;
  const count = await withOperationsAlone(context, options, async (desk) => {
    const upstream = service === null ? null : await upstreamOf(desk.operations, service);
    const stepMs = step === undefined ? {} : { stepMs: STEPS[step] ?? 0 };
    const span = { what, format, sinceMs, untilMs, kinds, service, upstream, ...stepMs };
    const sink = out === undefined ? process.stdout : createWriteStream(out);
    const count = await exportJournal(desk, span, writeTo(sink));
    if (sink !== process.stdout) {
      sink.end();
      await once(sink, 'close');
    }
    return count;
  });
  context.note(
    `${count} ${count === 1 ? 'entry' : 'entries'}${out === undefined ? '' : ` in ${out}`}`,
  );
}

/** Waits while the reader is slow, so that an export needs little memory. */
function writeTo(sink: NodeJS.WritableStream): Write {
  return async (text) => {
    if (text !== '' && !sink.write(text)) await once(sink, 'drain');
  };
}

function tailCommand(context: CliContext): Command {
  const command = withOperationsOptions(
    new Command('tail').description('the newest decisions, with their numbers for `explain`'),
  )
    .option('-n, --lines <count>', 'how many', parseCount, 20)
    .option('-f, --follow', 'go on as they are made; Ctrl-C ends it', false)
    .option('--kind <kind...>', 'only these kinds of events')
    .option('--service <name>', 'only this service')
    .addOption(languageOption())
    .action(() => tail(context, command.optsWithGlobals<TailOptions>()));
  return withExamples(command, [
    ['ballast journal tail', 'the last twenty'],
    ['ballast journal tail -f --service productAPI', 'follow one service'],
    ['ballast journal tail -f --json', 'one JSON object a line'],
  ]);
}

async function tail(context: CliContext, asked: TailOptions): Promise<void> {
  const options = { ...asked, lang: languageFor(asked, context.env) };
  const { lines, follow, json } = options;
  const kinds = options.kind ?? [];
  await withOperationsAlone(context, options, async ({ operations }) => {
    const upstream =
      options.service === undefined ? null : await upstreamOf(operations, options.service);
    const isAll = kinds.length === 0 && upstream === null;
    const wanted = isAll
      ? {}
      : { isWanted: (event: ControlEvent) => isWanted(event, { kinds, upstream }) };
    await tailJournal(
      { lines, isFollowing: follow, ...wanted },
      {
        journal: operations.journal,
        clock: SYSTEM_CLOCK,
        signal: follow ? context.signal : new AbortController().signal,
        show: (events) => context.print(events.map((one) => tailLine(one, json)).join('')),
        complain: (error) =>
          context.note(
            screenWords(options.lang).tell('journal-unreadable', { failure: messageOf(error) }),
          ),
      },
    );
  });
}

function tailLine({ id, entry }: Numbered<ControlEvent>, json: boolean): string {
  if (json) return `${JSON.stringify({ id, ...entry })}\n`;
  return `${clockTime(entry.atMs, Date.now())}  #${id}  ${entry.kind}: ${entry.message}\n`;
}

async function upstreamOf({ status }: Operations, service: string): Promise<string> {
  const { snapshot } = await status.status();
  const found = snapshot.upstreams.find((one) => [one.service, one.upstream].includes(service));
  if (found !== undefined) return found.upstream;
  const known = snapshot.upstreams.slice(0, 10).map((one) => one.service);
  throw usageFailure(`there is no service ${service}`, `Name one of: ${known.join(', ')}.`);
}

function parseCount(text: string): number {
  const count = Number(text);
  if (Number.isInteger(count) && count > 0 && count <= 10_000) return count;
  throw new InvalidArgumentError('Write a whole number from 1 to 10,000.');
}
