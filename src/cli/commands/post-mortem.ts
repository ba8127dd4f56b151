/** `ballast post-mortem`: the report on a span of time, from what was kept of it. */

import { extname } from 'node:path';

import { Command, Option } from 'commander';

import { printJson, type CliContext } from '../context.ts';
import { withExamples } from '../examples.ts';
import { usageFailure } from '../failure.ts';
import { languageFor, languageOption } from '../language.ts';
import {
  type OperationsOptions,
  withOperationsAlone,
  withOperationsOptions,
} from '../operations-of.ts';
import { writeOutput } from '../output-file.ts';
import { parseMoment } from '../since.ts';

interface PostMortemOptions extends OperationsOptions {
  readonly since: string;
  readonly until: string;
  readonly service?: string;
  readonly format?: 'md' | 'html';
  readonly out?: string;
}

export function postMortemCommand(context: CliContext): Command {
  const command = withOperationsOptions(
    new Command('post-mortem').description(
      'report on a span: what was lost and why, what was done and refused, what is open',
    ),
  )
    .requiredOption('--since <when>', '2h back from now, a date, or a time')
    .option('--until <when>', 'the same; not included', 'now')
    .option('--service <name>', 'only this service')
    .addOption(languageOption())
    .addOption(new Option('--format <format>', 'md, or one HTML file').choices(['md', 'html']))
    .option('-o, --out <file>', 'write it to a file; .html means --format html')
    .action(() => postMortem(context, command.optsWithGlobals<PostMortemOptions>()));
  return withExamples(command, [
    ['ballast post-mortem --since 2h', 'the last two hours, to read here'],
    [
      'ballast post-mortem --since 2026-03-01T10:00Z --until 2026-03-01T11:00Z -o incident.html',
      'one hour, to mail',
    ],
    ['ballast post-mortem --since 1d --service productAPI --lang nl', 'one service, in Dutch'],
    ['ballast post-mortem --since 2h --json', 'the figures'],
  ]);
}

async function postMortem(context: CliContext, asked: PostMortemOptions): Promise<void> {
  const options = { ...asked, lang: languageFor(asked, context.env) };
  const nowMs = Date.now();
  const sinceMs = parseMoment(options.since, { flag: '--since', nowMs });
  const untilMs = parseMoment(options.until, { flag: '--until', nowMs });
  if (untilMs <= sinceMs) throw usageFailure('--until is not after --since', 'Exchange them.');
  const service = options.service ?? null;
  const { readRecord } = await import('../post-mortem/record.ts');
  const record = await withOperationsAlone(context, options, (desk) =>
    readRecord(desk, { sinceMs, untilMs, service }),
  );
  if (record.services.length === 0) {
    throw usageFailure(`there is no service ${service}`, '`ballast status` names them.');
  }
  if (options.json) {
    const { incidentFacts } = await import('../post-mortem/facts.ts');
    return printJson(context, { sinceMs, untilMs, ...incidentFacts(record) });
  }
  const { lang: language, out } = options;
  const { renderPostMortem } = await import('../post-mortem/compose.ts');
  const format = options.format ?? (extname(out ?? '') === '.html' ? 'html' : 'md');
  const text = renderPostMortem(record, { language, format });
  if (out === undefined) return context.print(text);
  await writeOutput(out, text);
  context.note(`The report is in ${out}.`);
}
