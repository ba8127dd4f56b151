/** Whether more has failed than a ratio and chance explain. */

import { TUNING } from './tuning.ts';

/**
 * Failures are about Poisson: two deviations and one above the expected number. One look in some
 * hundred is beyond by chance, also while few have been seen.
 */
export function isBeyond(
  { tries, failures }: { readonly tries: number; readonly failures: number },
  ratio: number,
): boolean {
  const expected = tries * ratio;
  return failures > expected + TUNING.gateDeviations * Math.sqrt(expected) + 1;
}
