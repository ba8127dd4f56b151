/** What `init` says, by language. */

import type { Language } from '../../../lib/locale.ts';
import { ENGLISH } from './en.ts';
import type { InitWords } from './init-words.ts';
import { DUTCH } from './nl.ts';

export const INIT_WORDS: Readonly<Record<Language, InitWords>> = { en: ENGLISH, nl: DUTCH };
