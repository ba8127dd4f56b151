/**
 * A drill and its report for readers of another language than English: what was kept as data is told
 * anew, figures and hashes stay. The hash of the evidence is that of the report as it was kept.
 */

import type { Language } from '../lib/locale.ts';
import type { ActiveDrill } from '../model/drill.ts';
import { type DrillReport, readDrillReport } from '../model/drill-report.ts';
import type { StoredReport } from '../model/history.ts';
import { sentenceOf } from '../model/sentences.ts';
import { drillWords } from './drills-speech.ts';

export function reportIn(stored: StoredReport, language: Language): StoredReport {
  const report = readDrillReport(stored.report);
  if (language === 'en' || report === null) return stored;
  return { ...stored, report: toldIn(report, language) };
}

function toldIn(report: DrillReport, language: Language): DrillReport {
  const { restore, preChecks, events } = report;
  const { verified, failures, said } = restore;
  return {
    ...report,
    preChecks: preChecks.map((check) => ({
      ...check,
      found: drillWords(check.said?.found, { language, text: check.found }),
      fix:
        check.fix === null
          ? null
          : drillWords(check.said?.fix ?? undefined, { language, text: check.fix }),
    })),
    restore: {
      ...restore,
      verified: verified.map((text, at) => drillWords(said?.verified[at], { language, text })),
      failures: failures.map((text, at) => drillWords(said?.failures[at], { language, text })),
    },
    events: events.map((event) => ({ ...event, message: sentenceOf(event, language) })),
  };
}

export function progressIn(
  progress: ActiveDrill['progress'],
  language: Language,
): ActiveDrill['progress'] {
  if (progress === null) return null;
  const { said, sentence } = progress;
  return { ...progress, sentence: drillWords(said, { language, text: sentence }) };
}
