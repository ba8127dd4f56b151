/** The words around a simulation's figures, in the language of the reader. */

import type { Language } from '../../lib/locale.ts';
import { createTell, type Tell } from '../../lib/said.ts';
import { simulateEn } from './simulate-en.ts';
import { simulateNl } from './simulate-nl.ts';

export const SIMULATE_SENTENCES = { en: simulateEn, nl: simulateNl } as const;

export interface SimulateWords {
  readonly language: Language;
  readonly tell: Tell<typeof simulateEn>;
}

export function simulateWords(language: Language): SimulateWords {
  return { language, tell: createTell<typeof simulateEn>(SIMULATE_SENTENCES[language], language) };
}
