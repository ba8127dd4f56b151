/** What the levers' commands say, in the language of whoever typed them. */

import { figuresIn, type Figures } from '../../lib/figures.ts';
import type { Language } from '../../lib/locale.ts';
import { createTell, type Tell } from '../../lib/said.ts';
import { leverTalkEn } from '../sentences/levers-en.ts';
import { leverTalkNl } from '../sentences/levers-nl.ts';

export const LEVER_TALK = { en: leverTalkEn, nl: leverTalkNl } as const;

export interface LeverTalk extends Figures {
  readonly language: Language;
  readonly tell: Tell<typeof leverTalkEn>;
}

/** English where the command was given no language. */
export function leverTalk({ lang = 'en' }: { readonly lang?: Language }): LeverTalk {
  const tell = createTell<typeof leverTalkEn>(LEVER_TALK[lang], lang);
  return { ...figuresIn(lang), language: lang, tell };
}
