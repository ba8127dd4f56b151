/**
 * `--fix`: applies the edits of problems to the text of files, and says what it changed.
 *
 * Each edit is tried alone: it stays only when the file still reads and has exactly the changed
 * data. After a round everything is checked anew, since one change may make another needless;
 * applied again, nothing changes.
 */

import type { LintProblem } from '../../lint/contract.ts';
import { editText } from './edit-text.ts';
import type { Source } from './read-sources.ts';

export interface Change {
  readonly code: string;
  /** In the file as it was before this change. */
  readonly line: number;
  readonly before: readonly string[];
  readonly after: readonly string[];
}

export interface FixedFile extends Source {
  readonly changes: readonly Change[];
}

/** Rounds until nothing is left to change; edits do not lead to further ones for long. */
const MAX_ROUNDS = 5;

export function applyFixes(
  sources: readonly Source[],
  check: (sources: readonly Source[]) => readonly LintProblem[],
): FixedFile[] {
  let files: FixedFile[] = sources.map((source) => ({ ...source, changes: [] }));
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const problems = check(files).filter(({ edits }) => edits.length > 0);
    const next = files.map((file) => fixFile(file, problems));
    const isSettled = next.every(({ text }, index) => text === files[index]?.text);
    files = next;
    if (isSettled) break;
  }
  return files.filter(({ changes }) => changes.length > 0);
}

function fixFile(file: FixedFile, problems: readonly LintProblem[]): FixedFile {
  let { text, changes } = file;
  for (const problem of problems) {
    if (problem.file !== file.file) continue;
    let edited: string | null = text;
    for (const edit of problem.edits) {
      edited = edited === null ? null : editText(edited, edit);
    }
    if (edited === null || edited === text) continue;
    changes = [...changes, { code: problem.code, ...difference(text, edited) }];
    text = edited;
  }
  return { ...file, text, changes };
}

/** The lines that differ, between those at both ends that do not. */
function difference(before: string, after: string): Omit<Change, 'code'> {
  const old = before.split('\n');
  const now = after.split('\n');
  let start = 0;
  while (start < Math.min(old.length, now.length) && old[start] === now[start]) start += 1;
  let end = 0;
  const rest = Math.min(old.length, now.length) - start;
  while (end < rest && old[old.length - 1 - end] === now[now.length - 1 - end]) end += 1;
  return {
    line: start + 1,
    before: old.slice(start, old.length - end),
    after: now.slice(start, now.length - end),
  };
}
