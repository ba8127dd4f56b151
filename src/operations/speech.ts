/**
 * The language in which operations answer. What is computed for one reader is put into words at once;
 * what was kept (journal, snapshot) is kept as data and told anew.
 */

import { figuresIn, type Figures } from '../lib/figures.ts';
import type { Language } from '../lib/locale.ts';
import {
  type Catalogue,
  createTell,
  makeSaid,
  renderSaid,
  type Said,
  type SaidValue,
  type Tell,
  type ValuesOf,
} from '../lib/said.ts';
import { say, SENTENCES, sentenceOf } from '../model/sentences.ts';
import type { ControlEvent } from '../model/control.ts';
import { auditEn } from './sentences/audit-en.ts';
import { auditNl } from './sentences/audit-nl.ts';
import { checksEn } from './sentences/checks-en.ts';
import { checksNl } from './sentences/checks-nl.ts';
import { drillsEn } from './drills-sentences/drills-en.ts';
import { drillsNl } from './drills-sentences/drills-nl.ts';
import { drillErrorsEn } from './sentences/drill-errors-en.ts';
import { drillErrorsNl } from './sentences/drill-errors-nl.ts';
import { errorsEn } from './sentences/errors-en.ts';
import { errorsNl } from './sentences/errors-nl.ts';
import { explainEn } from './sentences/explain-en.ts';
import { explainNl } from './sentences/explain-nl.ts';
import { previewsEn } from './sentences/previews-en.ts';
import { previewsNl } from './sentences/previews-nl.ts';
import { statusEn } from './sentences/status-en.ts';
import { statusNl } from './sentences/status-nl.ts';

const EN = {
  ...explainEn,
  ...statusEn,
  ...previewsEn,
  ...checksEn,
  ...errorsEn,
  ...drillErrorsEn,
  ...auditEn,
} as const;

export const OPERATION_SENTENCES: Readonly<Record<Language, Catalogue>> = {
  en: EN,
  nl: {
    ...explainNl,
    ...statusNl,
    ...previewsNl,
    ...checksNl,
    ...errorsNl,
    ...drillErrorsNl,
    ...auditNl,
  },
};

/** Whatever else these sentences may hold is in it as well. */
const KNOWN: Readonly<Record<Language, Catalogue>> = {
  en: { ...SENTENCES.en, ...drillsEn, ...OPERATION_SENTENCES.en },
  nl: { ...SENTENCES.nl, ...drillsNl, ...OPERATION_SENTENCES.nl },
};

export type OperationSentence = keyof typeof EN;

/** A sentence of operations as data: for what is kept, or thrown past the one who asked. */
export function sayOperation<Key extends OperationSentence>(
  key: Key,
  ...[values]: ValuesOf<(typeof EN)[Key]>
): Said {
  return makeSaid(key, values);
}

/** Such a sentence in words; `text` for what was kept without data, or by a later version. */
export function operationWords(
  said: Said | undefined,
  { language, text }: { readonly language: Language; readonly text: string },
): string {
  if (said === undefined) return text;
  return renderSaid(said, { catalogue: KNOWN[language], language }) ?? text;
}

/** What was just said in this process, so every key is known. */
export function operationEnglish(said: Said): string {
  return operationWords(said, { language: 'en', text: said.key });
}

export interface Speech {
  readonly language: Language;
  readonly figures: Figures;
  /** A sentence of these operations, in words. */
  readonly tell: Tell<typeof EN>;
  /** The sentence of a journal line. */
  event(event: Pick<ControlEvent, 'said' | 'message'>): string;
  /** What was kept as data; `text` where it was not. */
  kept(said: SaidValue | undefined, text: string): string;
}

export function speechIn(language: Language): Speech {
  return SPEECHES[language];
}

const SPEECHES: Readonly<Record<Language, Speech>> = { en: create('en'), nl: create('nl') };

function create(language: Language): Speech {
  return {
    language,
    figures: figuresIn(language),
    tell: createTell<typeof EN>(KNOWN[language], language),
    event: (event) => sentenceOf(event, language),
    kept: (said, text) => (language === 'en' ? text : keptWords(said, { language, text })),
  };
}

function keptWords(
  said: SaidValue | undefined,
  { language, text }: { readonly language: Language; readonly text: string },
): string {
  if (said === undefined) return text;
  if (typeof said !== 'object') return String(said);
  const one = 'key' in said ? said : say('several-sentences', { sentences: said });
  return operationWords(one, { language, text });
}
