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
import { clockTime } from '../format.ts';
import { inLanguage, languageOption } from '../language.ts';
import { leverTalk, type LeverTalk } from '../levers/talk.ts';
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
      .option('--since <when>', '24h back from now, a date, or a time', '24h')
      .addOption(languageOption()),
  ).action(() => observed(context, command.optsWithGlobals<ObservedOptions>()));
  return withExamples(command, [
    ['ballast observed', 'the last day'],
    ['ballast observed --since 7d --json', 'as data'],
    ['ballast enable', 'let it do so from now on'],
    ['ballast disable --rule trim', 'all but one rule'],
  ]);
}

async function observed(context: CliContext, asked: ObservedOptions): Promise<void> {
  const options = inLanguage(asked, context);
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
    context.print(render(report, { nowMs, talk: leverTalk(options) }));
    return undefined;
  });
}

interface Look {
  readonly nowMs: number;
  readonly talk: LeverTalk;
}

function render({ sinceMs, moves, counts }: ObservedReport, look: Look): string {
  const { nowMs, talk } = look;
  const { tell } = talk;
  const since = clockTime(sinceMs, nowMs);
  if (moves.length === 0) return `${tell('observed-nothing', { since })}\n`;
  const rules = Object.entries(counts).map(([rule, { moves: count, needed, notNeeded }]) => {
    const judged =
      needed + notNeeded === 0 ? '' : `  ${tell('observed-judged', { needed, notNeeded })}`;
    const moved = tell('observed-moves', { moves: count });
    return `  ${rule.padEnd(10)} ${String(count).padStart(4)} ${moved}${judged}`;
  });
  const shown = moves.slice(-MOVES_SHOWN);
  const hidden = moves.length - shown.length;
  return [
    tell('observed-title', { since }),
    ...rules,
    '',
    ...(hidden > 0 ? [`  ${tell('observed-older', { count: hidden })}`] : []),
    ...shown.flatMap((move) => moveLines(move, look)),
    '',
  ].join('\n');
}

function moveLines(
  { atMs, sentence, after, verdict }: ObservedMove,
  { nowMs, talk }: Look,
): string[] {
  const line = `  ${clockTime(atMs, nowMs)}  ${sentence}`;
  if (after === null || verdict === 'not-judged') return [line];
  const { requests, failed } = after;
  const told = {
    failed,
    requests,
    afterMs: LOOK_AFTER_MS,
    verdict: talk.tell(`verdict-${verdict}`),
  };
  return [line, `            ${talk.tell('observed-after', told)}`];
}
