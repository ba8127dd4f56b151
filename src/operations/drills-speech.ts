/**
 * What is said around drills, as data: made where a check or a step is done, put into words where
 * somebody reads it. Reports keep both, the data and the English of the time.
 */

import type { Language } from '../lib/locale.ts';
import {
  type Catalogue,
  makeSaid,
  renderSaid,
  type Said,
  type SaidValue,
  type ValuesOf,
} from '../lib/said.ts';
import { SENTENCES } from '../model/sentences.ts';
import { drillsEn } from './drills-sentences/drills-en.ts';
import { drillsNl } from './drills-sentences/drills-nl.ts';

export const DRILL_SENTENCES: Readonly<Record<Language, Catalogue>> = {
  en: drillsEn,
  nl: drillsNl,
};

/** Clauses of the law, such as the names of signals, may stand in a sentence of a drill. */
const KNOWN: Readonly<Record<Language, Catalogue>> = {
  en: { ...SENTENCES.en, ...drillsEn },
  nl: { ...SENTENCES.nl, ...drillsNl },
};

type DrillSentence = keyof typeof drillsEn;

export function sayDrill<Key extends DrillSentence>(
  key: Key,
  ...[values]: ValuesOf<(typeof drillsEn)[Key]>
): Said {
  return makeSaid(key, values);
}

/** `text` for what was kept without data, or by a later version. */
export function drillWords(
  said: Said | undefined,
  { language, text }: { readonly language: Language; readonly text: string },
): string {
  if (said === undefined) return text;
  return renderSaid(said, { catalogue: KNOWN[language], language }) ?? text;
}

/** A sentence of drills in words at once. */
export function tellDrill<Key extends DrillSentence>(
  language: Language,
  key: Key,
  ...values: ValuesOf<(typeof drillsEn)[Key]>
): string {
  return drillWords(sayDrill(key, ...values), { language, text: key });
}

/** What was just said in this process, so every key is known. */
export function drillEnglish(said: Said): string {
  return drillWords(said, { language: 'en', text: said.key });
}

const PHASES = {
  healthy: 'phase-healthy',
  spill: 'phase-spill',
  evacuated: 'phase-evacuated',
  probing: 'phase-probing',
  ramp: 'phase-ramp',
  unknown: 'phase-unknown',
} as const;

/** A region's phase as an adjective. */
export function phaseSaid(phase: string): SaidValue {
  return Object.hasOwn(PHASES, phase) ? sayDrill(PHASES[phase as keyof typeof PHASES]) : phase;
}
