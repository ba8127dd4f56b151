/**
 * What can be wrong with a strategy file, as data: a code of the catalogue, the place, what is
 * wrong there and what to do about it. Checks return findings (a place in the data); the parser
 * turns them into problems (a place in the text).
 */

import type { ProblemCode } from './catalogue.ts';
import type { Path } from '../lib/path.ts';
import type { Severity } from './codes/entry.ts';

export interface Problem {
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
  readonly message: string;
  /** What to do, as an instruction. */
  readonly fix: string;
  /** The same in Dutch; every warning has it. */
  readonly inDutch?: Wording;
}

export interface Wording {
  readonly message: string;
  readonly fix: string;
}

export { formatPath } from '../lib/path.ts';
export type { Path } from '../lib/path.ts';

export interface Finding {
  readonly code: ProblemCode;
  readonly path: Path;
  /** What to point at: the key or (default) its value. */
  readonly at?: 'key' | 'value';
  readonly message: string;
  readonly fix: string;
  readonly inDutch?: Wording;
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

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
