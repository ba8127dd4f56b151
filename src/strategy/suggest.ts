/** "Did you mean": the nearest of some words. */

import { closest, distance } from 'fastest-levenshtein';

/** Words longer than this are not compared. */
const MAX_LENGTH = 64;

/** The word that `text` was probably meant to be, or `null`. */
export function nearest(text: string, words: readonly string[]): string | null {
  if (words.length === 0 || text.length > MAX_LENGTH) return null;
  const plain = simplify(text);
  const same = words.find((word) => simplify(word) === plain);
  if (same !== undefined) return same;
  const best = closest(plain, words.map(simplify));
  const word = words.find((candidate) => simplify(candidate) === best);
  if (word === undefined) return null;
  // A third of the letters may be wrong; in short words one.
  return distance(plain, best) <= Math.max(1, Math.floor(best.length / 3)) ? word : null;
}

/** A fix for a word that is none of `words`. */
export function suggestFix(value: unknown, words: readonly string[]): string {
  const word = typeof value === 'string' ? nearest(value, words) : null;
  if (word !== null) return `did you mean ${word}?`;
  return words.length === 1 ? `write ${words[0]}` : `write one of ${words.join(', ')}`;
}

function simplify(text: string): string {
  return text.toLowerCase().replaceAll(/[\s_-]/g, '');
}
