/**
 * A format is a text with a form: what it looks like (for editors and docs), and why a given value
 * does not have that form. The parsing itself is in `src/lib/quantities.ts` and beside each format.
 */

import type { ProblemCode } from '../catalogue.ts';

export interface Fault {
  readonly code: ProblemCode;
  readonly message: string;
  readonly fix: string;
}

export interface Format {
  /** Noun phrase: `a duration such as 500ms`. */
  readonly expects: string;
  /** Word for the reference: `duration`. */
  readonly type: string;
  /** For editors; accepts at least what `explain` accepts. */
  readonly pattern?: string;
  readonly examples: readonly string[];
  /** `null` when the value is fine. Called with whatever stands in the file. */
  readonly explain: (value: unknown) => Fault | null;
}

/** How a value is shown in messages; long texts are cut. */
export function show(value: unknown): string {
  if (value === null || value === undefined) return 'nothing';
  if (typeof value === 'string') {
    return JSON.stringify(value.length > 60 ? `${value.slice(0, 57)}...` : value);
  }
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return Array.isArray(value) ? 'a list' : 'a map';
}

/** The text of a scalar, and nothing for the rest: a map may have a `toString` of its own. */
export function plainText(value: unknown): string {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}
