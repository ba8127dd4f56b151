/** Why a lever is not pulled. */

export interface Refusal {
  /** For programs; the same reason always has the same. */
  readonly code: string;
  /** For people: why, and the way on. */
  readonly sentence: string;
  /** Not even an admin may force it. */
  readonly isAbsolute?: boolean;
}
