/** How demand is split beside the phases of regions: what is kept, spilled and refused. Plain data. */

import type { Allocation } from '../model/allocation.ts';
import type { RegionShares } from '../model/region-shares.ts';

export interface Spill {
  readonly sinceMs: number;
  /** False while it has only been over for less than the time that is needed. */
  readonly isOn: boolean;
  /** Since when its demand has been below the lower threshold. */
  readonly underSinceMs: number | null;
  /** What it could carry when it was saturated last, and a little more for each second since. */
  readonly capacityRps?: number;
  /** What it shall keep; its whole load while not on. */
  readonly keepRps: number;
  /** Of its load, as last decided. */
  readonly keptRatio: number;
  readonly isUrgent: boolean;
}

export interface SplitState {
  /** Part of its own load that each region keeps; absent = all of it. */
  readonly kept: Readonly<Record<string, number>>;
  /** Who takes the rest: parts of it, adding up to 1 with `shedPart`. */
  readonly fill: Readonly<Record<string, number>>;
  readonly shedPart: number;
  /** Nobody else had room for what some region spilled. */
  readonly isTight?: boolean;
  /** Of the whole demand, for people. */
  readonly shedRatio: number;
  /** Shares of the phases when this was decided. */
  readonly base: RegionShares;
  readonly spills: Readonly<Record<string, Spill>>;
  /** Since when something is refused; `null` when nothing is. */
  readonly sheddingSinceMs: number | null;
  /** Since when there has been room again; `null` while there is none. */
  readonly roomSinceMs: number | null;
  readonly changedAtMs: number;
}

export const WHOLE: SplitState = {
  kept: {},
  fill: {},
  shedPart: 0,
  shedRatio: 0,
  base: {},
  spills: {},
  sheddingSinceMs: null,
  roomSinceMs: null,
  changedAtMs: 0,
};

export type SplitShares = Pick<Allocation, 'regionShares' | 'shedShare'>;

/** Shares of the phases → shares to be written. */
export function applySplit(split: SplitState, base: RegionShares): SplitShares {
  const regionShares: Record<string, number> = {};
  let rest = 0;
  for (const [region, share] of Object.entries(base)) {
    const kept = share * (split.kept[region] ?? 1);
    if (kept > 0) regionShares[region] = kept;
    rest += share - kept;
  }
  if (rest <= 0) return { regionShares, shedShare: 0 };
  for (const [region, part] of Object.entries(split.fill)) {
    regionShares[region] = (regionShares[region] ?? 0) + rest * part;
  }
  return { regionShares, shedShare: rest * split.shedPart };
}
