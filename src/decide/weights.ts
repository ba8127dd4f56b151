/**
 * State → weights of one upstream at one gateway. Region shares come from the model's
 * `regionShares` with the evacuated regions out; a returning region's share is the blend of "in"
 * and "out" by its step. Within a region the targets share by capacity (or equally), ejected ones
 * get 0 and ones on trial a part of their own.
 *
 * An evacuated region keeps weight 1 per target as a last resort (≤ 0.03 % of the traffic), so
 * that Kong still has somewhere to go if the receivers die while Ballast is dead (G1).
 *
 * Seams: adaptive target weights and latency trim are another factor in `factorOf`; spill-over
 * and graded health another `RegionShares`; shedding another target.
 */

import { lastResortRatio } from '../model/baseline-weights.ts';
import type { Weights } from '../model/control.ts';
import {
  regionOrder,
  type RegionShares,
  regionShares,
  targetSizes,
} from '../model/region-shares.ts';
import type { ServiceStrategy } from '../model/strategy.ts';
import { toWeightGrid } from '../model/weight-grid.ts';
import type { Rotation, UpstreamState } from './state.ts';
import { TUNING } from './tuning.ts';

export function weightsOf(
  service: ServiceStrategy,
  gatewayRegion: string,
  state: UpstreamState,
): Weights {
  const shares = sharesOf(service, gatewayRegion, state);
  const lastResort = lastResortRatio(service);
  const ratios: Record<string, number> = {};
  for (const region of regionOrder(service, gatewayRegion)) {
    const targets = service.targets.filter((target) => target.region === region);
    const sizes = targetSizes(targets);
    const factors = factorsOf(
      targets.map(({ target }) => target),
      state,
    );
    const total = targets.reduce(
      (sum, { target }) => sum + (sizes[target] ?? 0) * (factors[target] ?? 0),
      0,
    );
    const share = shares[region];
    for (const { target } of targets) {
      const factor = factors[target] ?? 0;
      const own = share === undefined ? null : (share * (sizes[target] ?? 0) * factor) / total;
      ratios[target] = factor === 0 ? 0 : (own ?? lastResort);
    }
  }
  return toWeightGrid(ratios);
}

/** What each region serves, as a part of 1; regions absent are last resorts. */
function sharesOf(
  service: ServiceStrategy,
  gatewayRegion: string,
  state: UpstreamState,
): RegionShares {
  const ramping = regionOrder(service, gatewayRegion).filter(
    (name) => state.regions[name]?.phase === 'ramp',
  );
  const out = new Set(
    Object.entries(state.regions).flatMap(([name, { phase }]) =>
      phase === 'evacuated' || phase === 'probing' ? [name] : [],
    ),
  );
  return blend({ service, gatewayRegion, state, ramping, out });
}

interface Blend {
  readonly service: ServiceStrategy;
  readonly gatewayRegion: string;
  readonly state: UpstreamState;
  readonly ramping: readonly string[];
  readonly out: ReadonlySet<string>;
}

/**
 * Takes one returning region after another as in for its step's part and out for the rest; wholly
 * in when without it nobody would serve.
 */
function blend({ service, gatewayRegion, state, ramping, out }: Blend): RegionShares {
  const [first, ...others] = ramping;
  if (first === undefined) {
    const shares = regionShares(service, gatewayRegion, (name) => !out.has(name));
    return Object.keys(shares).length === 0
      ? regionShares(service, gatewayRegion, () => true)
      : shares;
  }
  const part = service.failback.steps[state.regions[first]?.ramp?.step ?? 0] ?? 1;
  const inside = blend({ service, gatewayRegion, state, ramping: others, out });
  const isLast = regionOrder(service, gatewayRegion).every(
    (name) => name === first || out.has(name),
  );
  if (isLast) return inside;
  const outside = blend({
    service,
    gatewayRegion,
    state,
    ramping: others,
    out: new Set([...out, first]),
  });
  const mixed: Record<string, number> = {};
  for (const [shares, weight] of [
    [inside, part],
    [outside, 1 - part],
  ] as const) {
    for (const [name, share] of Object.entries(shares)) {
      if (share * weight > 0) mixed[name] = (mixed[name] ?? 0) + share * weight;
    }
  }
  return mixed;
}

/** With nobody left in rotation all are: some target is better than none (G2). */
function factorsOf(
  targets: readonly string[],
  state: UpstreamState,
): Readonly<Record<string, number>> {
  const factors = targets.map(
    (target) => [target, factorOf(state.targets[target]?.rotation)] as const,
  );
  const isEmpty = factors.every(([, factor]) => factor === 0);
  return Object.fromEntries(isEmpty ? targets.map((target) => [target, 1]) : factors);
}

function factorOf(rotation: Rotation | undefined): number {
  switch (rotation?.kind) {
    case 'out':
      return 0;
    case 'trial':
      return TUNING.trialSteps[rotation.step] ?? 1;
    case 'in':
    case undefined:
      return 1;
  }
}
