/** "Did you mean": the nearest of some words. */

import { distance } from 'fastest-levenshtein';

/** Words longer than this are not compared. */
const MAX_LENGTH = 64;

/**
 * The word that `text` was probably meant to be, or `null`: a third of the letters may be wrong (in
 * short words one), and no more than `atMost` of them.
 */
export function nearest(
  text: string,
  words: readonly string[],
  atMost = MAX_LENGTH,
): string | null {
  if (text.length > MAX_LENGTH) return null;
  const plain = simplify(text);
  let best: { word: string; distance: number } | null = null;
  for (const word of words) {
    const letters = distance(plain, simplify(word));
    if (best === null || letters < best.distance) best = { word, distance: letters };
  }
  if (best === null) return null;
  const allowed = Math.max(1, Math.floor(simplify(best.word).length / 3));
  return best.distance <= Math.min(allowed, atMost) ? best.word : null;
}

function simplify(text: string): string {
  return text.toLowerCase().replaceAll(/[\s_-]/g, '');
}
