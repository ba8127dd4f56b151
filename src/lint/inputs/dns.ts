/** What names resolve to, asked by the caller. */

export interface DnsInput {
  readonly file: string;
  readonly facts: unknown;
}
