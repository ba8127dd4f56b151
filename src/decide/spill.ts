/**
 * When a region spills and what it keeps. It begins after 5 s above 80 % of its capacity, at once
 * above its limit or when another region's traffic has just been moved onto it, and ends after 60 s
 * below 70 %. In between it keeps between 70 and 80 %, in small steps towards 75 % (CL 9 iii), so
 * that noise round either threshold is no transition.
 */

import { holdsStandby } from '../model/promotion.ts';
import type { Reservoir } from './basins.ts';
import type { RegionWorld } from './receivers.ts';
import type { Spill } from './split-state.ts';
import { TUNING } from './tuning.ts';

export interface SpillContext {
  readonly before: Readonly<Record<string, Spill>>;
  readonly world: RegionWorld;
  /** The phases have just moved traffic. */
  readonly hasMoved: boolean;
  /** Nobody else has room. */
  readonly isTight: boolean;
}

/** Spills by region; a region that keeps all and is not over has none. */
export function advanceSpills(
  reservoirs: readonly Reservoir[],
  context: SpillContext,
): Readonly<Record<string, Spill>> {
  const { service } = context.world;
  // A standby that must be promoted first takes nobody's excess.
  if (service.failover.mode === 'isolate' || holdsStandby(service)) return {};
  const spills: Record<string, Spill> = {};
  for (const reservoir of reservoirs) {
    const next = advance(reservoir, context);
    if (next !== null) spills[reservoir.region] = next;
  }
  return spills;
}

function advance(reservoir: Reservoir, context: SpillContext): Spill | null {
  const { region, loadRps, limitRps } = reservoir;
  const { nowMs } = context.world;
  const before = context.before[region];
  const capacityRps = spillCapacity(before, reservoir, context);
  if (capacityRps === null || loadRps === 0) return null;
  const { onRatio, offRatio, onMs, offMs } = TUNING.spill;
  const isOver = loadRps > onRatio * capacityRps;
  const keptRps = loadRps * (before?.isOn === true ? before.keptRatio : 1);
  const ceilingRps = TUNING.ceilingRatio * capacityRps;
  const isUrgent = keptRps > limitRps || (context.hasMoved && keptRps > ceilingRps);
  const steppedTo = () => steppedRps(keptRps, { capacityRps, world: context.world });
  if (before?.isOn !== true) {
    if (!isOver) return null;
    const sinceMs = before?.sinceMs ?? nowMs;
    const isOn = isUrgent || nowMs - sinceMs >= onMs;
    const fresh = { sinceMs, isOn, underSinceMs: null, capacityRps, isUrgent };
    if (!isOn) return { ...fresh, keepRps: loadRps, keptRatio: 1 };
    return kept(fresh, reservoir, isUrgent ? ceilingRps : steppedTo());
  }
  const isUnder = loadRps < offRatio * capacityRps;
  const underSinceMs = isUnder ? (before.underSinceMs ?? nowMs) : null;
  if (underSinceMs !== null && nowMs - underSinceMs >= offMs) return null;
  const next = { sinceMs: before.sinceMs, isOn: true, underSinceMs, capacityRps, isUrgent };
  return kept(next, reservoir, isUrgent ? ceilingRps : steppedTo());
}

/**
 * While the others have room there is no need to find out by trial what a region could carry that
 * was saturated: it is believed to carry what it was given then, and slowly more as long as its
 * requests do not wait.
 */
function spillCapacity(
  before: Spill | undefined,
  { capacityRps, loadRps, isSaturated, isQueueing }: Reservoir,
  { isTight, world: { elapsedMs } }: SpillContext,
): number | null {
  if (before?.isOn !== true || before.capacityRps === undefined) return capacityRps;
  if (capacityRps === null || isTight) return capacityRps;
  const known = Math.min(capacityRps, before.capacityRps);
  if (isSaturated) return Math.min(known, loadRps * before.keptRatio);
  const growth = isQueueing ? 0 : (TUNING.spillGrowth.perSecond * elapsedMs) / 1_000;
  return Math.min(capacityRps, known * (1 + growth));
}

function kept(
  spill: Omit<Spill, 'keepRps' | 'keptRatio'>,
  { loadRps }: Reservoir,
  keepRps: number,
): Spill {
  const own = Math.min(loadRps, Math.max(0, keepRps));
  return { ...spill, keepRps: own, keptRatio: own / loadRps };
}

/** Towards the aim by a bounded step when outside the band, else as it is. */
function steppedRps(
  keptRps: number,
  { capacityRps, world }: { readonly capacityRps: number; readonly world: RegionWorld },
): number {
  const { onRatio, offRatio, aimRatio } = TUNING.spill;
  const isInBand = keptRps <= onRatio * capacityRps && keptRps >= offRatio * capacityRps;
  if (isInBand) return keptRps;
  const stepRps = TUNING.spillStep.maxRatio * (world.demandRps ?? 0);
  const aimRps = aimRatio * capacityRps;
  return Math.min(keptRps + stepRps, Math.max(keptRps - stepRps, aimRps));
}
