/**
 * The weights of peace: what `generate` writes into Kong, what the controller returns to and what
 * `restore --baseline` restores. With these alone Kong survives the loss of a region (G1), since
 * regions without a share keep weight 1 per target as a last resort (not under `isolate`).
 */

import type { Weights } from './control.ts';
import { holdsStandby } from './promotion.ts';
import { regionOrder, regionShares, targetSizes } from './region-shares.ts';
import type { ServiceStrategy } from './strategy.ts';
import { toWeightGrid, WEIGHT_TOTAL } from './weight-grid.ts';

/** @param gatewayRegion the region of the Kong cluster that the weights are for. */
export function baselineWeights(service: ServiceStrategy, gatewayRegion: string): Weights {
  const shares = regionShares(service, gatewayRegion, () => true);
  const ratios: Record<string, number> = {};
  for (const region of regionOrder(service, gatewayRegion)) {
    const targets = service.targets.filter((target) => target.region === region);
    const sizes = targetSizes(targets);
    const total = Object.values(sizes).reduce((sum, size) => sum + size, 0);
    const share = shares[region];
    for (const { target } of targets) {
      ratios[target] =
        share === undefined ? lastResortRatio(service) : (share * (sizes[target] ?? 0)) / total;
    }
  }
  return toWeightGrid(ratios);
}

/** The grid's smallest weight, or none where traffic must not leave the region (by itself). */
export function lastResortRatio(service: ServiceStrategy): number {
  const hasNone = service.failover.mode === 'isolate' || holdsStandby(service);
  return hasNone ? 0 : 0.5 / WEIGHT_TOTAL;
}
