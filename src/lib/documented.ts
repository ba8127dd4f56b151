/**
 * A value with what it is measured in, what it does and where it comes from. Tables of these are
 * both what the code uses (`valuesOf`) and what docs/defaults.md shows, so that no value goes
 * without a source: leaving one out is a type error.
 */

export type Unit =
  /** Shown with the unit that suits: 10 s, 5 min, 30 d. */
  | 'ms'
  /** Part of a whole, 0–1. */
  | 'ratio'
  /** Shown as ×2. */
  | 'factor'
  /** Log-likelihood: how much more the evidence speaks for a fault than for health. */
  | 'nats'
  | 'requests'
  | 'probes'
  | 'targets'
  | 'seconds'
  | 'bytes'
  | 'per hour'
  | 'count';

export interface Documented {
  readonly value: unknown;
  readonly unit: Unit;
  /** What it decides, in a sentence or two. */
  readonly effect: string;
  /** A reference, a measurement or the reason. */
  readonly source: string;
}

export type DocumentedTable = Readonly<Record<string, Documented>>;

export type ValuesOf<Table extends DocumentedTable> = {
  readonly [Key in keyof Table]: Table[Key]['value'];
};

/** The bare values, by the same names. */
export function valuesOf<const Table extends DocumentedTable>(table: Table): ValuesOf<Table> {
  const entries = Object.entries(table).map(([key, { value }]) => [key, value] as const);
  return Object.freeze(Object.fromEntries(entries)) as ValuesOf<Table>;
}
