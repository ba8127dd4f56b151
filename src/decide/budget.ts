/**
 * The error budget of a service: how many requests may fail within the objective's window, how fast
 * they have been failing, and what is left. Counted in three rings of buckets, so that five minutes
 * are exact and thirty days still small.
 *
 * What little is left makes Ballast careful: returns and other moves that could wait take longer.
 * It never holds back what saves budget, such as leaving a region that fails.
 */

import type { Objective } from '../model/strategy.ts';
import { TUNING } from './tuning.ts';

/** Requests and failed ones, newest last. */
export type Bucket = readonly [startMs: number, total: number, failed: number];

export interface BudgetState {
  /** One ring of buckets for each of `RINGS`. */
  readonly rings: readonly (readonly Bucket[])[];
  /** The caution told last. */
  readonly told: Caution['level'];
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Width of a bucket, and how many are kept. */
const RINGS = [
  { widthMs: MINUTE, count: 61 },
  { widthMs: 10 * MINUTE, count: 145 },
  { widthMs: 6 * HOUR, count: 366 },
] as const;

/** SRE workbook, chapter 5: the windows of multi-window burn-rate alerts. */
export const BURN_WINDOWS = [
  { name: '5m', durationMs: 5 * MINUTE, ring: 0 },
  { name: '30m', durationMs: 30 * MINUTE, ring: 0 },
  { name: '1h', durationMs: HOUR, ring: 0 },
  { name: '2h', durationMs: 2 * HOUR, ring: 1 },
  { name: '6h', durationMs: 6 * HOUR, ring: 1 },
  { name: '1d', durationMs: DAY, ring: 1 },
  { name: '3d', durationMs: 3 * DAY, ring: 2 },
] as const;

export type BurnWindow = (typeof BURN_WINDOWS)[number]['name'];

export interface Budget {
  /** Failing ratio over what the objective allows, by window; 1 uses up the budget exactly. */
  readonly burn: Readonly<Record<BurnWindow, number>>;
  /** Part of the budget of the objective's window that is left; below 0 when overspent. */
  readonly leftRatio: number;
}

export interface Caution {
  readonly level: 'none' | 'careful' | 'anxious';
  /** Dwell and hold times of a return are multiplied by this. */
  readonly dwellFactor: number;
  /** Returns wait until the hour no longer burns faster than the objective allows. */
  readonly holdsReturns: boolean;
}

export const FRESH_BUDGET: BudgetState = { rings: RINGS.map(() => []), told: 'none' };

export function pushRequestsOf(
  state: BudgetState,
  counts: { readonly total: number; readonly failed: number },
  nowMs: number,
): BudgetState {
  if (counts.total === 0) return state;
  const rings = RINGS.map(({ widthMs, count }, index) => {
    const startMs = Math.floor(nowMs / widthMs) * widthMs;
    const ring = state.rings[index] ?? [];
    const last = ring.at(-1);
    if (last?.[0] === startMs) {
      const sum: Bucket = [startMs, last[1] + counts.total, last[2] + counts.failed];
      return [...ring.slice(0, -1), sum];
    }
    const kept = ring.filter(([atMs]) => atMs > startMs - count * widthMs);
    return [...kept, [startMs, counts.total, counts.failed] as const];
  });
  return { ...state, rings };
}

export function budgetOf(state: BudgetState, objective: Objective, nowMs: number): Budget {
  const allowedRatio = Math.max(1e-9, 1 - objective.availabilityRatio);
  const entries = BURN_WINDOWS.map(({ name, durationMs, ring }) => {
    const { total, failed } = sumSince(state.rings[ring] ?? [], nowMs - durationMs);
    return [name, total === 0 ? 0 : failed / total / allowedRatio] as const;
  });
  return {
    burn: Object.fromEntries(entries) as Budget['burn'],
    leftRatio: leftRatioOf(state, { allowedRatio, windowMs: objective.windowMs, nowMs }),
  };
}

export function cautionOf({ leftRatio, burn }: Budget): Caution {
  const { carefulRatio, anxiousRatio } = TUNING.budget;
  if (leftRatio < anxiousRatio) {
    return { level: 'anxious', dwellFactor: 4, holdsReturns: burn['5m'] > 1 };
  }
  if (leftRatio < carefulRatio) return { level: 'careful', dwellFactor: 2, holdsReturns: false };
  return { level: 'none', dwellFactor: 1, holdsReturns: false };
}

/**
 * A window that is not yet full is taken as if its rate had been that of what is known: the first
 * failure after a start is no overspent month. Since when it is known says the finest ring that has
 * all of it: a bucket of six hours may have begun hours before the first request, and the same
 * failures of a busy minute would be measured against six hours with a minute's requests.
 */
function leftRatioOf(
  { rings }: BudgetState,
  options: { readonly allowedRatio: number; readonly windowMs: number; readonly nowMs: number },
): number {
  const { allowedRatio, windowMs, nowMs } = options;
  const sums = rings.map((ring) => sumSince(ring, nowMs - windowMs));
  const most = Math.max(0, ...sums.map((sum) => sum.total));
  const { total, failed, firstMs } = sums.find((sum) => sum.total === most) ?? NOTHING;
  if (total === 0 || firstMs === null) return 1;
  const knownMs = Math.min(windowMs, Math.max(MINUTE, nowMs - firstMs));
  const expected = (total * windowMs) / knownMs;
  return 1 - failed / (expected * allowedRatio);
}

const NOTHING = { total: 0, failed: 0, firstMs: null };

function sumSince(ring: readonly Bucket[], sinceMs: number) {
  let total = 0;
  let failed = 0;
  let firstMs: number | null = null;
  for (let index = ring.length - 1; index >= 0; index -= 1) {
    const bucket = ring[index];
    if (bucket === undefined || bucket[0] < sinceMs) break;
    firstMs = bucket[0];
    total += bucket[1];
    failed += bucket[2];
  }
  return { total, failed, firstMs };
}
