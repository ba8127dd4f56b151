/**
 * What can be wrong with a strategy file, as data: a code of the catalogue, the place, what is
 * wrong there and what to do about it. Checks return findings (a place in the data); the parser
 * turns them into problems (a place in the text).
 */

import type { ProblemCode } from './catalogue.ts';
import type { Path } from '../lib/path.ts';
import type { Severity } from './codes/entry.ts';
import type { Bilingual } from './wording.ts';

export interface Problem extends Bilingual {
  /** Such as `BLS1101`; explained in docs/errors.md. */
  readonly code: ProblemCode;
  readonly severity: Severity;
  readonly file: string;
  /** Such as `services.productAPI.targets.eu-west.hosts[0]`; empty for the file as a whole. */
  readonly path: string;
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
  /** Characters to underline, at least 1. */
  readonly length: number;
}

export { formatPath } from '../lib/path.ts';
export type { Path } from '../lib/path.ts';

export interface Finding extends Bilingual {
  readonly code: ProblemCode;
  readonly path: Path;
  /** What to point at: the key or (default) its value. */
  readonly at?: 'key' | 'value';
  /** Other places it follows from; when one of them is itself wrong, this is not reported. */
  readonly because?: readonly Path[];
}

/** By place; at one place errors before warnings, then by code. */
export function sortProblems(problems: readonly Problem[]): Problem[] {
  return problems.toSorted(
    (a, b) =>
      a.line - b.line ||
      a.column - b.column ||
      compare(a.severity, b.severity) ||
      compare(a.code, b.code) ||
      compare(a.path, b.path),
  );
}

/** For programs, which read English. */
export function inEnglish(problems: readonly Problem[]): Omit<Problem, 'inDutch'>[] {
  return problems.map((problem) => {
    const { inDutch: _, ...english } = problem;
    return english;
  });
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
