/** The API's own sentences as data, and in the words of whoever asked. */

import type { Language } from '../../lib/locale.ts';
import { type Catalogue, makeSaid, renderSaid, type Said, type ValuesOf } from '../../lib/said.ts';
import { apiEn } from './sentences/api-en.ts';
import { apiNl } from './sentences/api-nl.ts';

export const API_SENTENCES: Readonly<Record<Language, Catalogue>> = { en: apiEn, nl: apiNl };

export function sayApi<Key extends keyof typeof apiEn>(
  key: Key,
  ...[values]: ValuesOf<(typeof apiEn)[Key]>
): Said {
  return makeSaid(key, values);
}

export function apiWords(said: Said, language: Language): string {
  return renderSaid(said, { catalogue: API_SENTENCES[language], language }) ?? said.key;
}
