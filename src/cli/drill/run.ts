/** `ballast drill run`: holds a drill, shows it as it goes, and tells what it came to. */

import { runDrill } from '../../drill/run-drill.ts';
import type { ActiveDrill, Drill } from '../../model/drill.ts';
import type { DrillReport } from '../../model/drill-report.ts';
import type { Strategy } from '../../model/strategy.ts';
import type { Language } from '../../lib/locale.ts';
import { drillWords, tellDrill } from '../../operations/drills-speech.ts';
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
  const { drill, strategy, stateFile, via, lang } = request;
  context.note(tellDrill(lang, 'drill-begins', { name: drill.name, title: drill.title }));
  const report = await showingChecks(context, request, () =>
    withDrillDesk({ strategy, stateFile }, (ports) =>
      runDrill(
        {
          drill,
          strategy,
          by: userName(),
          via,
          holder: processName(),
          ballastVersion: VERSION,
          signal: context.signal,
          onProgress: progressOf(context, lang),
        },
        ports,
      ),
    ),
  );
  await tellReport(context, report, request);
  return report;
}

/** What it came to, in every form that is asked for; its verdict is the exit code. */
export async function tellReport(
  context: CliContext,
  report: DrillReport,
  { out, json, lang }: Pick<RunRequest, 'out' | 'json' | 'lang'>,
): Promise<void> {
  if (out !== null) await saveReport(report, { file: out, lang });
  if (json) printJson(context, report);
  else context.print(renderSummary(report, lang));
  if (!report.restore.restored) shout(context, { report, lang });
  if (report.verdict !== 'SUCCEEDED') context.setExitCode(1);
}

/** A refusal is told with all the checks, those that passed too. */
export async function showingChecks<T>(
  context: CliContext,
  { json, lang }: Pick<RunRequest, 'json' | 'lang'>,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof CliFailure && !json) {
      const checks = error.details['preChecks'];
      if (Array.isArray(checks)) {
        context.note(renderChecks(checks, { colors: context.colors, language: lang }));
      }
    }
    throw error;
  }
}

/** A drill as it looks, here or over the API. */
export type SeenDrill = Pick<ActiveDrill, 'phase' | 'progress' | 'faultAtMs'> & {
  readonly drill: Pick<Drill, 'durationMs'>;
};

/** One line each second; what is the same but for the figures is not repeated on a dumb output. */
export function progressOf(context: CliContext, language: Language): (seen: SeenDrill) => void {
  let told = '';
  return ({ phase, progress, faultAtMs, drill }) => {
    if (progress === null) return;
    const { sentence, said, requests, failed, p99Ms, atMs } = progress;
    const step = drillWords(said, { language, text: sentence });
    const figures = { step, requests, failed, p99: p99Ms === null ? '–' : `${p99Ms} ms` };
    const line =
      faultAtMs === null || phase !== 'fault'
        ? tellDrill(language, 'progress-line', figures)
        : tellDrill(language, 'progress-fault', {
            ...figures,
            gone: Math.round((atMs - faultAtMs) / 1_000),
            duration: Math.round(drill.durationMs / 1_000),
          });
    if (!context.interactive && told === sentence) return;
    told = sentence;
    context.note(context.colors.dim(line));
  };
}

function shout(
  context: CliContext,
  { report: { restore, id }, lang }: { readonly report: DrillReport; readonly lang: Language },
): void {
  const { colors } = context;
  context.note(colors.red(colors.bold(tellDrill(lang, 'not-restored', { id }))));
  for (const [at, text] of restore.failures.entries()) {
    const failure = drillWords(restore.said?.failures[at], { language: lang, text });
    context.note(colors.red(`  ${failure}`));
  }
  context.note(tellDrill(lang, 'by-hand'));
  for (const line of restore.manual) context.note(`  ${line}`);
}
