/** A name that the strategy does not know, with the one that was probably meant. */

import { nearest } from '../../lib/nearest.ts';
import type { Said } from '../../lib/said.ts';
import { sayOperation } from '../speech.ts';

export type NamedThing = 'service' | 'region' | 'target' | 'rule' | 'move';

/** More are not listed. */
const MAX_LISTED = 8;

/** `null` when it is known. */
export function unknownName(what: NamedThing, name: string, known: readonly string[]): Said | null {
  if (known.includes(name)) return null;
  const meant = nearest(name, known);
  const some = known.length > MAX_LISTED ? [...known.slice(0, MAX_LISTED), '…'] : known;
  const guess =
    meant === null
      ? sayOperation('known-are', { known: some })
      : sayOperation('probably-meant', { meant });
  return sayOperation(`unknown-${what}`, { name, guess });
}
