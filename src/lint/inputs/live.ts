/** What a running Kong says of itself, asked by the caller. Its configuration is a Kong document. */

export interface LiveInput {
  readonly file: string;
  readonly facts: unknown;
}
