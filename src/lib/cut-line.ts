/** A line of a file around the place of interest, safe to print. */

/** Longer lines are cut around the mark. */
const MAX_WIDTH = 100;

/** Tabs and control characters are shown as spaces, so that the mark stands right. */
export function cutLine(
  line: string,
  column: number,
  length: number,
): { readonly shown: string; readonly start: number; readonly length: number } {
  const plain = hideSecrets(line.replaceAll(/\p{Cc}/gu, ' '));
  const from = column + length > MAX_WIDTH ? Math.max(0, column - 30) : 0;
  const end = from + MAX_WIDTH;
  const shown = `${from > 0 ? '…' : ''}${plain.slice(from, end)}${end < plain.length ? '…' : ''}`;
  const start = column - from + (from > 0 ? 1 : 0);
  return { shown, start, length: Math.max(1, Math.min(length, shown.length - start)) };
}

/** Output ends up in logs of pipelines: a password in a URL is not repeated. */
function hideSecrets(line: string): string {
  return line.replaceAll(/(?<=:\/\/)[^\s/@"']+(?=@)/g, (secret) => '*'.repeat(secret.length));
}
