/**
 * Whose weights are these (G7)? Ours are those that were applied last, or those of a batch that
 * may have been written in part when a call failed or the process was killed. Anything else was
 * written by somebody else (decK, KIC, a person): it is reported and not fought.
 */

import type { Weights } from '../model/control.ts';

export interface Ownership {
  /** Known to be in Kong since our last look; `null` before the first. */
  readonly applied: Weights | null;
  /** Values sent, or about to be, without a confirmed end; told apart by age. */
  readonly unconfirmed: readonly UnconfirmedWrite[];
  /** A person said that whatever is in Kong at the next look is ours to change. */
  readonly adopts: boolean;
}

export interface UnconfirmedWrite {
  readonly target: string;
  readonly weight: number;
  readonly atMs: number;
}

export interface ForeignWeight {
  readonly target: string;
  readonly expected: number | null;
  readonly found: number;
}

/** A call that was not confirmed within this time will not be carried out any more. */
const UNCONFIRMED_MS = 60_000;
const UNCONFIRMED_COUNT = 1_000;

/** Weights that are not ours; of the targets that the strategy names. */
export function foreignWeights(
  ownership: Ownership,
  { actual, baseline }: { readonly actual: Weights; readonly baseline: Weights },
): readonly ForeignWeight[] {
  if (ownership.adopts) return [];
  const expected = ownership.applied ?? baseline;
  const foreign: ForeignWeight[] = [];
  for (const target of Object.keys(baseline).sort()) {
    const found = actual[target];
    const wanted = expected[target] ?? baseline[target] ?? null;
    if (found === undefined || found === wanted) continue;
    const isOurs = ownership.unconfirmed.some(
      (write) => write.target === target && write.weight === found,
    );
    if (!isOurs) foreign.push({ target, expected: wanted, found });
  }
  return foreign;
}

export function withUnconfirmed(
  ownership: Ownership,
  writes: readonly UnconfirmedWrite[],
  nowMs: number,
): Ownership {
  const kept = ownership.unconfirmed.filter(({ atMs }) => atMs > nowMs - UNCONFIRMED_MS);
  return { ...ownership, unconfirmed: [...kept, ...writes].slice(-UNCONFIRMED_COUNT) };
}

/** Kong was read and nothing foreign was found: that is where we stand. */
export function withActual(ownership: Ownership, actual: Weights, nowMs: number): Ownership {
  return withUnconfirmed({ ...ownership, applied: actual, adopts: false }, [], nowMs);
}

/** One call was confirmed. */
export function withConfirmed(ownership: Ownership, target: string, weight: number): Ownership {
  return {
    ...ownership,
    applied: { ...ownership.applied, [target]: weight },
    unconfirmed: ownership.unconfirmed.filter(
      (write) => write.target !== target || write.weight !== weight,
    ),
  };
}
