/**
 * How a command fails towards the person who ran it: what, where and what to do, in both languages or
 * in the one that the command was told in. Exit codes: 1 the world failed (or something was found),
 * 2 wrong use or invalid input.
 */

import type { Language } from '../lib/locale.ts';

/** The same said in each language; a plain text is shown to everybody. */
export type CliText = string | Readonly<Record<Language, string>>;

export class CliFailure extends Error {
  override readonly name = 'CliFailure';
  readonly exitCode: 1 | 2;
  /** What went wrong, for the reader; `message` is its English. */
  readonly text: CliText;
  /** What to do about it; one or more lines. */
  readonly fix: CliText | null;
  /** More for `--json`, such as the problems of a strategy file. */
  readonly details: Readonly<Record<string, unknown>>;

  constructor(
    text: CliText,
    options: {
      exitCode: 1 | 2;
      fix?: CliText;
      details?: Readonly<Record<string, unknown>>;
      cause?: unknown;
    },
  ) {
    super(textIn(text, 'en'), { cause: options.cause });
    this.exitCode = options.exitCode;
    this.text = text;
    this.fix = options.fix ?? null;
    this.details = options.details ?? {};
  }
}

/** Wrong use or invalid input: exit 2. */
export function usageFailure(message: CliText, fix?: CliText): CliFailure {
  return new CliFailure(message, { exitCode: 2, ...(fix === undefined ? {} : { fix }) });
}

export function textIn(text: CliText, language: Language): string {
  return typeof text === 'string' ? text : text[language];
}

/** Of a file whose problems have been shown above, each with its fix. */
export function fileErrors(
  file: string,
  { count, details }: { readonly count: number; readonly details: CliFailure['details'] },
): CliFailure {
  const text = {
    en: `${file} has ${count} error${count === 1 ? '' : 's'}`,
    nl: `${file} heeft ${count} ${count === 1 ? 'fout' : 'fouten'}`,
  };
  const fix = {
    en: 'Each is shown above with its fix; docs/errors.md explains the codes.',
    nl: 'Elke staat hierboven met de oplossing; docs/errors.md legt de codes uit.',
  };
  return new CliFailure(text, { exitCode: 2, fix, details });
}

/** A file that is there and cannot be read, or is not there. */
export function unreadable(file: string, error: unknown): CliFailure {
  const why = messageOf(error);
  return usageFailure({
    en: `${file} cannot be read: ${why}`,
    nl: `${file} is niet te lezen: ${why}`,
  });
}

/** The `code` of a system error such as `ENOENT` or `EADDRINUSE`; `null` for anything else. */
export function systemCode(error: unknown): string | null {
  if (typeof error !== 'object' || error === null || !('code' in error)) return null;
  return typeof error.code === 'string' ? error.code : null;
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
