/** The words and figures of the screens that operations are shown on, in the language of the reader. */

import { figuresIn, type Figures } from '../lib/figures.ts';
import type { Language } from '../lib/locale.ts';
import { createTell, type Tell } from '../lib/said.ts';
import { screenEn } from './sentences/screen-en.ts';
import { screenNl } from './sentences/screen-nl.ts';

export const SCREEN_SENTENCES = { en: screenEn, nl: screenNl } as const;

export interface ScreenWords extends Figures {
  readonly language: Language;
  readonly tell: Tell<typeof screenEn>;
}

export function screenWords(language: Language): ScreenWords {
  const tell = createTell<typeof screenEn>(SCREEN_SENTENCES[language], language);
  return { ...figuresIn(language), language, tell };
}
