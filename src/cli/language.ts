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

/** A command's options with the language in which it answers. */
export function inLanguage<Options extends LanguageOptions>(
  options: Options,
  { env }: { readonly env: Readonly<Record<string, string | undefined>> },
): Options & { readonly lang: Language } {
  return { ...options, lang: languageFor(options, env) };
}

/** Of a command line that may not even be one: for telling why it failed. */
export function languageOfArgs(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Language {
  const at = args.findIndex((one) => one === '--lang' || one === '-l');
  const joined = args.find((one) => one.startsWith('--lang='))?.slice('--lang='.length);
  const said = joined ?? (at < 0 ? undefined : args[at + 1]);
  const lang = LANGUAGES.find((language) => language === said);
  const json = args.includes('--json');
  return languageFor(lang === undefined ? { json } : { json, lang }, env);
}

export function languageOf(env: Readonly<Record<string, string | undefined>>): Language {
  const locale = [env['LC_ALL'], env['LC_MESSAGES'], env['LANG']].find(
    (text) => (text ?? '') !== '',
  );
  return /^nl([_.@-]|$)/i.test(locale ?? '') ? 'nl' : 'en';
}
