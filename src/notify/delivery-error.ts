/** Why something could not be sent. Names hosts and statuses, never paths, tokens or bodies. */

export class DeliveryError extends Error {
  override readonly name = 'DeliveryError';
  /** Whether trying again can help. */
  readonly isTemporary: boolean;
  /** What the other side asked to wait; `null` when it did not. */
  readonly retryAfterMs: number | null;
  /** An instruction. */
  readonly fix: string;

  constructor(
    message: string,
    options: {
      readonly isTemporary: boolean;
      readonly retryAfterMs?: number | null;
      readonly fix: string;
    },
  ) {
    super(message);
    this.isTemporary = options.isTemporary;
    this.retryAfterMs = options.retryAfterMs ?? null;
    this.fix = options.fix;
  }
}

/** Anything thrown while sending; what is not known may pass. */
export function deliveryErrorOf(error: unknown): DeliveryError {
  if (error instanceof DeliveryError) return error;
  const name = error instanceof Error ? error.name : 'unknown';
  const message = /^(?:Abort|Timeout)Error$/.test(name) ? 'no answer in time' : `failed (${name})`;
  return new DeliveryError(message, {
    isTemporary: true,
    fix: 'See whether the other side is up and reachable from here.',
  });
}
