/**
 * State → allocation of one service at one gateway. Region shares come from the model's
 * `regionShares` with the evacuated regions out; a returning region's share is the blend of "in"
 * and "out" by its step. Within a region the targets share by capacity (or equally), ejected ones
 * get nothing and ones on trial a part of their own.
 *
 * Seams: adaptive target weights and latency trim are another factor in `factorOf`; spill-over,
 * graded health and shedding other shares. What people say of shares and factors comes last.
 */

import type { Allocation } from '../model/allocation.ts';
import { regionOrder, type RegionShares, regionShares } from '../model/region-shares.ts';
import type { ServiceStrategy } from '../model/strategy.ts';
import { type Levers, leversOf } from './levers/lever-state.ts';
import { applySplit } from './split-state.ts';
import type { RegionState, TargetState, UpstreamState } from './state.ts';
import { trimFactor } from './targets/trim-grid.ts';
import { UNTRIMMED } from './targets/trim-state.ts';
import { TUNING } from './tuning.ts';

export function allocate(
  service: ServiceStrategy,
  gatewayRegion: string,
  state: UpstreamState,
): Allocation {
  const targetFactors: Record<string, number> = {};
  for (const region of regionOrder(service, gatewayRegion)) {
    const targets = service.targets.filter((target) => target.region === region);
    const names = targets.map(({ target }) => target);
    Object.assign(targetFactors, factorsOf(names, { service, state }));
  }
  const shares = applySplit(state.split, baseShares(service, gatewayRegion, state.regions));
  const pinned = pinnedShares(leversOf(state.levers), state.regions);
  const said = pinned === null ? shares : { regionShares: pinned, shedShare: 0 };
  return { ...said, targetFactors };
}

/** Shares as people said; regions that are evacuated as well have only what is left of theirs. */
export function pinnedShares(
  { shares, evacuated }: Levers,
  regions: UpstreamState['regions'],
): RegionShares | null {
  if (shares === null) return null;
  const parts = Object.entries(shares.ratios).flatMap(([region, ratio]) => {
    const state = regions[region];
    const isOut = state?.phase !== 'healthy';
    const left = evacuated[region] === undefined ? 1 : isOut ? 0 : (state.held?.partRatio ?? 0);
    return ratio * left > 0 ? [[region, ratio * left] as const] : [];
  });
  const total = parts.reduce((sum, [, part]) => sum + part, 0);
  if (total === 0) return null;
  return Object.fromEntries(parts.map(([region, part]) => [region, part / total] as const));
}

/** What each region serves by its phase, as a part of 1; regions absent are last resorts. */
export function baseShares(
  service: ServiceStrategy,
  gatewayRegion: string,
  states: UpstreamState['regions'],
): RegionShares {
  const ramping = regionOrder(service, gatewayRegion).filter(
    (name) => partOf(states[name], service) !== null,
  );
  const out = new Set(
    Object.entries(states).flatMap(([name, { phase }]) =>
      phase === 'evacuated' || phase === 'probing' ? [name] : [],
    ),
  );
  return blend({ service, gatewayRegion, states, ramping, out });
}

interface Blend {
  readonly service: ServiceStrategy;
  readonly gatewayRegion: string;
  readonly states: UpstreamState['regions'];
  readonly ramping: readonly string[];
  readonly out: ReadonlySet<string>;
}

/** Of its share, for a region on its way back or away; `null` for one that is wholly in or out. */
function partOf(state: RegionState | undefined, { failback }: ServiceStrategy): number | null {
  if (state?.phase === 'ramp') {
    return (failback.steps[state.ramp?.step ?? 0] ?? 1) * (state.ramp?.trickle?.part ?? 1);
  }
  const left = state?.phase === 'healthy' ? (state.held?.partRatio ?? 1) : 1;
  return left < 1 ? left : null;
}

/**
 * Takes one returning region after another as in for its step's part and out for the rest; wholly
 * in when without it nobody would serve.
 */
function blend({ service, gatewayRegion, states, ramping, out }: Blend): RegionShares {
  const [first, ...others] = ramping;
  if (first === undefined) {
    const shares = regionShares(service, gatewayRegion, (name) => !out.has(name));
    return Object.keys(shares).length === 0
      ? regionShares(service, gatewayRegion, () => true)
      : shares;
  }
  const part = partOf(states[first], service) ?? 1;
  const inside = blend({ service, gatewayRegion, states, ramping: others, out });
  const isLast = regionOrder(service, gatewayRegion).every(
    (name) => name === first || out.has(name),
  );
  if (isLast) return inside;
  const outside = blend({
    service,
    gatewayRegion,
    states,
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

/**
 * With nobody left in rotation all are that no person took out: some target is better than none (G2).
 */
function factorsOf(
  targets: readonly string[],
  { service, state }: { readonly service: ServiceStrategy; readonly state: UpstreamState },
): Readonly<Record<string, number>> {
  const { drained, factors: pinned } = leversOf(state.levers);
  const factors = targets.map(
    (target) =>
      [target, pinned[target]?.factor ?? factorOf(state.targets[target], service)] as const,
  );
  if (factors.some(([, factor]) => factor > 0)) return Object.fromEntries(factors);
  const isFree = (target: string) => drained[target] === undefined && pinned[target] === undefined;
  const isAnyFree = targets.some(isFree);
  return Object.fromEntries(
    targets.map((target) => [target, isAnyFree && !isFree(target) ? 0 : 1]),
  );
}

function factorOf(target: TargetState | undefined, service: ServiceStrategy): number {
  const size = target?.sizing?.factor ?? 1;
  switch (target?.rotation.kind) {
    case 'out':
      return 0;
    case 'trial':
      return size * (target.rotation.share ?? TUNING.trialSteps[target.rotation.step] ?? 1);
    case 'in':
      return size * trimFactor(target.trim ?? UNTRIMMED, service);
    case undefined:
      return 1;
  }
}
