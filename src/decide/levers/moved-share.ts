/** Shares of regions over all gateways, and how much of them levers have moved within an hour. */

import { baseShares } from '../allocate.ts';
import type { RegionWorld } from '../receivers.ts';
import { applySplit, type SplitState } from '../split-state.ts';
import { TUNING } from '../tuning.ts';
import type { LeverState } from './lever-state.ts';

export function sharesNow(
  { service, gateways, states }: Pick<RegionWorld, 'service' | 'gateways' | 'states'>,
  split: SplitState,
): Readonly<Record<string, number>> {
  const shares: Record<string, number> = {};
  for (const { region } of gateways) {
    const { regionShares } = applySplit(split, baseShares(service, region, states));
    for (const [name, share] of Object.entries(regionShares)) {
      shares[name] = (shares[name] ?? 0) + share / gateways.length;
    }
  }
  return shares;
}

export function hourlyRatio(moved: LeverState['moved'], nowMs: number): number {
  return within(moved, nowMs).reduce((sum, { ratio }) => sum + ratio, 0);
}

export function within(moved: LeverState['moved'], nowMs: number): LeverState['moved'] {
  return moved.filter(({ atMs }) => atMs > nowMs - TUNING.budgetWindowMs);
}
