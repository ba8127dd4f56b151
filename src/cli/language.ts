/** The language of a person at a terminal, as POSIX says it: LC_ALL, LC_MESSAGES, LANG. */

import { Option } from 'commander';

import { type Language, LANGUAGES } from '../lib/locale.ts';

export interface LanguageOptions {
  readonly json: boolean;
  /** Absent: of the terminal. */
  readonly lang?: Language;
}

export function languageOption(what = 'language (default: that of the terminal)'): Option {
  return new Option('-l, --lang <language>', what).choices(LANGUAGES);
}

/** JSON is for programs: English unless asked for. */
export function languageFor(
  { json, lang }: LanguageOptions,
  env: Readonly<Record<string, string | undefined>>,
): Language {
  return lang ?? (json ? 'en' : languageOf(env));
}

export function languageOf(env: Readonly<Record<string, string | undefined>>): Language {
  const locale = [env['LC_ALL'], env['LC_MESSAGES'], env['LANG']].find(
    (text) => (text ?? '') !== '',
  );
  return /^nl([_.@-]|$)/i.test(locale ?? '') ? 'nl' : 'en';
}
