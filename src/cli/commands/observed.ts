/** `ballast observed`: what it would have done while it only watched, and whether that was right. */

import { Command } from 'commander';

import {
  LOOK_AFTER_MS,
  type ObservedMove,
  type ObservedReport,
  observedReport,
} from '../../operations/levers/observed.ts';
import { printJson, type CliContext } from '../context.ts';
import { withExamples } from '../examples.ts';
import { clockTime, span } from '../format.ts';
import { type OperationsOptions, withOperations, withOperationsOptions } from '../operations-of.ts';
import { parseMoment } from '../since.ts';

interface ObservedOptions extends OperationsOptions {
  readonly since: string;
}

/** Newest moves shown; `--json` has them all. */
const MOVES_SHOWN = 20;
const EVENT_LIMIT = 10_000;
/** A decision may be some ticks older than the weights that were not written for it. */
const BEFORE_MS = 60_000;

export function observedCommand(context: CliContext): Command {
  const command = withOperationsOptions(
    new Command('observed')
      .description('what it would have done while it only watched, and whether that was right')
      .option('--since <when>', '24h back from now, a date, or a time', '24h'),
  ).action(() => observed(context, command.optsWithGlobals<ObservedOptions>()));
  return withExamples(command, [
    ['ballast observed', 'the last day'],
    ['ballast observed --since 7d --json', 'as data'],
    ['ballast enable', 'let it do so from now on'],
    ['ballast disable --rule trim', 'all but one rule'],
  ]);
}

async function observed(context: CliContext, options: ObservedOptions): Promise<void> {
  const nowMs = Date.now();
  const sinceMs = parseMoment(options.since, { flag: '--since', nowMs });
  await withOperations(context, options, async ({ operations }) => {
    const { journal, status } = operations;
    const events = await journal.events({ sinceMs: sinceMs - BEFORE_MS, limit: EVENT_LIMIT });
    const samples = await journal.samples({ sinceMs, untilMs: nowMs });
    const { snapshot } = await status.status();
    const report = observedReport({
      sinceMs,
      untilMs: nowMs,
      events: events.map(({ entry }) => entry),
      samples,
      services: Object.fromEntries(
        snapshot.upstreams.map(({ upstream, service }) => [upstream, service]),
      ),
    });
    if (options.json) return printJson(context, report);
    context.print(render(report, nowMs));
    return undefined;
  });
}

function render({ sinceMs, moves, counts }: ObservedReport, nowMs: number): string {
  const since = clockTime(sinceMs, nowMs);
  if (moves.length === 0) return `since ${since} there is nothing that it told and did not do\n`;
  const rules = Object.entries(counts).map(([rule, { moves: count, needed, notNeeded }]) => {
    const judged = needed + notNeeded === 0 ? '' : `  ${needed} needed, ${notNeeded} not needed`;
    return `  ${rule.padEnd(10)} ${String(count).padStart(4)} move${count === 1 ? ' ' : 's'}${judged}`;
  });
  const shown = moves.slice(-MOVES_SHOWN);
  const hidden = moves.length - shown.length;
  return [
    `what Ballast would have done since ${since}`,
    ...rules,
    '',
    ...(hidden > 0 ? [`  (${hidden} older ones: --json)`] : []),
    ...shown.flatMap((move) => moveLines(move, nowMs)),
    '',
  ].join('\n');
}

function moveLines({ atMs, sentence, after, verdict }: ObservedMove, nowMs: number): string[] {
  const line = `  ${clockTime(atMs, nowMs)}  ${sentence}`;
  if (after === null || verdict === 'not-judged') return [line];
  const { requests, failed } = after;
  const counted = `${failed} of ${requests} requests failed in the ${span(LOOK_AFTER_MS)} after it`;
  return [line, `            ${counted}: ${WORDS[verdict]}`];
}

const WORDS: Readonly<Record<Exclude<ObservedMove['verdict'], 'not-judged'>, string>> = {
  needed: 'it would have helped',
  'not-needed': 'it was not needed',
  unclear: 'hard to say',
};
