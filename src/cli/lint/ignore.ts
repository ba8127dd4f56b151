/**
 * Comments that silence a rule: `# ballast: ignore KB144 one target is enough here` on the line
 * itself or the one above it, `# ballast: ignore-file KB144` anywhere in the file.
 */

import type { LintProblem } from '../../lint/contract.ts';
import type { Source } from './read-sources.ts';

export function withoutIgnored(
  problems: readonly LintProblem[],
  sources: readonly Source[],
): LintProblem[] {
  const byFile = new Map(sources.map(({ file, text }) => [file, ignoredIn(text)]));
  return problems.filter(({ file, code, line }) => {
    const ignored = byFile.get(file);
    if (ignored === undefined) return true;
    return !(
      ignored.has(`${code}@*`) ||
      ignored.has(`${code}@${line}`) ||
      ignored.has(`${code}@${line - 1}`)
    );
  });
}

/** `code@line`, or `code@*` for the whole file. */
function ignoredIn(text: string): ReadonlySet<string> {
  const found = new Set<string>();
  if (!text.includes('ballast: ignore')) return found;
  for (const [index, line] of text.split(/\r\n|\r|\n/).entries()) {
    const match = /#\s*ballast: ignore(-file)?((?:[\s,]+(?:KB\d{3}|BLS\d{4}))+)/.exec(line);
    if (match === null) continue;
    const where = match[1] === undefined ? String(index + 1) : '*';
    for (const [code] of (match[2] ?? '').matchAll(/KB\d{3}|BLS\d{4}/g)) {
      found.add(`${code}@${where}`);
    }
  }
  return found;
}
