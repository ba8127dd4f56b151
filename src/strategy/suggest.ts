/** The fix for a word that is none of those that are known. */

import type { Language } from '../lib/locale.ts';
import { nearest } from '../lib/nearest.ts';

export function suggestFix(
  value: unknown,
  words: readonly string[],
  language: Language = 'en',
): string {
  const { meant, write, oneOf } = WORDS[language];
  const word = typeof value === 'string' ? nearest(value, words) : null;
  if (word !== null) return `${meant} ${word}?`;
  return words.length === 1 ? `${write} ${words[0]}` : `${oneOf} ${words.join(', ')}`;
}

const WORDS = {
  en: { meant: 'did you mean', write: 'write', oneOf: 'write one of' },
  nl: { meant: 'bedoel je', write: 'schrijf', oneOf: 'schrijf een van' },
} as const;
