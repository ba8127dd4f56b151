/** What is said around checks, as data: made where something is measured, put into words for a reader. */

import type { Language } from '../lib/locale.ts';
import { makeSaid, renderSaid, type Said, type SaidValue, type ValuesOf } from '../lib/said.ts';
import { checksEn } from './sentences/checks-en.ts';
import { checksNl } from './sentences/checks-nl.ts';

type Sentences = typeof checksEn;

/** Why nothing can be said about a split. */
export type BalanceWhy =
  Extract<keyof Sentences, `balance-why-${string}`> extends `balance-why-${infer Code}`
    ? Code
    : never;

type ValuesIn<Template extends string> =
  ValuesOf<Template> extends readonly [infer Values] ? Values : unknown;

/** With the values of both its sentences: why, and what to do. */
export function sayWhy<Code extends BalanceWhy>(
  code: Code,
  values: ValuesIn<Sentences[`balance-why-${Code}`]> & ValuesIn<Sentences[`balance-fix-${Code}`]>,
): Said {
  return makeSaid(`balance-why-${code}`, values as Readonly<Record<string, SaidValue>>);
}

export function checkWords(said: Said, language: Language): string {
  const catalogue = language === 'nl' ? checksNl : checksEn;
  return renderSaid(said, { catalogue, language }) ?? said.key;
}
