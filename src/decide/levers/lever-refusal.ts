/** Why a lever does not come into force. */

export interface LeverRefusal {
  readonly code: string;
  /** To follow "refused:". */
  readonly sentence: string;
  /** Holds against force as well. */
  readonly isAbsolute: boolean;
  readonly numbers?: Readonly<Record<string, unknown>>;
}
