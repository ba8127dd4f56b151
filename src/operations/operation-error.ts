/** What an operation could not or would not do, with the way on. The API and the CLI show it alike. */

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

export class OperationError extends Error {
  override readonly name = 'OperationError';
  readonly code: OperationErrorCode;
  readonly fix: string;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(
    code: OperationErrorCode,
    message: string,
    options: { readonly fix: string; readonly details?: Readonly<Record<string, unknown>> },
  ) {
    super(message);
    this.code = code;
    this.fix = options.fix;
    this.details = options.details ?? {};
  }
}
