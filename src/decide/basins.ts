/**
 * What each region is asked to serve, can serve and may take from others. Capacity is what is
 * stated for the targets that are in rotation and alive, or what was learnt when that is less.
 */

import { holdsStandby } from '../model/promotion.ts';
import { regionOrder } from '../model/region-shares.ts';
import type { RegionShares } from '../model/region-shares.ts';
import { type Admission, UNLIMITED } from './admission-state.ts';
import { isKnownDead, type TargetFacts } from './facts.ts';
import type { RegionWorld } from './receivers.ts';
import { tallyOfRegion } from './region-evidence.ts';
import { inSpillOrder } from './spill-order.ts';
import type { Spill } from './split-state.ts';
import { ratioOf, usualOf } from './tally.ts';
import { TUNING } from './tuning.ts';
import type { Basin } from './waterfall.ts';

export interface Reservoir {
  readonly region: string;
  /** Demand × share of the phases. */
  readonly loadRps: number;
  /** Stated for the targets that can serve; `null` when one of them states none. */
  readonly statedRps: number | null;
  /** The lesser of stated and learnt; `null` when neither is known. */
  readonly capacityRps: number | null;
  /** What it is given when the only other choice is to refuse; infinite while unknown. */
  readonly limitRps: number;
  /** Of that, what it serves without a queue: a limit that was learnt in trouble is its knee. */
  readonly easyRps: number;
  /** It shows at present that it can serve no more. */
  readonly isSaturated: boolean;
  /** Its requests wait markedly longer than is usual for it. */
  readonly isQueueing: boolean;
  /** What it takes from others at present. */
  readonly takenRps: number;
  readonly standing: 'serving' | 'reluctant' | 'out';
  /** Something speaks against giving it more. */
  readonly isAlarmed: boolean;
}

export interface ReservoirInput {
  readonly world: RegionWorld;
  readonly base: RegionShares;
  readonly admissions: Readonly<Record<string, Admission>>;
  readonly demandRps: number;
  /** As written now. */
  readonly shares: Readonly<Record<string, number>>;
}

/** In the order in which they are asked to take what others spill. */
export function reservoirsOf(input: ReservoirInput): readonly Reservoir[] {
  const { world, base, admissions, demandRps, shares } = input;
  const names = [...new Set(world.service.targets.map(({ region }) => region))];
  return inSpillOrder(names, world).map((region) => {
    const facts = world.evidence[region]?.facts ?? [];
    const { capacityRps: learntRps, limitRps, run, meanMs } = admissions[region] ?? UNLIMITED;
    const statedRps = statedCapacity(facts);
    const loadRps = demandRps * (base[region] ?? 0);
    const highest = statedRps === null ? Infinity : TUNING.admissionRatio * statedRps;
    const limit = limitRps ?? highest;
    const easyRps = learntRps === null ? limit : Math.min(limit, TUNING.ceilingRatio * learntRps);
    return {
      region,
      loadRps,
      statedRps,
      capacityRps: leastOf(statedRps, learntRps),
      limitRps: limit,
      easyRps,
      isSaturated: run !== null,
      isQueueing: isQueueing(region, { world, meanMs }),
      takenRps: Math.max(0, demandRps * (shares[region] ?? 0) - loadRps),
      standing: standingOf(region, world),
      isAlarmed: isAlarmed(region, world),
    };
  });
}

export function basinsOf(
  reservoirs: readonly Reservoir[],
  options: {
    readonly spills: Readonly<Record<string, Spill>>;
    readonly demandRps: number;
    readonly elapsedMs: number;
  },
): readonly Basin[] {
  const { spills, demandRps, elapsedMs } = options;
  return reservoirs.map((reservoir) => {
    const { region, loadRps, limitRps, easyRps } = reservoir;
    const spill = spills[region];
    return {
      region,
      loadRps,
      keepRps: Math.min(spill?.keepRps ?? loadRps, limitRps),
      roomRps: spill === undefined ? roomOf(reservoir, { demandRps, elapsedMs }) : 0,
      easyRps,
      limitRps,
      canServe: reservoir.standing === 'serving',
      isReluctant: reservoir.standing === 'reluctant',
    };
  });
}

/**
 * Capacity of the targets that can serve; `null` when not stated, and when none of them can: then
 * it is a loss, to be judged as such, and no lack of capacity.
 */
function statedCapacity(facts: readonly TargetFacts[]): number | null {
  const able = facts.filter(({ state, probe, kong }) => {
    const isDead = probe === 'bad' && kong === 'down';
    return state.rotation.kind === 'in' && !isDead;
  });
  if (able.length === 0) return null;
  let sum = 0;
  for (const { target } of able) {
    if (target.capacityRps === null) return null;
    sum += target.capacityRps;
  }
  return sum;
}

function roomOf(
  { standing, capacityRps, loadRps, limitRps, takenRps, isAlarmed: alarmed }: Reservoir,
  { demandRps, elapsedMs }: { readonly demandRps: number; readonly elapsedMs: number },
): number {
  if (standing === 'out') return 0;
  if (standing === 'reluctant') return Math.max(0, limitRps - loadRps);
  const step = (TUNING.spillStep.maxRatio * demandRps * elapsedMs) / 1_000;
  const room = capacityRps === null ? takenRps + step : TUNING.ceilingRatio * capacityRps - loadRps;
  return Math.max(0, alarmed ? Math.min(room, takenRps) : room);
}

/** Out and not answering, out but answering, or in. */
function standingOf(region: string, world: RegionWorld): Reservoir['standing'] {
  const evidence = world.evidence[region];
  if (evidence === undefined || world.service.failover.mode === 'isolate') return 'out';
  if (holdsStandby(world.service) && !hasShare(region, world)) return 'out';
  const { facts, isHardLoss } = evidence;
  if (isHardLoss || facts.every(isKnownDead)) return 'out';
  const state = world.states[region];
  // A person who takes its traffic away means it, also when others have no room.
  if (state?.held?.origin === 'person' && state.phase !== 'healthy') return 'out';
  if (state === undefined) return 'serving';
  if (state.phase === 'healthy' && state.held === undefined) return 'serving';
  const good = facts.filter(({ probe }) => probe === 'good').length;
  const recent = tallyOfRegion(facts, world.nowMs - TUNING.hardWindowMs);
  const answers =
    good >= TUNING.cleanTargetsRatio * facts.length && ratioOf(recent) < TUNING.sharedRatio;
  return answers ? 'reluctant' : 'out';
}

/** Whether a person has let it serve: it is first, or all before it were sent away with approval. */
function hasShare(region: string, { service, states }: RegionWorld): boolean {
  const before = regionOrder(service, region);
  const first = before.find((name) => (states[name]?.phase ?? 'healthy') === 'healthy');
  return region === first;
}

function isAlarmed(region: string, world: RegionWorld): boolean {
  const evidence = world.evidence[region];
  if (evidence === undefined) return true;
  const { overload } = tallyOfRegion(evidence.facts, world.nowMs - TUNING.hardWindowMs);
  return (
    evidence.cusum.score > evidence.threshold / 2 ||
    evidence.slow.score > 0 ||
    overload >= TUNING.limitCount
  );
}

function isQueueing(
  region: string,
  { world, meanMs }: { readonly world: RegionWorld; readonly meanMs: number | null },
): boolean {
  const state = world.states[region];
  const usualMs = state === undefined ? null : usualOf(state.latency, TUNING.latencyGateCount);
  return meanMs !== null && usualMs !== null && meanMs > TUNING.spillGrowth.borneFactor * usualMs;
}

function leastOf(a: number | null, b: number | null): number | null {
  if (a === null || b === null) return a ?? b;
  return Math.min(a, b);
}
