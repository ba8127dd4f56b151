/**
 * A drill and its report for readers of another language than English: what was kept as data is told
 * anew, figures and hashes stay. The hash of the evidence is that of the report as it was kept.
 */

import type { Language } from '../lib/locale.ts';
import type { Said } from '../lib/said.ts';
import type { ActiveDrill } from '../model/drill.ts';
import { type DrillReport, type PreCheck, readDrillReport } from '../model/drill-report.ts';
import type { StoredReport } from '../model/history.ts';
import { sentenceOf } from '../model/sentences.ts';
import type { DrillPlan } from './drill-plan.ts';
import type { PlannedDrill } from './driller.ts';
import { drillTextIn } from './drills-sentences/package-drills.ts';
import { drillWords } from './drills-speech.ts';

export function reportIn(stored: StoredReport, language: Language): StoredReport {
  const report = readDrillReport(stored.report);
  if (language === 'en' || report === null) return stored;
  return { ...titledIn(stored, language), report: toldIn(report, language) };
}

/** What is listed and shown of a drill of the package; what somebody wrote himself stays. */
export function titledIn<Titled extends { readonly title: string; readonly hypothesis?: string }>(
  titled: Titled,
  language: Language,
): Titled {
  const { title, hypothesis } = titled;
  return {
    ...titled,
    title: drillTextIn(title, language),
    ...(hypothesis === undefined ? {} : { hypothesis: drillTextIn(hypothesis, language) }),
  };
}

function toldIn(report: DrillReport, language: Language): DrillReport {
  const { restore, preChecks, events } = report;
  const { verified, failures, said } = restore;
  return {
    ...report,
    drill: titledIn(report.drill, language),
    preChecks: preChecks.map((check) => checkIn(check, language)),
    restore: {
      ...restore,
      verified: verified.map((text, at) => drillWords(said?.verified[at], { language, text })),
      failures: failures.map((text, at) => drillWords(said?.failures[at], { language, text })),
    },
    events: events.map((event) => ({ ...event, message: sentenceOf(event, language) })),
  };
}

function checkIn(check: PreCheck, language: Language): PreCheck {
  const { said, found, fix } = check;
  return {
    ...check,
    found: drillWords(said?.found, { language, text: found }),
    fix: fix === null ? null : drillWords(said?.fix ?? undefined, { language, text: fix }),
  };
}

export function planIn(planned: PlannedDrill, language: Language): DrillPlan {
  const told = (said: Said) => drillWords(said, { language, text: said.key });
  return {
    ...titledIn(planned, language),
    preChecks: planned.preChecks.map((check) => checkIn(check, language)),
    effects: planned.effects.map(told),
    undo: planned.undo.map(told),
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
