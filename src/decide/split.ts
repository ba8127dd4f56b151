/**
 * Spill-over and shedding: what part of its demand each region keeps, who takes the rest, and what
 * is refused because it fits nowhere (G3). It stands between the phases of regions, which say where
 * traffic belongs, and the shares that are written.
 *
 * One calculation for all of it, each tick: demand × shares of the phases = load of each region;
 * `spill.ts` says what each one shall keep, `waterfall.ts` where the rest goes. The result is kept
 * as ratios, so that a change of demand alone changes no weight; a new result replaces the old one
 * only when it differs by more than noise.
 *
 * Invariants: with no stated or learnt capacity nothing spills and nothing is shed; what is shed is
 * the excess over what the others may serve at most; requests that would be refused are offered to
 * regions that were sent away but answer again, since they are lost otherwise.
 */

import type { ControlEvent } from '../model/control.ts';
import type { RegionShares } from '../model/region-shares.ts';
import { type Admission, UNLIMITED, withStatedLimit } from './admission-state.ts';
import { basinsOf, type Reservoir, reservoirsOf } from './basins.ts';
import { observed } from './levers/would-be.ts';
import type { RegionWorld } from './receivers.ts';
import { splitEvents } from './split-events.ts';
import { advanceSpills } from './spill.ts';
import { applySplit, type SplitShares, type SplitState } from './split-state.ts';
import { TUNING } from './tuning.ts';
import { type Flow, flowOf } from './waterfall.ts';

export interface SplitOutcome {
  readonly split: SplitState;
  readonly admissions: Readonly<Record<string, Admission>>;
  readonly events: readonly ControlEvent[];
  /** An emergency, which write spacing does not hold back (G6). */
  readonly urgent: boolean;
  /** By region, what it may be given beyond the planned ceiling while nobody else has room. */
  readonly rooms: Readonly<Record<string, number>>;
}

export interface SplitInput {
  readonly world: RegionWorld;
  readonly before: SplitState;
  readonly admissions: Readonly<Record<string, Admission>>;
  /** Shares of the phases, over all gateways by their part of the demand. */
  readonly base: RegionShares;
}

export function decideSplit(input: SplitInput): SplitOutcome {
  const { world, before, admissions, base } = input;
  const { demandRps, nowMs } = world;
  if (demandRps === null || demandRps === 0) {
    return { split: { ...before, base }, admissions, events: [], urgent: false, rooms: {} };
  }
  const sheds = world.canShed && world.service.failover.whenCapacityIsShort === 'shed';
  const { regionShares: shares } = applySplit(before, base);
  const reservoirs = reservoirsOf({ world, base, admissions, demandRps, shares });
  const hasMoved = differs(plain(before.base), plain(base), demandRps);
  const { isTight = false } = before;
  const spills = advanceSpills(reservoirs, { before: before.spills, world, hasMoved, isTight });
  const elapsedMs = Math.max(1_000, nowMs - before.changedAtMs);
  const flow = flowOf(basinsOf(reservoirs, { spills, demandRps, elapsedMs }));
  const wanted = compile(flow, { reservoirs, demandRps, sheds });
  const latch = shedLatch(before, { shedRatio: wanted.shedRatio, nowMs });
  const kept: SplitState = { ...before, ...latch, base, spills, isTight: flow.isTight };
  const isSame = !differs(
    applySplit(before, base),
    applySplit({ ...kept, ...wanted }, base),
    demandRps,
  );
  const split: SplitState = isSame ? kept : { ...kept, ...wanted, changedAtMs: nowMs };
  if (isHeldBack(world)) {
    const found = splitEvents({ world, before, after: split, reservoirs });
    const isRule = world.rules.spill === 'observe';
    const events = isRule ? found.map((event) => observed(event, 'spill')) : found;
    return { split: { ...split, ...UNSPLIT }, admissions, events, urgent: false, rooms: {} };
  }
  const isEmergency = Object.values(spills).some(({ isUrgent }) => isUrgent);
  const shedJump = Math.abs(split.shedRatio - before.shedRatio);
  return {
    split,
    admissions: withLimits(admissions, { reservoirs, split, nowMs }),
    events: splitEvents({ world, before, after: split, reservoirs }),
    rooms: flow.isTight ? limitsOf(reservoirs) : {},
    urgent: !isSame && (isEmergency || shedJump >= TUNING.shedUrgentRatio),
  };
}

const UNSPLIT: Ratios = { kept: {}, fill: {}, shedPart: 0, shedRatio: 0 };

/** People say the shares, or want to be told only. */
function isHeldBack({ levers, rules }: RegionWorld): boolean {
  return rules.spill === 'observe' || levers.shares !== null;
}

function limitsOf(reservoirs: readonly Reservoir[]): Readonly<Record<string, number>> {
  return Object.fromEntries(reservoirs.map(({ region, limitRps }) => [region, limitRps]));
}

function plain(regionShares: RegionShares): SplitShares {
  return { regionShares, shedShare: 0 };
}

type Ratios = Pick<SplitState, 'kept' | 'fill' | 'shedPart' | 'shedRatio'>;

function compile(
  flow: Flow,
  options: { readonly reservoirs: readonly Reservoir[]; demandRps: number; sheds: boolean },
): Ratios {
  const { reservoirs, demandRps, sheds } = options;
  const kept: Record<string, number> = {};
  // Where nothing may be refused, those who are over their limit keep it.
  const shedRps = sheds ? flow.excessRps : 0;
  const overflowRps = flow.excessRps - shedRps;
  const load = reservoirs.reduce((sum, { loadRps }) => sum + loadRps, 0);
  let rest = 0;
  for (const { region, loadRps } of reservoirs) {
    if (loadRps === 0) continue;
    const own = (flow.keptRps[region] ?? loadRps) + (overflowRps * loadRps) / load;
    const ratio = Math.min(1, own / loadRps);
    if (ratio < 1) kept[region] = ratio;
    rest += loadRps * (1 - ratio);
  }
  if (rest <= 0) return { kept, fill: {}, shedPart: 0, shedRatio: 0 };
  const taken = Object.values(flow.takenRps).reduce((sum, rps) => sum + rps, 0);
  const total = taken + shedRps;
  if (total <= 0) return { kept: {}, fill: {}, shedPart: 0, shedRatio: 0 };
  const fill = Object.fromEntries(
    Object.entries(flow.takenRps).map(([region, rps]) => [region, rps / total]),
  );
  return { kept, fill, shedPart: shedRps / total, shedRatio: shedRps / demandRps };
}

/**
 * Whether a share differs by more than the smallest move and than demand differs by chance, or
 * refusing ends. While something is refused each percent counts.
 */
function differs(a: SplitShares, b: SplitShares, demandRps: number): boolean {
  const deviation = 1 / Math.sqrt((demandRps * TUNING.windowMs) / 1_000);
  const isShedding = a.shedShare > 0 || b.shedShare > 0;
  const isMove = (from = 0, to = 0) => {
    const chance = isShedding ? 0 : 2 * deviation * Math.max(from, to);
    return Math.abs(from - to) >= Math.max(TUNING.spillStep.minRatio, chance);
  };
  if (isMove(a.shedShare, b.shedShare) || (a.shedShare > 0 && b.shedShare === 0)) return true;
  const names = new Set([...Object.keys(a.regionShares), ...Object.keys(b.regionShares)]);
  return [...names].some((name) => isMove(a.regionShares[name], b.regionShares[name]));
}

/** Refusing is over when there has been room for a while; its share moves freely until then. */
function shedLatch(
  before: SplitState,
  { shedRatio, nowMs }: { readonly shedRatio: number; readonly nowMs: number },
): Pick<SplitState, 'sheddingSinceMs' | 'roomSinceMs'> {
  if (shedRatio >= TUNING.shedMinRatio) {
    return { sheddingSinceMs: before.sheddingSinceMs ?? nowMs, roomSinceMs: null };
  }
  if (before.sheddingSinceMs === null) return { sheddingSinceMs: null, roomSinceMs: null };
  const roomSinceMs = before.roomSinceMs ?? nowMs;
  return nowMs - roomSinceMs >= TUNING.shedReleaseMs
    ? { sheddingSinceMs: null, roomSinceMs: null }
    : { sheddingSinceMs: before.sheddingSinceMs, roomSinceMs };
}

/** A limit that begins to bind is remembered, so that it can be learnt from there on. */
function withLimits(
  admissions: Readonly<Record<string, Admission>>,
  options: { readonly reservoirs: readonly Reservoir[]; split: SplitState; nowMs: number },
): Readonly<Record<string, Admission>> {
  const { reservoirs, split, nowMs } = options;
  if (split.shedRatio === 0) return admissions;
  const entries = reservoirs.map(({ region, statedRps, loadRps, limitRps }) => {
    const own = admissions[region] ?? UNLIMITED;
    const binds = statedRps !== null && loadRps >= limitRps;
    return [region, binds ? withStatedLimit(own, statedRps, nowMs) : own] as const;
  });
  return { ...admissions, ...Object.fromEntries(entries) };
}
