/**
 * Requests per second, offered: what clients ask, whether it was served, failed or refused. A mean
 * over the last seconds; a change beyond noise counts at once, but a fall hardly at all while
 * answers are late: the log knows a request when it ends, so a growing queue looks like falling
 * demand, and one that drains like rising demand.
 */

import { TUNING } from './tuning.ts';

export interface DemandEstimate {
  /** `null` while too little has been seen. */
  readonly rps: number | null;
  /** The highest of the last minutes, fading. */
  readonly peakRps: number;
}

export const NO_DEMAND: DemandEstimate = { rps: null, peakRps: 0 };

/** A tick without a single entry amid demand: the log is silent, the clients hardly are (G4). */
export function isSilent({ rps }: DemandEstimate, count: number): boolean {
  return count === 0 && rps !== null && rps >= TUNING.demandSureRps;
}

type Requests = readonly { readonly atMs: number; readonly count: number }[];

export function advanceDemand(
  before: DemandEstimate,
  requests: Requests,
  now: { readonly nowMs: number; readonly elapsedMs: number; readonly isStrained: boolean },
): DemandEstimate {
  const { nowMs, elapsedMs, isStrained } = now;
  const slow = meanRps(requests, nowMs - TUNING.windowMs);
  if (slow === null) return { ...before, rps: null };
  const { windowMs, deviations } = TUNING.demandRise;
  const fast = meanRps(requests, nowMs - windowMs) ?? slow;
  // A queue that drains answers more than is asked.
  const backlog = isStrained ? TUNING.demandRise.strainRatio * slow : 0;
  const noise = backlog + deviations * Math.sqrt((1_000 * Math.max(slow, 1)) / windowMs);
  const hasChanged = fast > slow ? fast - slow > noise : slow - fast > noise - backlog;
  const seen = hasChanged ? fast : slow;
  const fall = 1 - (TUNING.demandFallPerSecond * elapsedMs) / 1_000;
  const rps = isStrained && before.rps !== null ? Math.max(seen, before.rps * fall) : seen;
  const faded = before.peakRps * Math.exp(-elapsedMs / TUNING.demandPeakMs);
  return { rps, peakRps: Math.max(rps, faded) };
}

/** The first entry is where the counting begins, so its own count is not in. */
function meanRps(requests: Requests, sinceMs: number): number | null {
  const own = requests.filter(({ atMs }) => atMs >= sinceMs);
  const [first] = own;
  const last = own.at(-1);
  if (first === undefined || last === undefined || last.atMs - first.atMs < TUNING.demandSpanMs)
    return null;
  const count = own.slice(1).reduce((sum, entry) => sum + entry.count, 0);
  return (1_000 * count) / (last.atMs - first.atMs);
}
