/** The messages of the post-mortem in each language; both have the same keys and placeholders. */

import type { Language } from '../../../lib/locale.ts';
import { DUTCH } from './dutch.ts';
import { ENGLISH, type Words } from './english.ts';

export const WORDS: Readonly<Record<Language, Words>> = { en: ENGLISH, nl: DUTCH };

/** `{name}` in a message → its value. */
export function filled(message: string, values: Readonly<Record<string, string>>): string {
  return message.replaceAll(/\{(\w+)\}/g, (all, name: string) => values[name] ?? all);
}
