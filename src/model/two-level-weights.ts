/**
 * Allocation → weights in the two-level layout.
 *
 * Outer: shares of regions and of shedding on the common grid, exact to 0.01 %. A region without a
 * share has weight 0 and not 1, since the last resort is inside the inner upstreams.
 *
 * Inner: the largest target has `INNER_WEIGHT`, the others in proportion, so that equal targets are
 * equal to the last unit (least-connections prefers the heavier at every tie) and a change to one
 * target is one write. Targets of other regions have weight 1: under least-connections one of them
 * is chosen when `INNER_WEIGHT` requests are in flight at each own target, or none is left.
 */

import type { Allocation } from './allocation.ts';
import type { Weights } from './control.ts';
import type { LayoutTarget } from './layout-shape.ts';
import { targetSizes } from './region-shares.ts';
import type { ServiceStrategy } from './strategy.ts';
import { toWeightGrid } from './weight-grid.ts';

/** Measured with 1000 : 1 (kong-recordings 110); also the steps in which a target can be trimmed. */
const INNER_WEIGHT = 1_000;
const LAST_RESORT_WEIGHT = 1;

export function outerWeights(
  targets: readonly LayoutTarget[],
  { regionShares, shedShare }: Allocation,
): Weights {
  const ratios = targets.map((one) => [one.target, shareOf(one)] as const);
  const isEmpty = ratios.every(([, ratio]) => ratio === 0);
  return toWeightGrid(Object.fromEntries(isEmpty ? targets.map(anyRegion) : ratios));

  function shareOf(one: LayoutTarget): number {
    if (one.kind === 'shed') return Math.max(0, shedShare);
    return one.kind === 'region' ? Math.max(0, regionShares[one.region] ?? 0) : 0;
  }
}

export function innerWeights(
  service: ServiceStrategy,
  {
    region,
    targets,
    allocation,
  }: {
    readonly region: string;
    readonly targets: readonly LayoutTarget[];
    readonly allocation: Allocation;
  },
): Weights {
  const own = service.targets.filter((target) => target.region === region);
  const sizes = targetSizes(own);
  const largest = Math.max(...Object.values(sizes));
  const factorOf = (target: string) => Math.max(0, allocation.targetFactors[target] ?? 0);
  const isEmpty = own.every(({ target }) => factorOf(target) === 0);
  const weights: Record<string, number> = {};
  for (const target of targets) {
    const name = target.target;
    if (target.kind !== 'shed' && target.region === region) {
      const factor = isEmpty ? 1 : Math.min(1, factorOf(name));
      const weight = (INNER_WEIGHT * (sizes[name] ?? 1) * factor) / largest;
      weights[name] = factor === 0 ? 0 : Math.max(LAST_RESORT_WEIGHT, Math.round(weight));
    } else {
      weights[name] = LAST_RESORT_WEIGHT;
    }
  }
  return weights;
}

/** Nobody is wanted: some region is better than none. */
function anyRegion({ target, kind }: LayoutTarget): readonly [string, number] {
  return [target, kind === 'region' ? 1 : 0];
}
