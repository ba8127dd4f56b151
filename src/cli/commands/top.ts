/** `ballast top`: the live view in a terminal; elsewhere one plain frame. */

import process from 'node:process';

import { Command } from 'commander';
import pico from 'picocolors';

import type { Operations } from '../../operations/contract.ts';
import { printJson, type CliContext } from '../context.ts';
import { withExamples } from '../examples.ts';
import { languageFor, languageOption } from '../language.ts';
import {
  type OperationsOptions,
  withOperationsAlone,
  withOperationsOptions,
} from '../operations-of.ts';
import { screenWords } from '../screen-words.ts';
import { SYSTEM_CLOCK } from '../system.ts';
import { terminalSize } from '../terminal.ts';
import { topFrame } from '../top/frame.ts';
import { runTop, type TopReading } from '../top/run-top.ts';
import { FIRST_VIEW } from '../top/view.ts';
import { wantsColor } from '../wants-color.ts';

interface TopOptions extends OperationsOptions {
  readonly once: boolean;
}

/** Decisions read for the detail of a service. */
const EVENTS_READ = 200;

export function topCommand(context: CliContext): Command {
  const command = withOperationsOptions(
    new Command('top').description('live: services by what needs attention; Enter for the detail'),
  )
    .option('--once', 'one plain frame, as when stdout is no terminal', false)
    .addOption(languageOption())
    .action(() => top(context, command.optsWithGlobals<TopOptions>()));
  return withExamples(command, [
    ['ballast top', 'live; ? shows the keys'],
    ['ballast top --api https://ballast:9913 --token-file token', 'of another machine'],
    ['ballast top --once', 'one frame, for a log or a mail'],
  ]);
}

async function top(context: CliContext, asked: TopOptions): Promise<void> {
  const options = { ...asked, lang: languageFor(asked, context.env) };
  const { stdin, stdout } = process;
  const isLive = stdin.isTTY && stdout.isTTY && !options.once && !options.json;
  await withOperationsAlone(context, options, async ({ operations }) => {
    if (!isLive) return showOnce(context, options, await read(operations));
    const { openTerminalScreen } = await import('../top/terminal-screen.ts');
    // Read before the terminal is taken: a failure is then said as any other.
    await operations.status.status();
    const screen = openTerminalScreen(stdin, stdout);
    try {
      await runTop({
        read: () => read(operations),
        clock: SYSTEM_CLOCK,
        signal: context.signal,
        screen,
        colors: pico.createColors(options.color && wantsColor(context.env, stdout)),
        words: screenWords(options.lang),
      });
    } finally {
      screen.close();
    }
  });
}

async function read({ status, journal }: Operations): Promise<TopReading> {
  const [report, events] = await Promise.all([
    status.status(),
    journal.events({ limit: EVENTS_READ }),
  ]);
  return { report, events: events.map(({ entry }) => entry) };
}

function showOnce(
  context: CliContext,
  { json, lang = 'en' }: TopOptions,
  reading: TopReading,
): void {
  context.setExitCode(reading.report.healthy ? 0 : 1);
  if (json) return printJson(context, reading.report);
  const lines = topFrame({
    ...reading,
    view: FIRST_VIEW,
    size: { ...terminalSize(), columns: 200 },
    nowMs: Date.now(),
    colors: pico.createColors(false),
    failure: null,
    isWhole: true,
    words: screenWords(lang),
  });
  context.print(`${lines.join('\n')}\n`);
}
