/** The words around the figures of `check balance`, `notify test` and `what-if`. */

import { createTell, type Tell } from '../../lib/said.ts';
import { createFormat, type Format, type Language } from '../../lib/locale.ts';
import { outcomesEn } from '../sentences/outcomes-en.ts';
import { outcomesNl } from '../sentences/outcomes-nl.ts';

export const OUTCOME_SENTENCES = { en: outcomesEn, nl: outcomesNl } as const;

export interface OutcomeWords {
  readonly tell: Tell<typeof outcomesEn>;
  readonly format: Format;
}

export function outcomeWords(language: Language): OutcomeWords {
  const tell = createTell<typeof outcomesEn>(OUTCOME_SENTENCES[language], language);
  return { tell, format: createFormat(language) };
}
