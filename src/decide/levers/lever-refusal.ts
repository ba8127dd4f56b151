/** Why a lever does not come into force. */

import type { Said } from '../../lib/said.ts';

export interface LeverRefusal {
  readonly code: string;
  /** To follow "refused:". */
  readonly sentence: Said;
  /** Holds against force as well. */
  readonly isAbsolute: boolean;
  readonly numbers?: Readonly<Record<string, unknown>>;
}
