/** "Did you mean": the nearest of some words, by Levenshtein distance. Pure, without packages. */

/** Words longer than this are not compared. */
const MAX_LENGTH = 64;

/**
 * The word that `text` was probably meant to be, or `null`: a third of the letters may be wrong, and
 * no more than `atMost` of them.
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
    const distance = distanceOf(plain, simplify(word));
    if (best === null || distance < best.distance) best = { word, distance };
  }
  if (best === null) return null;
  const allowed = Math.max(1, Math.floor(simplify(best.word).length / 3));
  return best.distance <= Math.min(allowed, atMost) ? best.word : null;
}

function simplify(text: string): string {
  return text.toLowerCase().replaceAll(/[\s_-]/g, '');
}

function distanceOf(a: string, b: string): number {
  let above = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let row = 1; row <= a.length; row += 1) {
    const line = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const substitution = a[row - 1] === b[column - 1] ? 0 : 1;
      line.push(
        Math.min(
          (above[column] ?? 0) + 1,
          (line[column - 1] ?? 0) + 1,
          (above[column - 1] ?? 0) + substitution,
        ),
      );
    }
    above = line;
  }
  return above[b.length] ?? 0;
}
