/**
 * What is lost while certain things are wrong: the one place where states of the world become
 * failed requests, for the formula (one thing wrong at a time) and the Monte-Carlo (any number).
 */

import { excessBetween, meanExcess, type Demand } from './demand.ts';
import type { ForecastModel, Scope } from './model.ts';
import { noParts, type Cause, type Part, type Parts } from './parts.ts';

/** One thing that is wrong. */
export type Effect =
  /** In the rotation, and this part of its requests fails. */
  | {
      readonly kind: 'failing';
      readonly scope: Scope;
      readonly cause: Cause;
      readonly part: Part;
      readonly ratio: number;
    }
  /** Out of the rotation; if nobody else can serve, this part fails there (0 once repaired). */
  | {
      readonly kind: 'out';
      readonly scope: Scope;
      readonly cause: Cause;
      readonly ratio: number;
    };

export interface Losses {
  /** Part of the mean load that fails. `overload` is in `loads`, since it depends on the hour. */
  readonly parts: Parts;
  readonly loads: readonly PlacedLoad[];
}

/** Part of the service's load that some place has to serve, and its room in mean loads. */
export interface PlacedLoad {
  readonly share: number;
  readonly room: number;
}

interface RegionView {
  readonly serves: boolean;
  /** Failing part if everything had to stay here. */
  readonly brokenRatio: number;
  readonly targetsLeft: number;
}

export function lossesOf(model: ForecastModel, effects: readonly Effect[]): Losses {
  const parts = noParts();
  const left = gatewayLosses(model, { effects, parts });
  const views = model.regions.map((_, region) => viewRegion(model, { effects, region }));
  const served = routeAll(model, { views, left, parts });
  for (const effect of effects) {
    if (effect.kind === 'failing') addFailing(parts, { effect, views, served });
  }
  capAtOne(parts);
  return { parts, loads: placedLoads(model, { views, served }) };
}

/** What is left of each gateway's weight after faults of gateways and of everything. */
function gatewayLosses(
  model: ForecastModel,
  { effects, parts }: { effects: readonly Effect[]; parts: Parts },
): readonly number[] {
  return model.gateways.map(({ weight }, gateway) => {
    let left = weight;
    for (const effect of effects) {
      if (effect.kind !== 'failing') continue;
      const { scope, part, ratio } = effect;
      const hits =
        scope.kind === 'everything' || (scope.kind === 'gateway' && scope.gateway === gateway);
      if (!hits) continue;
      parts[part] += left * ratio;
      left *= 1 - ratio;
    }
    return left;
  });
}

function viewRegion(
  model: ForecastModel,
  { effects, region }: { effects: readonly Effect[]; region: number },
): RegionView {
  const count = model.regions[region]?.targets ?? 0;
  let serves = true;
  let brokenRatio = 0;
  let targetsLeft = count;
  for (const { kind, scope, ratio } of effects) {
    if (kind !== 'out' || scope.kind === 'everything' || scope.kind === 'gateway') continue;
    if (scope.region !== region) continue;
    if (scope.kind === 'target') targetsLeft -= 1;
    else serves = false;
    if (scope.kind === 'region' || targetsLeft <= 0) brokenRatio = Math.max(brokenRatio, ratio);
  }
  return { serves: serves && targetsLeft > 0, brokenRatio, targetsLeft: Math.max(0, targetsLeft) };
}

/** Load by region, as part of the service's; what nobody may serve stays where it fails. */
function routeAll(
  model: ForecastModel,
  { views, left, parts }: { views: readonly RegionView[]; left: readonly number[]; parts: Parts },
): readonly number[] {
  const set = views.reduce((bits, { serves }, region) => bits | (serves ? 1 << region : 0), 0);
  const broken = views.filter(({ serves }) => !serves).map(({ brokenRatio }) => brokenRatio);
  const stayRatio = set === 0 ? Math.min(...broken) : Math.max(0, ...broken);
  const served = model.regions.map(() => 0);
  for (const [index, gateway] of model.gateways.entries()) {
    const weight = left[index] ?? 0;
    let unserved = 1;
    for (const [region, share] of (gateway.shares[set] ?? []).entries()) {
      served[region] = (served[region] ?? 0) + weight * share;
      unserved -= share;
    }
    if (unserved > 1e-9) parts.noRegionLeft += weight * unserved * stayRatio;
  }
  return served;
}

function addFailing(
  parts: Parts,
  {
    effect,
    views,
    served,
  }: {
    effect: Extract<Effect, { kind: 'failing' }>;
    views: readonly RegionView[];
    served: readonly number[];
  },
): void {
  const { scope, part, ratio } = effect;
  if (scope.kind === 'everything' || scope.kind === 'gateway') return;
  const share = served[scope.region] ?? 0;
  const targets = scope.kind === 'target' ? (views[scope.region]?.targetsLeft ?? 1) : 1;
  if (targets > 0) parts[part] += (share * ratio) / targets;
}

/** Two faults at once cannot fail more than everything. */
function capAtOne(parts: Parts): void {
  let total = 0;
  for (const value of Object.values(parts)) total += value;
  if (total <= 1) return;
  for (const part of Object.keys(parts) as Part[]) parts[part] /= total;
}

function placedLoads(
  { regions, isPooled }: ForecastModel,
  { views, served }: { views: readonly RegionView[]; served: readonly number[] },
): readonly PlacedLoad[] {
  const loads: { share: number; room: number }[] = [];
  for (const [index, region] of regions.entries()) {
    const view = views[index];
    if (view === undefined || !view.serves) continue;
    const room =
      region.room === null ? Infinity : (region.room * view.targetsLeft) / region.targets;
    loads.push({ share: served[index] ?? 0, room });
  }
  if (!isPooled) return loads;
  const share = loads.reduce((sum, load) => sum + load.share, 0);
  return [{ share, room: loads.reduce((sum, load) => sum + load.room, 0) }];
}

/** Excess in ms of mean load over a span; without `span`, per ms on an average day. */
export function overloadOf(
  demand: Demand,
  loads: readonly PlacedLoad[],
  span: { fromMs: number; untilMs: number } | null,
): number {
  let total = 0;
  for (const { share, room } of loads) {
    if (share <= 0 || room === Infinity) continue;
    const limit = room / share;
    const excess = span === null ? meanExcess(demand, limit) : excessBetween(demand, limit, span);
    total += share * excess;
  }
  return total;
}
