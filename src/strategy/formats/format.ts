/**
 * A format is a text with a form: what it looks like (for editors and docs), and why a given value
 * does not have that form. The parsing itself is in `src/lib/quantities.ts` and beside each format.
 */

import type { Language } from '../../lib/locale.ts';
import type { ProblemCode } from '../catalogue.ts';
import type { Bilingual } from '../wording.ts';

export interface Fault extends Bilingual {
  readonly code: ProblemCode;
}

export interface Format {
  /** Noun phrase: `a duration such as 500ms`. */
  readonly expects: Readonly<Record<Language, string>>;
  /** Word for the reference: `duration`. */
  readonly type: string;
  /** For editors; accepts at least what `explain` accepts. */
  readonly pattern?: string;
  readonly examples: readonly string[];
  /** `null` when the value is fine. Called with whatever stands in the file. */
  readonly explain: (value: unknown) => Fault | null;
}

/** How a value is shown in messages; long texts are cut. */
export function show(value: unknown, language: Language = 'en'): string {
  const words = KINDS[language];
  if (value === null || value === undefined) return words.nothing;
  if (typeof value === 'string') {
    return JSON.stringify(value.length > 60 ? `${value.slice(0, 57)}...` : value);
  }
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return Array.isArray(value) ? words.list : words.map;
}

const KINDS = {
  en: { nothing: 'nothing', list: 'a list', map: 'a map' },
  nl: { nothing: 'niets', list: 'een lijst', map: 'een map' },
} as const;

/** The text of a scalar, and nothing for the rest: a map may have a `toString` of its own. */
export function plainText(value: unknown): string {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}
