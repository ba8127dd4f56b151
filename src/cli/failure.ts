/**
 * How a command fails towards the person who ran it: what, where and what to do. Exit codes: 1 the
 * world failed (or something was found), 2 wrong use or invalid input.
 */

export class CliFailure extends Error {
  override readonly name = 'CliFailure';
  readonly exitCode: 1 | 2;
  /** What to do about it; one or more lines. */
  readonly fix: string | null;
  /** More for `--json`, such as the problems of a strategy file. */
  readonly details: Readonly<Record<string, unknown>>;

  constructor(
    message: string,
    options: {
      exitCode: 1 | 2;
      fix?: string;
      details?: Readonly<Record<string, unknown>>;
      cause?: unknown;
    },
  ) {
    super(message, { cause: options.cause });
    this.exitCode = options.exitCode;
    this.fix = options.fix ?? null;
    this.details = options.details ?? {};
  }
}

/** Wrong use or invalid input: exit 2. */
export function usageFailure(message: string, fix?: string): CliFailure {
  return new CliFailure(message, { exitCode: 2, ...(fix === undefined ? {} : { fix }) });
}

/** The `code` of a system error such as `ENOENT` or `EADDRINUSE`; `null` for anything else. */
export function systemCode(error: unknown): string | null {
  if (typeof error !== 'object' || error === null || !('code' in error)) return null;
  return typeof error.code === 'string' ? error.code : null;
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
