/** Guesses and losses in words, in both languages. */

import type { Language } from '../lib/locale.ts';
import type { Guess, Loss } from './contract.ts';
import type { ImportWords } from './import-words.ts';
import { ENGLISH } from './words-en.ts';
import { DUTCH } from './words-nl.ts';

export const IMPORT_WORDS: Readonly<Record<Language, ImportWords>> = { en: ENGLISH, nl: DUTCH };

/** `CHECK: …` where it matters. */
export function guessText({ code, weight, params }: Guess, language: Language): string {
  const words = IMPORT_WORDS[language];
  const text = words.guesses[code](params);
  return weight === 'check' ? `${words.check}: ${text}` : text;
}

/** `services/shop (kong.yaml): …`. */
export function lossText({ code, source, place, params }: Loss, language: Language): string {
  const text = IMPORT_WORDS[language].losses[code](params);
  return place === '' ? `${source}: ${text}` : `${place} (${source}): ${text}`;
}
