/** T0 to T7 of a drill as a whole; `node-times.ts` has those of each node. Pure. */

import type { ControlEvent, EventKind } from '../model/control.ts';
import type { Timeline } from '../model/drill-report.ts';
import { appliedAtMs } from './node-times.ts';
import type { WeightSecond } from './outer-weights.ts';
import { isAsBefore, type ShareSecond } from './recorder.ts';
import { type DrillSecond, isBad } from './seconds.ts';

export interface Evidence {
  /** `null` when it was never injected. */
  readonly faultAtMs: number | null;
  readonly faultEndAtMs: number | null;
  /** From the steady state on, oldest first. */
  readonly seconds: readonly DrillSecond[];
  readonly shares: readonly ShareSecond[];
  readonly outer: readonly WeightSecond[];
  readonly events: readonly ControlEvent[];
}

const DETECTIONS: ReadonlySet<EventKind> = new Set<EventKind>([
  'target-ejected',
  'ejection-refused',
  'target-slow',
  'region-evacuated',
  'evacuation-refused',
  'region-hold',
  'panic',
  'spill-started',
  'capacity-short',
  'awaiting-approval',
  'override-set',
]);

const DECISIONS: ReadonlySet<EventKind> = new Set<EventKind>([
  'target-ejected',
  'target-slow',
  'region-evacuated',
  'spill-started',
  'shedding',
  'override-set',
]);

const RETURNS: ReadonlySet<EventKind> = new Set<EventKind>([
  'failback-step',
  'failback-done',
  'target-readmitted',
  'override-ended',
]);

export function timelineOf(evidence: Evidence): Timeline {
  const { faultAtMs, faultEndAtMs, seconds, shares, events } = evidence;
  if (faultAtMs === null) return NEVER;
  const endMs = faultEndAtMs ?? Infinity;
  const during = seconds.filter(({ atMs }) => atMs >= faultAtMs && atMs <= endMs);
  const before = baselineOf(shares, faultAtMs);
  const event = (kinds: ReadonlySet<EventKind>, sinceMs: number) =>
    events.find((one) => one.atMs >= sinceMs && kinds.has(one.kind)) ?? null;
  const detection = event(DETECTIONS, faultAtMs);
  const decidedAtMs = event(DECISIONS, faultAtMs)?.atMs ?? null;
  const kongAtMs = firstWith(during, (second) => downIn(second) > downBefore(seconds, faultAtMs));
  const isKongFirst = kongAtMs !== null && kongAtMs <= (detection?.atMs ?? Infinity);
  return {
    faultAtMs,
    firstBadAtMs: firstWith(during, isHurt),
    detectedAtMs: isKongFirst ? kongAtMs : (detection?.atMs ?? null),
    detectedBy: isKongFirst ? 'kong' : (detection?.kind ?? null),
    decidedAtMs,
    appliedAtMs: appliedAtMs(evidence),
    cleanAtMs: cleanAtMs(during, faultAtMs),
    faultEndAtMs,
    failbackAtMs: faultEndAtMs === null ? null : (event(RETURNS, faultEndAtMs)?.atMs ?? null),
    restoredAtMs:
      before === null || faultEndAtMs === null
        ? null
        : (shares.find((one) => one.atMs > faultEndAtMs && isAsBefore(one, before))?.atMs ?? null),
  };
}

const NEVER: Timeline = {
  faultAtMs: null,
  firstBadAtMs: null,
  detectedAtMs: null,
  detectedBy: null,
  decidedAtMs: null,
  appliedAtMs: null,
  cleanAtMs: null,
  faultEndAtMs: null,
  failbackAtMs: null,
  restoredAtMs: null,
};

/** The shares just before the fault. */
export function baselineOf(shares: readonly ShareSecond[], faultAtMs: number): ShareSecond | null {
  return shares.findLast(({ atMs }) => atMs < faultAtMs) ?? null;
}

function firstWith(
  seconds: readonly DrillSecond[],
  holds: (second: DrillSecond) => boolean,
): number | null {
  return seconds.find(holds)?.atMs ?? null;
}

function isHurt(second: DrillSecond): boolean {
  return (
    second.scopeFailures > 0 || Object.values(second.services).some(({ failed }) => failed > 0)
  );
}

/** The first second after which none is bad; the fault itself when none is. */
function cleanAtMs(during: readonly DrillSecond[], faultAtMs: number): number | null {
  if (during.length === 0) return null;
  const last = during.findLastIndex(isBad);
  return last === -1 ? faultAtMs : (during[last + 1]?.atMs ?? null);
}

function downIn({ nodes }: DrillSecond): number {
  return Object.values(nodes).reduce((sum, { down }) => sum + down, 0);
}

function downBefore(seconds: readonly DrillSecond[], faultAtMs: number): number {
  const last = seconds.findLast(({ atMs }) => atMs < faultAtMs);
  return last === undefined ? 0 : downIn(last);
}
