import {
  listOf,
  pluralForm,
  type Format,
  type Language,
  type PluralForms,
} from '../../lib/locale.ts';
import type { Strategy } from '../../model/strategy.ts';
import { encodeName } from './document/inline.ts';
import type { Evidence } from './evidence.ts';
import type { AdviceFacts } from './facts.ts';
import type { FigureBook, FigureInput } from './figures/book.ts';
import type { Words } from './words/words.ts';

/** What each section gets: facts, evidence, words, and the only way to write a number. */
export interface Page {
  readonly strategy: Strategy;
  readonly facts: AdviceFacts;
  readonly evidence: Evidence;
  readonly language: Language;
  readonly words: Words;
  /** For what is filled into formulas; texts take figures. */
  readonly format: Format;
  readonly book: FigureBook;
}

/** A figure that the strategy states; the place in the file is its source. */
export function given(
  { book, evidence, words }: Page,
  path: string,
  input: Omit<FigureInput, 'trace' | 'source'>,
): string {
  const line = evidence.lineOf(path);
  const place = `\`${path}\``;
  const source = line === null ? place : words.traceSection.line({ line: String(line), place });
  return book.figure({ ...input, trace: 'given', from: '', source });
}

/** More than these are not read, but counted. */
const NAMES_MAX = 12;
const NAMES_SHOWN = 10;

/** `a, b and c`, each as the strategy calls it; of very many the first, and how many more. */
export function namesOf(page: Page, names: readonly string[]): string {
  const { language, words } = page;
  if (names.length <= NAMES_MAX) return listOf(language, names.map(encodeName));
  const left = names.length - NAMES_SHOWN;
  const more = given(page, 'services', { value: left, unit: 'count' });
  return listOf(language, [
    ...names.slice(0, NAMES_SHOWN).map(encodeName),
    counted(left, words.summary.more, more),
  ]);
}

/** A count in its form of the noun, around a number that is a figure already. */
export function counted(count: number, forms: PluralForms, figure: string): string {
  return pluralForm(count, forms).replaceAll('{n}', figure);
}
