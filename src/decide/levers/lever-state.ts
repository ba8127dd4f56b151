/**
 * What is remembered of people's levers and drills for one service, and what those in force come to
 * together. Plain data; nothing of it exists before the first override.
 *
 * The newest word wins where two say different things of the same thing, except that an evacuated
 * region gets nothing, also from a pin. A freeze holds back what was set before it, and what is set
 * after it only when that was forced.
 */

import type { Override } from '../../model/override.ts';

export interface KnownOverride {
  readonly override: Override;
  /** `refused`: by a guard or a safety rule. `yielded`: a drill that an emergency has ended. */
  readonly standing: 'in-force' | 'refused' | 'yielded';
  readonly sinceMs: number;
}

export interface LeverState {
  /** Overrides of this service that have not ended, in the order in which they were seen. */
  readonly known: readonly KnownOverride[];
  /** What levers took from regions within the last hour, as parts of the service's traffic. */
  readonly moved: readonly { readonly atMs: number; readonly ratio: number }[];
}

/** What is in force. */
export interface Levers {
  readonly all: readonly Override[];
  /** By region. */
  readonly evacuated: Readonly<Record<string, Override>>;
  /** By target. */
  readonly drained: Readonly<Record<string, Override>>;
  /** Shares of regions as said. */
  readonly shares: { readonly override: Override; readonly ratios: Record<string, number> } | null;
  /** By target. */
  readonly factors: Readonly<Record<string, { readonly override: Override; factor: number }>>;
  readonly frozen: Override | null;
}

const NO_LEVERS: Levers = {
  all: [],
  evacuated: {},
  drained: {},
  shares: null,
  factors: {},
  frozen: null,
};

export function leversOf(state: LeverState | undefined): Levers {
  const inForce = (state?.known ?? []).filter(({ standing }) => standing === 'in-force');
  if (inForce.length === 0) return NO_LEVERS;
  const all = inForce.map(({ override }) => override).toSorted(weakestFirst);
  return all.reduce(withLever, { ...NO_LEVERS, all });
}

/** Whether people say which shares regions have: then it is theirs to overload somebody. */
export function haveShares({ evacuated, shares }: Levers): boolean {
  return shares !== null || Object.keys(evacuated).length > 0;
}

function withLever(levers: Levers, override: Override): Levers {
  const { lever, isForced } = override;
  const frozen = isForced && lever.kind !== 'freeze' ? null : levers.frozen;
  switch (lever.kind) {
    case 'evacuate':
      return { ...levers, frozen, evacuated: { ...levers.evacuated, [lever.region]: override } };
    case 'drain':
      return { ...levers, frozen, drained: { ...levers.drained, [lever.target]: override } };
    case 'pin': {
      const own = Object.entries(lever.targetFactors ?? {}).map(
        ([target, factor]) => [target, { override, factor }] as const,
      );
      const { regionShares } = lever;
      return {
        ...levers,
        frozen,
        shares: regionShares === undefined ? levers.shares : { override, ratios: regionShares },
        factors: { ...levers.factors, ...Object.fromEntries(own) },
      };
    }
    case 'freeze':
      return { ...levers, frozen: override };
  }
}

/** People beat drills, newer words older ones; ties break by id. */
function weakestFirst(a: Override, b: Override): number {
  if (a.origin !== b.origin) return a.origin === 'drill' ? -1 : 1;
  return a.atMs - b.atMs || (a.id < b.id ? -1 : 1);
}
