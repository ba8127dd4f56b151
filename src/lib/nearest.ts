/** "Did you mean": the nearest of some words, for folders that may not use packages. */

/** Words longer than this are not compared. */
const MAX_LENGTH = 64;

/**
 * The word that `text` was probably meant to be, or `null`. A third of the letters may be wrong, in
 * short words one; letter case, dashes and underscores do not count.
 */
export function nearest(text: string, words: readonly string[]): string | null {
  if (text.length > MAX_LENGTH) return null;
  const plain = simplify(text);
  let best: { word: string; edits: number } | null = null;
  for (const word of words) {
    const candidate = simplify(word);
    const allowed = Math.max(1, Math.floor(candidate.length / 3));
    const edits = distance(plain, candidate);
    if (edits <= allowed && (best === null || edits < best.edits)) best = { word, edits };
  }
  return best?.word ?? null;
}

function simplify(text: string): string {
  return text.toLowerCase().replaceAll(/[\s_-]/g, '');
}

/** Levenshtein: insertions, deletions and replacements of letters. */
function distance(left: string, right: string): number {
  let row = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let at = 1; at <= left.length; at += 1) {
    const next = [at];
    for (let other = 1; other <= right.length; other += 1) {
      const replaced = (row[other - 1] ?? 0) + (left[at - 1] === right[other - 1] ? 0 : 1);
      const edited = Math.min((row[other] ?? 0) + 1, (next[other - 1] ?? 0) + 1);
      next.push(Math.min(replaced, edited));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
