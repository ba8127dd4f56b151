/** Quantities and lists as the messages of rules write them. */

import type { Format, Language } from '../lib/locale.ts';

/** In seconds whatever the length: what is compared with a budget of 259 s stays in its unit. */
export function seconds(durationMs: number, format: Format): string {
  return `${format.number(durationMs / 1_000, durationMs < 10_000 ? 1 : 0)} s`;
}

/** `a`, `a and b`, `a, b and c`, `a, b and 3 more`. */
export function listed(items: readonly string[], language: Language, limit = 4): string {
  const { and, more } = WORDS[language];
  const shown = items.length > limit + 1 ? items.slice(0, limit) : items;
  const rest = items.length - shown.length;
  const all = rest > 0 ? [...shown, `${rest} ${more}`] : shown;
  if (all.length < 2) return all.join('');
  return `${all.slice(0, -1).join(', ')} ${and} ${all.at(-1)}`;
}

const WORDS: Readonly<Record<Language, { and: string; more: string }>> = {
  en: { and: 'and', more: 'more' },
  nl: { and: 'en', more: 'andere' },
};
