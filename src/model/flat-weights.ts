/**
 * Allocation → weights in the flat layout: one upstream with the targets of all regions.
 *
 * A region without a share keeps weight 1 per target as a last resort (≤ 0.03 % of the traffic),
 * so that Kong still has somewhere to go if the others die while Ballast is dead (G1).
 */

import type { Allocation } from './allocation.ts';
import { lastResortRatio } from './baseline-weights.ts';
import type { Weights } from './control.ts';
import { targetSizes } from './region-shares.ts';
import type { ServiceStrategy } from './strategy.ts';
import { toWeightGrid } from './weight-grid.ts';

/** @param shedTarget what takes the shed share; without one that share falls to the regions. */
export function flatWeights(
  service: ServiceStrategy,
  allocation: Allocation,
  shedTarget?: string,
): Weights {
  const lastResort = lastResortRatio(service);
  const ratios: Record<string, number> = {};
  if (shedTarget !== undefined) ratios[shedTarget] = Math.max(0, allocation.shedShare);
  for (const region of new Set(service.targets.map((target) => target.region))) {
    const targets = service.targets.filter((target) => target.region === region);
    const sizes = targetSizes(targets);
    const partOf = (target: string) =>
      (sizes[target] ?? 0) * (allocation.targetFactors[target] ?? 0);
    const total = targets.reduce((sum, { target }) => sum + partOf(target), 0);
    const share = allocation.regionShares[region];
    for (const { target } of targets) {
      const part = partOf(target);
      const own = share === undefined ? lastResort : (share * part) / total;
      ratios[target] = part === 0 ? 0 : own;
    }
  }
  const isEmpty = Object.values(ratios).every((ratio) => ratio === 0);
  if (!isEmpty) return toWeightGrid(ratios);
  // Some target is better than none, but not one that may not serve.
  const allowed = service.targets.filter(
    ({ region }) => lastResort > 0 || allocation.regionShares[region] !== undefined,
  );
  const targets = allowed.length === 0 ? service.targets : allowed;
  return toWeightGrid({ ...ratios, ...everyTarget({ targets }, shedTarget) });
}

/** Nobody is wanted: some target is better than none. */
function everyTarget(
  { targets }: Pick<ServiceStrategy, 'targets'>,
  shedTarget?: string,
): Record<string, number> {
  const ratios = Object.fromEntries(targets.map(({ target }) => [target, 1]));
  return shedTarget === undefined ? ratios : { ...ratios, [shedTarget]: 0 };
}
