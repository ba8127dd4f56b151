/** `ballast drill run`: holds a drill, shows it as it goes, and tells what it came to. */

import { runDrill } from '../../drill/run-drill.ts';
import type { ActiveDrill, Drill } from '../../model/drill.ts';
import type { DrillReport } from '../../model/drill-report.ts';
import type { Strategy } from '../../model/strategy.ts';
import { printJson, type CliContext } from '../context.ts';
import { CliFailure } from '../failure.ts';
import { userName } from '../operations-of.ts';
import { processName } from '../system.ts';
import { VERSION } from '../version.ts';
import { withDrillDesk } from './desk.ts';
import { saveReport } from './report-file.ts';
import { renderChecks, renderSummary } from './render.ts';

export interface RunRequest {
  readonly drill: Drill;
  readonly strategy: Strategy;
  readonly stateFile: string;
  readonly via: 'cli' | 'schedule';
  readonly json: boolean;
  /** File for the report; its ending says the form. */
  readonly out: string | null;
  readonly lang: 'en' | 'nl';
}

export async function holdDrill(context: CliContext, request: RunRequest): Promise<DrillReport> {
  const { drill, strategy, stateFile, via, json, out, lang } = request;
  context.note(`drill ${drill.name}: ${drill.title}. Ctrl-C ends and restores.`);
  try {
    const report = await withDrillDesk({ strategy, stateFile }, (ports) =>
      runDrill(
        {
          drill,
          strategy,
          by: userName(),
          via,
          holder: processName(),
          ballastVersion: VERSION,
          signal: context.signal,
          onProgress: progressOf(context),
        },
        ports,
      ),
    );
    if (out !== null) await saveReport(report, { file: out, lang });
    if (json) printJson(context, report);
    else context.print(renderSummary(report, lang));
    if (!report.restore.restored) shout(context, report);
    if (report.verdict !== 'SUCCEEDED') context.setExitCode(1);
    return report;
  } catch (error) {
    if (error instanceof CliFailure && !json) {
      const checks = error.details['preChecks'];
      if (Array.isArray(checks)) context.note(renderChecks(checks, context.colors));
    }
    throw error;
  }
}

/** One line each second; what is the same but for the figures is not repeated on a dumb output. */
function progressOf(context: CliContext): (active: ActiveDrill) => void {
  let told = '';
  return ({ phase, progress, faultAtMs, drill }) => {
    if (progress === null) return;
    const { sentence, requests, failed, p99Ms, atMs } = progress;
    const goneMs = faultAtMs === null || phase !== 'fault' ? null : atMs - faultAtMs;
    const clock =
      goneMs === null
        ? ''
        : ` ${Math.round(goneMs / 1_000)} of ${Math.round(drill.durationMs / 1_000)} s,`;
    const line = `${sentence}:${clock} last 10 s ${requests} requests, ${failed} lost, p99 ${
      p99Ms === null ? '–' : `${p99Ms} ms`
    }`;
    if (!context.interactive && told === sentence) return;
    told = sentence;
    context.note(context.colors.dim(line));
  };
}

function shout(context: CliContext, { restore, id }: DrillReport): void {
  const { colors } = context;
  context.note(colors.red(colors.bold(`DRILL ${id} IS NOT RESTORED`)));
  for (const failure of restore.failures) context.note(colors.red(`  ${failure}`));
  context.note('A running `ballast run` goes on trying. By hand:');
  for (const line of restore.manual) context.note(`  ${line}`);
}
