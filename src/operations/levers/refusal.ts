/** Why a lever is not pulled. */

import type { Said } from '../../lib/said.ts';
import type { LeverPreview } from '../contract.ts';
import { operationEnglish } from '../speech.ts';

export interface Refusal {
  /** For programs; the same reason always has the same. */
  readonly code: string;
  /** For people: why, and the way on. */
  readonly said: Said;
  /** Not even an admin may force it. */
  readonly isAbsolute?: boolean;
}

/** As previews, errors and the audit log show them. */
export function shownRefusals(
  refusals: readonly Refusal[],
  tell: (said: Said) => string = operationEnglish,
): LeverPreview['refusals'] {
  return refusals.map(({ said, ...rest }) => ({ ...rest, sentence: tell(said) }));
}
