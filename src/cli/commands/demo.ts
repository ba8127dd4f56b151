/** `ballast demo`: folklore's Kong beside Ballast's, same traffic, same faults. */

import process from 'node:process';

import { Command, InvalidArgumentError, Option } from 'commander';

import { CONTESTANT_NAMES, type ContestantName } from '../../demo/contestant-names.ts';
import type { DemoState } from '../../demo/api-types.ts';
import type { Live } from '../../demo/live.ts';
import type { LiveTerminal } from '../../demo/live-terminal.ts';
import { PortUnusableError } from '../../demo/ports.ts';
import { renderReport } from '../../demo/render-report.ts';
import type { DemoOptions } from '../../demo/run-demo.ts';
import { SCENARIO_NAMES, type ScenarioName } from '../../demo/scenarios.ts';
import { parseDurationMs } from '../../lib/quantities.ts';
import type { CliContext, GlobalOptions } from '../context.ts';
import { withExamples } from '../examples.ts';
import { CliFailure } from '../failure.ts';
import { openJournal } from '../open-journal.ts';

const HIGHEST_PORT = 65_535;

interface Options extends GlobalOptions {
  readonly scenario?: ScenarioName;
  readonly duration: number;
  readonly warmUp: number;
  readonly healFor: number;
  readonly rate: number;
  readonly seed: number;
  readonly contestants: readonly ContestantName[];
  readonly port: number;
  readonly layout?: 'flat' | 'two-level';
  readonly algorithm?: 'round-robin' | 'least-connections';
}

export function demoCommand(context: CliContext): Command {
  const command = new Command('demo')
    .description('two regions, traffic, faults at a click: folklore’s Kong beside Ballast’s')
    .addOption(
      new Option('--scenario <name>', 'run one scenario unattended').choices(SCENARIO_NAMES),
    )
    .addOption(time('--duration <time>', 'how long the fault lasts', '30s'))
    .addOption(time('--warm-up <time>', 'traffic before the fault', '10s'))
    .addOption(time('--heal-for <time>', 'how long to wait for the traffic to be back', '60s'))
    // As it was called first; scripts may still say so.
    .addOption(new Option('--healFor <time>').argParser(duration).hideHelp())
    .option('--rate <number>', 'requests per second to each contestant', atLeast(1), 200)
    .option('--seed <number>', 'of arrivals and service times', atLeast(0), 1)
    .addOption(
      new Option('--contestants <names>', 'of folklore, generated, ballast')
        .argParser(names)
        .default(CONTESTANT_NAMES, 'all three'),
    )
    .option('--port <number>', 'of the page', port, 8080)
    .addOption(
      new Option('--layout <name>', 'of Ballast’s configuration').choices(['flat', 'two-level']),
    )
    .addOption(
      new Option('--algorithm <name>', 'of Ballast’s configuration').choices([
        'round-robin',
        'least-connections',
      ]),
    )
    .action(async () => {
      const options = command.optsWithGlobals<Options>();
      await (options.scenario === undefined
        ? showPage(context, options)
        : runOne(context, options, options.scenario));
    });
  return withExamples(command, [
    ['ballast demo', 'the page, until Ctrl-C'],
    ['ballast demo --scenario region-blackhole', 'one scenario, then the figures'],
    ['ballast demo --scenario steady --duration 60s --rate 200 --seed 1 --json', 'for scripts'],
  ]);
}

async function runOne(context: CliContext, options: Options, scenario: ScenarioName) {
  const { runDemo } = await import('../../demo/run-demo.ts');
  const report = await runDemo({
    ...common(context, options),
    scenario,
    warmUpMs: options.warmUp,
    faultMs: options.duration,
    healForMs: options.healFor,
  }).catch((error: unknown) => {
    if (context.signal.aborted) throw new CliFailure('stopped before the end', { exitCode: 1 });
    throw error;
  });
  if (options.json) context.print(`${JSON.stringify(report)}\n`);
  else context.print(renderReport(report));
}

async function showPage(context: CliContext, options: Options): Promise<void> {
  const { startLiveTerminal } = await import('../../demo/live-terminal.ts');
  const { serveDemo } = await import('../../demo/run-demo.ts');
  const stopped = new AbortController();
  const signal = AbortSignal.any([context.signal, stopped.signal]);
  let terminal: LiveTerminal | null = null;
  try {
    await serveDemo({
      ...common(context, options),
      signal,
      port: options.port,
      onReady({ url, live }) {
        context.note(`The demo is at ${url} (Ctrl-C ends it)`);
        tellDashboard(context, live.state());
        if (!process.stdout.isTTY || options.json) {
          warnOnce(context, live);
          return;
        }
        const colors = options.color && context.colors.isColorSupported;
        terminal = startLiveTerminal({ live, url, colors, onQuit: () => stopped.abort() });
      },
    });
  } catch (error) {
    if (error instanceof PortUnusableError) {
      const other = error.port >= 1_024 && error.port < HIGHEST_PORT ? error.port + 1 : 8_081;
      const fix = `Choose another one: ballast demo --port ${other} (0 takes a free one)`;
      throw new CliFailure(error.message, { exitCode: 1, fix });
    }
    if (!signal.aborted) throw error;
  } finally {
    stop(terminal);
  }
}

function tellDashboard(context: CliContext, { dashboardUrl, regions }: DemoState): void {
  if (dashboardUrl === null) return;
  const api = dashboardUrl.replace(/\/$/, '');
  context.note(
    `Ballast's dashboard is at ${dashboardUrl} (without a token: it is only for this machine)`,
  );
  context.note(`A lever, in another terminal: ballast evacuate ${regions[0] ?? ''} --api ${api}`);
}

/** Where no table shows it. */
function warnOnce(context: CliContext, live: Live): void {
  const unsubscribe = live.subscribe(({ warning }) => {
    if (warning === null) return;
    unsubscribe();
    context.note(context.colors.yellow(warning));
  });
}

function stop(terminal: LiveTerminal | null): void {
  terminal?.stop();
}

function common(context: CliContext, options: Options): DemoOptions {
  return {
    contestants: options.contestants,
    ratePerSecond: options.rate,
    seed: options.seed,
    balancing: {
      ...(options.layout === undefined ? {} : { layout: options.layout }),
      ...(options.algorithm === undefined ? {} : { algorithm: options.algorithm }),
    },
    openJournal,
    signal: context.signal,
    onProgress: (text) => context.note(context.colors.dim(text)),
  };
}

function time(flags: string, description: string, preset: string): Option {
  return new Option(flags, description).argParser(duration).default(duration(preset), preset);
}

function duration(text: string): number {
  const durationMs = parseDurationMs(text);
  if (durationMs !== null && durationMs > 0) return durationMs;
  throw new InvalidArgumentError('Write a duration with its unit, such as 30s or 2m.');
}

function atLeast(lowest: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (text.trim() !== '' && Number.isInteger(value) && value >= lowest) return value;
    throw new InvalidArgumentError(`Write a whole number of at least ${lowest}.`);
  };
}

function port(text: string): number {
  const value = atLeast(0)(text);
  if (value <= HIGHEST_PORT) return value;
  throw new InvalidArgumentError(`Write a port of at most ${HIGHEST_PORT}; 0 takes a free one.`);
}

function names(text: string): readonly ContestantName[] {
  const wanted = text.split(',').map((name) => name.trim());
  const known = CONTESTANT_NAMES.filter((name) => wanted.includes(name));
  if (known.length === wanted.length) return known;
  throw new InvalidArgumentError(`Write some of ${CONTESTANT_NAMES.join(', ')} with commas.`);
}
