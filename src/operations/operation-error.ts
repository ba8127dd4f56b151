/**
 * What an operation could not or would not do, with the way on. The API and the CLI show it alike, in
 * the language of who asked: it is said as data, and its English is what logs and programs read.
 */

import type { Language } from '../lib/locale.ts';
import type { Said } from '../lib/said.ts';
import { operationEnglish, operationWords } from './speech.ts';

export type OperationErrorCode =
  /** The request itself is wrong. */
  | 'invalid'
  /** The actor's role does not allow it. */
  | 'forbidden'
  | 'not-found'
  /** A guard or a safety rule says no; `details.reasons` lists why. */
  | 'refused'
  /** Something else is in the way: a drill runs, it has ended already. */
  | 'conflict'
  /** No controller, no store, no Kong. */
  | 'unavailable';

/** The same as data; what is absent stays as it is written. */
export interface SaidError {
  readonly message: Said;
  readonly fix: Said;
  /** Of `details.problems`, in their order. */
  readonly problems?: readonly Said[];
  /** Of the sentences of `details.reasons`, in their order. */
  readonly reasons?: readonly Said[];
}

export class OperationError extends Error {
  override readonly name = 'OperationError';
  readonly code: OperationErrorCode;
  readonly fix: string;
  readonly details: Readonly<Record<string, unknown>>;
  /** `null` where it is known in one language only. */
  readonly said: SaidError | null;

  constructor(
    code: OperationErrorCode,
    message: string,
    options: {
      readonly fix: string;
      readonly details?: Readonly<Record<string, unknown>>;
      readonly said?: SaidError;
    },
  ) {
    super(message);
    this.code = code;
    this.fix = options.fix;
    this.details = options.details ?? {};
    this.said = options.said ?? null;
  }
}

/** An error in both languages, made with `sayOperation`. */
export function operationError(
  code: OperationErrorCode,
  { details, ...said }: SaidError & { readonly details?: Readonly<Record<string, unknown>> },
): OperationError {
  const { message, fix } = said;
  return new OperationError(code, operationEnglish(message), {
    fix: operationEnglish(fix),
    said,
    ...(details === undefined ? {} : { details }),
  });
}

/** The error for a reader of that language; numbers and names are the same in all. */
export function errorIn(
  { message, fix, details, said }: OperationError,
  language: Language,
): Pick<OperationError, 'message' | 'fix' | 'details'> {
  if (said === null || language === 'en') return { message, fix, details };
  return {
    message: operationWords(said.message, { language, text: message }),
    fix: operationWords(said.fix, { language, text: fix }),
    details: { ...details, ...detailsIn(details, { said, language }) },
  };
}

function detailsIn(
  details: OperationError['details'],
  { said, language }: { readonly said: SaidError; readonly language: Language },
): OperationError['details'] {
  const { problems, reasons } = details;
  const told = (of: readonly Said[] | undefined, at: number, text: string) =>
    operationWords(of?.[at], { language, text });
  return {
    ...(said.problems !== undefined && Array.isArray(problems)
      ? { problems: problems.map((one, at) => told(said.problems, at, String(one))) }
      : {}),
    ...(said.reasons !== undefined && Array.isArray(reasons)
      ? {
          reasons: (reasons as readonly { readonly sentence: string }[]).map((one, at) => ({
            ...one,
            sentence: told(said.reasons, at, one.sentence),
          })),
        }
      : {}),
  };
}
