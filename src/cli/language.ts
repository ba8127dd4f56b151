/** The language of a person at a terminal, as POSIX says it: LC_ALL, LC_MESSAGES, LANG. */

import type { Language } from '../lib/locale.ts';

export function languageOf(env: Readonly<Record<string, string | undefined>>): Language {
  const locale = [env['LC_ALL'], env['LC_MESSAGES'], env['LANG']].find(
    (text) => (text ?? '') !== '',
  );
  return /^nl([_.@-]|$)/i.test(locale ?? '') ? 'nl' : 'en';
}
