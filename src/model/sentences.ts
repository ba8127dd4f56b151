/**
 * The sentences of the control law and of all who write the journal, in the languages of the product.
 * Who decides something says it as data (`say`); who shows it puts that into words (`sentenceOf`,
 * `wordsOf`). The journal keeps both: the data, and the English it made at the time, so that old
 * journals without data, and data of a later version, are still read.
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
import type { ControlEvent } from './control.ts';
import { controllerEn } from './sentences/controller-en.ts';
import { controllerNl } from './sentences/controller-nl.ts';
import { leversEn } from './sentences/levers-en.ts';
import { leversNl } from './sentences/levers-nl.ts';
import { regionsEn } from './sentences/regions-en.ts';
import { regionsNl } from './sentences/regions-nl.ts';
import { returnsEn } from './sentences/returns-en.ts';
import { returnsNl } from './sentences/returns-nl.ts';
import { targetsEn } from './sentences/targets-en.ts';
import { targetsNl } from './sentences/targets-nl.ts';

const EN = { ...targetsEn, ...regionsEn, ...returnsEn, ...leversEn, ...controllerEn } as const;

export const SENTENCES: Readonly<Record<Language, Catalogue>> = {
  en: EN,
  nl: { ...targetsNl, ...regionsNl, ...returnsNl, ...leversNl, ...controllerNl },
};

export type SentenceKey = keyof typeof EN;

/** A sentence, or a clause of one, as data. */
export function say<Key extends SentenceKey>(
  key: Key,
  ...[values]: ValuesOf<(typeof EN)[Key]>
): Said {
  return makeSaid(key, values);
}

/** In words; `null` for a key that this version does not know. Text stays as it is. */
export function wordsOf(said: SaidValue, language: Language): string | null {
  if (typeof said === 'string') return said;
  if (typeof said === 'number') return String(said);
  if (Array.isArray(said))
    return wordsOf({ key: 'several-sentences', values: { sentences: said } }, language);
  return renderSaid(said as Said, { catalogue: SENTENCES[language], language });
}

/** What was just said in this process, so every key is known. */
export function inEnglish(said: Said): string {
  return wordsOf(said, 'en') ?? said.key;
}

/** The sentence of a journal line. */
export function sentenceOf(
  { said, message }: Pick<ControlEvent, 'said' | 'message'>,
  language: Language,
): string {
  if (said === undefined || language === 'en') return message;
  return wordsOf(said, language) ?? message;
}

/** The same line for a reader of that language. */
export function eventIn<Event extends Pick<ControlEvent, 'said' | 'message'>>(
  event: Event,
  language: Language,
): Event {
  return language === 'en' ? event : { ...event, message: sentenceOf(event, language) };
}

const KONG_SIGNAL = /^Kong's health at (.+)$/;

/** Signals are named in English wherever they are kept. */
export function signalSaid(signal: string): SaidValue {
  if (signal === 'request logs') return say('signal-logs');
  if (signal === 'own probes') return say('signal-probes');
  const gateway = KONG_SIGNAL.exec(signal)?.[1];
  return gateway === undefined ? signal : say('signal-kong', { gateway });
}
