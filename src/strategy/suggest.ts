/** The fix for a word that is none of those that are known. */

import { nearest } from '../lib/nearest.ts';

export function suggestFix(value: unknown, words: readonly string[]): string {
  const word = typeof value === 'string' ? nearest(value, words) : null;
  if (word !== null) return `did you mean ${word}?`;
  return words.length === 1 ? `write ${words[0]}` : `write one of ${words.join(', ')}`;
}
