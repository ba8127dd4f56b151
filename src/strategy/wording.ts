/**
 * What is said of a problem, in each language. English comes first because programs read it; the
 * Dutch is required by the type, so that none can be forgotten.
 */

import type { Language } from '../lib/locale.ts';

export interface Wording {
  readonly message: string;
  /** What to do, as an instruction. */
  readonly fix: string;
}

export interface Bilingual extends Wording {
  readonly inDutch: Wording;
}

/** The same said once for each language, for texts that are put together from parts. */
export function inBoth(say: (language: Language) => Wording): Bilingual {
  return { ...say('en'), inDutch: say('nl') };
}
