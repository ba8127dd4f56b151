/** What is remembered of how much a region can serve (`admission.ts` learns it). Plain data. */

import { TUNING } from './tuning.ts';

export interface Admission {
  /** Requests/s that it has shown to be able to serve; `null` while no limit was ever met. */
  readonly capacityRps: number | null;
  /** Requests/s that it is offered at most; `null` while no limit was ever met. */
  readonly limitRps: number | null;
  /** Median over its targets of the mean latency, at the last tick with answers. */
  readonly meanMs: number | null;
  /** The least mean latency of a tick that had some answers; `null` before the first. */
  readonly leastMs: number | null;
  /** Ticks in a row with a growing queue. */
  readonly rising: number;
  /** The present run of saturated ticks: what was answered and in what time. */
  readonly run: { readonly answered: number; readonly durationMs: number } | null;
  /** Ticks in a row in which the limit bound and hardly anybody waited. */
  readonly easy: number;
  /** Whether its limit has taken a large step since it last bound, and the region could not bear it. */
  readonly step: 'none' | 'taken' | 'refuted';
  /** At the last tick it was offered no more than its limit because of it. */
  readonly isBinding: boolean;
  /** When the limit was last met or bound; 0 for never. */
  readonly metAtMs: number;
}

export const UNLIMITED: Admission = {
  capacityRps: null,
  limitRps: null,
  meanMs: null,
  leastMs: null,
  rising: 0,
  run: null,
  easy: 0,
  step: 'none',
  isBinding: false,
  metAtMs: 0,
};

/** Whether it has met its limit lately and nothing has been seen of room since. */
export function isShort(admission: Admission | undefined): boolean {
  return admission !== undefined && (admission.run !== null || admission.isBinding);
}

/** Its queue may be long at present: latency says nothing of what is usual. */
export function isAtLimit({ run, rising, capacityRps, limitRps }: Admission): boolean {
  const isShort = capacityRps !== null && limitRps !== null && limitRps < capacityRps;
  return run !== null || rising > 0 || isShort;
}

/** As long as a limit is remembered, what latency was at it is not what is usual in peace. */
export function hasBeenShort(admission: Admission): boolean {
  return isAtLimit(admission) || admission.isBinding || admission.capacityRps !== null;
}

/** The start of a limit that binds before it was ever met: what is stated. */
export function withStatedLimit(before: Admission, statedRps: number, nowMs: number): Admission {
  if (before.limitRps !== null) return before;
  const capacityRps = TUNING.admissionRatio * statedRps;
  return { ...before, capacityRps, limitRps: capacityRps, metAtMs: nowMs };
}
