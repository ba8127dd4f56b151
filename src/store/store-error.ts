/** What can be wrong with a store, with a code and what to do. */

export type StoreErrorCode =
  /** The database cannot be reached just now. */
  | 'store-away'
  | 'store-corrupt'
  | 'store-locked'
  /** Nothing of Ballast is there, and who asked only reads. */
  | 'store-missing'
  | 'store-newer'
  | 'store-unusable'
  | 'lease-lost';

export class StoreError extends Error {
  override readonly name = 'StoreError';
  readonly code: StoreErrorCode;

  constructor(code: StoreErrorCode, message: string, options: { readonly cause?: unknown } = {}) {
    super(message, options);
    this.code = code;
  }
}

/** Another controller has taken the lease since: what this one wanted to keep is not kept. */
export function leaseLost(): StoreError {
  const message = 'Another controller leads now; nothing of this one is kept any more.';
  return new StoreError('lease-lost', message);
}

/** SQLite's own errors → ours. Codes: https://sqlite.org/rescode.html */
export function toStoreError(error: unknown, file: string): StoreError {
  if (error instanceof StoreError) return error;
  const cause = { cause: error };
  const number = sqliteCodeOf(error);
  if (number === 11 || number === 26) {
    const message =
      `${file} is not a usable Ballast store (damaged, or another kind of file). ` +
      'Move it away and start again: holds and the journal are lost, the weights in Kong stay.';
    return new StoreError('store-corrupt', message, cause);
  }
  if (number === 5 || number === 6) {
    const message = `${file} is locked by another process. Stop it, or name another file.`;
    return new StoreError('store-locked', message, cause);
  }
  const detail = error instanceof Error ? error.message : String(error);
  const message = `${file} cannot be used as a store: ${detail}. Check the path and its rights.`;
  return new StoreError('store-unusable', message, cause);
}

/** The primary result code; extended codes carry it in the low byte. */
function sqliteCodeOf(error: unknown): number | null {
  if (typeof error !== 'object' || error === null || !('errcode' in error)) return null;
  return typeof error.errcode === 'number' ? error.errcode & 0xff : null;
}
