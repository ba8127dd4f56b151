/**
 * The language in which operations answer. What is computed for one reader is put into words at once;
 * what was kept (journal, snapshot) is kept as data and told anew.
 */

import { figuresIn, type Figures } from '../lib/figures.ts';
import type { Language } from '../lib/locale.ts';
import { type Catalogue, createTell, type SaidValue, type Tell } from '../lib/said.ts';
import { SENTENCES, sentenceOf, wordsOf } from '../model/sentences.ts';
import type { ControlEvent } from '../model/control.ts';
import { checksEn } from './sentences/checks-en.ts';
import { checksNl } from './sentences/checks-nl.ts';
import { explainEn } from './sentences/explain-en.ts';
import { explainNl } from './sentences/explain-nl.ts';
import { previewsEn } from './sentences/previews-en.ts';
import { previewsNl } from './sentences/previews-nl.ts';
import { statusEn } from './sentences/status-en.ts';
import { statusNl } from './sentences/status-nl.ts';

const EN = { ...explainEn, ...statusEn, ...previewsEn, ...checksEn } as const;

export const OPERATION_SENTENCES: Readonly<Record<Language, Catalogue>> = {
  en: EN,
  nl: { ...explainNl, ...statusNl, ...previewsNl, ...checksNl },
};

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
  const catalogue = { ...SENTENCES[language], ...OPERATION_SENTENCES[language] };
  return {
    language,
    figures: figuresIn(language),
    tell: createTell<typeof EN>(catalogue, language),
    event: (event) => sentenceOf(event, language),
    kept: (said, text) =>
      said === undefined || language === 'en' ? text : (wordsOf(said, language) ?? text),
  };
}
