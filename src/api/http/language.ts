/** The language that an answer is told in: the best of `Accept-Language` (RFC 9110, §12.5.4) we have. */

import { type Language, LANGUAGES } from '../../lib/locale.ts';
import type { Operations } from '../../operations/contract.ts';

/** English where nothing, nonsense or only other languages are asked for. */
export function acceptedLanguage(header: string | undefined): Language {
  let best: Language = 'en';
  let bestQuality = 0;
  for (const range of (header ?? '').slice(0, MAX_CHARS).split(',')) {
    const [tag = '', ...parameters] = range
      .trim()
      .toLowerCase()
      .split(/\s*;\s*/);
    const language = LANGUAGES.find((one) => tag === one || tag.startsWith(`${one}-`));
    const quality = qualityOf(parameters);
    if (language === undefined || quality <= bestQuality) continue;
    best = language;
    bestQuality = quality;
  }
  return best;
}

/** Browsers send some dozens. */
const MAX_CHARS = 1_000;

function qualityOf(parameters: readonly string[]): number {
  const text = parameters.find((one) => one.startsWith('q='))?.slice(2);
  if (text === undefined) return 1;
  return /^(0(\.\d{0,3})?|1(\.0{0,3})?)$/.test(text) ? Number(text) : 0;
}

/** Where operations speak one language only, they speak it to all. */
export function operationsFor(
  { operations, operationsIn }: SpeakingOptions,
  language: Language,
): Operations {
  return operationsIn?.(language) ?? operations;
}

export interface SpeakingOptions {
  readonly operations: Operations;
  /** The same with their sentences in that language. */
  readonly operationsIn?: ((language: Language) => Operations) | undefined;
}
