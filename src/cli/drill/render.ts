/** Drills on a terminal: the checks before one, what one came to, which there have been. */

import type pico from 'picocolors';

import { REPORT_MESSAGES } from '../../drill/report/messages.ts';
import { createFormat, type Language } from '../../lib/locale.ts';
import type { DrillReport, PreCheck } from '../../model/drill-report.ts';
import { drillWords, tellDrill } from '../../operations/drills-speech.ts';

type Colors = ReturnType<typeof pico.createColors>;

export function renderChecks(
  checks: readonly PreCheck[],
  { colors, language }: { readonly colors: Colors; readonly language: Language },
): string {
  const { preCheck } = REPORT_MESSAGES[language];
  const fixWord = colors.cyan(`${tellDrill(language, 'fix-word')}:`);
  const lines = checks.flatMap(({ code, passed, found, fix, said }) => {
    const mark = passed ? colors.green('✓') : colors.red('✗');
    const line = `${mark} ${preCheck[code]}: ${drillWords(said?.found, { language, text: found })}`;
    if (fix === null) return [line];
    return [line, `    ${fixWord} ${drillWords(said?.fix ?? undefined, { language, text: fix })}`];
  });
  return `${lines.join('\n')}\n`;
}

export function renderSummary(report: DrillReport, language: 'en' | 'nl'): string {
  const messages = REPORT_MESSAGES[language];
  const format = createFormat(language);
  const { labels } = messages;
  const { timeline, services, survivors, restore } = report;
  const since = (atMs: number | null) =>
    atMs === null || timeline.faultAtMs === null
      ? labels.never
      : format.duration(Math.max(0, atMs - timeline.faultAtMs));
  const requests = services.reduce((sum, one) => sum + one.requests, 0);
  const failed = services.reduce((sum, one) => sum + one.failed, 0);
  const peak = survivors.map(({ region, service, peakRps, capacityRps }) => {
    const of = capacityRps === null ? '' : ` / ${format.number(capacityRps)}`;
    return `${region} ${service} ${format.number(peakRps, 1)}${of} rps`;
  });
  const rows =
    timeline.faultAtMs === null
      ? []
      : [
          `  T2 ${since(timeline.detectedAtMs)}  T3 ${since(timeline.decidedAtMs)}  ` +
            `T4 ${since(timeline.appliedAtMs)}  T5 ${since(timeline.cleanAtMs)}  ` +
            `T7 ${since(timeline.restoredAtMs)}`,
          `  ${labels.failed}: ${format.number(failed)} / ${format.number(requests)}`,
          `  ${labels.peak}: ${peak.join(', ')}`,
        ];
  const back =
    restore.restored && restore.attempts > 0
      ? [`  ${messages.restored(restore.by, restore.attempts, format)} ${restore.verified.length}`]
      : [];
  return [
    messages.verdict[report.verdict],
    ...report.reasons.map((reason) => `  ${messages.reason(reason, format)}`),
    ...rows,
    ...back,
    `  ballast drill report ${report.id}`,
    '',
  ].join('\n');
}
