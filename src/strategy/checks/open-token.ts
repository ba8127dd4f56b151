/** The Dutch of a secret that would cross the network in the clear; said at several places. */

import type { Wording } from '../problem.ts';

export function openTokenInDutch(to: string): Wording {
  return {
    message: `het token gaat onversleuteld naar ${to}`,
    fix: 'gebruik https, of een adres op loopback via een tunnel',
  };
}
