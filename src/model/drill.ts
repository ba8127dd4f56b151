/**
 * A drill: a rehearsed failure, as its file says it and as it runs. While one runs, it stands in the
 * store with its end and its undoing, written *before* the fault is injected, so that whoever is left
 * alive can end it: the driller, the controller's process, or the next start of either.
 */

import type { Said } from '../lib/said.ts';
import type { WeeklyWindow } from '../lib/weekly-window.ts';

export interface Drill {
  readonly name: string;
  /** One line. */
  readonly title: string;
  /** What is believed to happen, for people; `expect` is the part that is measured. */
  readonly hypothesis: string;
  readonly scope: DrillScope;
  readonly fault: DrillFault;
  readonly durationMs: number;
  readonly steady: SteadyState;
  readonly expect: Expectation;
  readonly abort: AbortConditions;
  readonly limits: DrillLimits;
  readonly schedule: DrillSchedule | null;
}

export interface DrillScope {
  /** `null` when targets are named, or the fault hits services as a whole. */
  readonly region: string | null;
  /** `host:port`; `null` for all of the region. */
  readonly targets: readonly string[] | null;
  /** `null` for all that have targets there. */
  readonly services: readonly string[] | null;
  /** Part of the region (0–1]: of its targets, or of its weight. */
  readonly shareRatio: number;
}

export type DrillFault =
  /** Kong is told that the targets are unhealthy, again and again, since its probes undo it. */
  | { readonly kind: 'health-mark' }
  /** The law takes them out, by an override of origin `drill`. */
  | { readonly kind: 'weight-out' }
  /** Kong answers instead of the targets. */
  | {
      readonly kind: 'request-termination';
      readonly status: number;
      /** Only requests with this header or query argument; `null` for all. */
      readonly trigger: string | null;
    }
  | {
      readonly kind: 'command';
      readonly run: string;
      readonly undo: string;
      /** Exits with 0 when all is as before; `null` = the undo's own exit code counts. */
      readonly verify: string | null;
      readonly timeoutMs: number;
      /** The fault ends by itself this long after it began; `null` when it does not. */
      readonly endsAfterMs: number | null;
    }
  | {
      readonly kind: 'webhook';
      readonly inject: string;
      readonly undo: string;
      /** Answers 2xx to a GET when all is as before. */
      readonly verify: string | null;
      readonly body: string | null;
      /** File with a bearer token. */
      readonly tokenFile: string | null;
      readonly timeoutMs: number;
      readonly endsAfterMs: number | null;
    }
  | {
      readonly kind: 'toxiproxy';
      /** Of its HTTP API. */
      readonly url: string;
      readonly proxies: readonly string[];
      readonly toxic: 'down' | 'latency' | 'timeout' | 'reset_peer' | 'bandwidth';
      readonly attributes: Readonly<Record<string, number>>;
      /** Part of the connections (0–1). */
      readonly toxicity: number;
    };

export type DrillFaultKind = DrillFault['kind'];

/** Holds before the fault, or there is no drill. */
export interface SteadyState {
  /** Watched for this long. */
  readonly forMs: number;
  /** At least so many requests in that time. */
  readonly minRequests: number;
  readonly failedRatio: number;
  readonly p99Ms: number | null;
}

/** What must hold for the drill to have succeeded. */
export interface Expectation {
  /** Of all requests from the fault to its end. */
  readonly failedRatio: number;
  /** From the fault to the first second after which none is bad; `null` = not judged. */
  readonly cleanAfterMs: number | null;
  /** From the fault to the decision; `null` = not judged. */
  readonly decidedAfterMs: number | null;
  readonly p99Ms: number | null;
  /** From the end of the fault to the shares of before. */
  readonly restoredAfterMs: number;
}

/** Watched every second; the first that holds ends the drill. */
export interface AbortConditions {
  /** More than this of the requests failed… */
  readonly failedRatio: number;
  /** …for this long. */
  readonly failedForMs: number;
  readonly p99Ms: number | null;
  /** Less than this of the error budget is left. */
  readonly budgetLeftRatio: number;
  /** No tick of the controller for this long. */
  readonly staleMs: number;
  /** A gateway's Admin API does not answer for this long. */
  readonly adminDownMs: number;
}

export interface DrillLimits {
  /** Blast radius: the part of all requests that the fault may touch (0–1). */
  readonly trafficRatio: number;
  /** Part of the error budget that must be left to begin. */
  readonly budgetLeftRatio: number;
  /** Load of each surviving region with the moved traffic, as a part of its capacity. */
  readonly survivorLoadRatio: number;
}

export interface DrillSchedule {
  readonly cron: string;
  /** IANA name. */
  readonly zone: string;
  /** No drill begins in these. */
  readonly blocked: readonly WeeklyWindow[];
}

/** How a fault is taken back: data, so that another process can do it. Doing it twice is harmless. */
export type UndoStep =
  | {
      readonly kind: 'health';
      readonly gateway: string;
      readonly upstream: string;
      readonly targets: readonly string[];
    }
  | { readonly kind: 'plugin'; readonly gateway: string; readonly pluginId: string }
  | { readonly kind: 'override'; readonly ids: readonly string[] }
  | {
      readonly kind: 'command';
      readonly run: string;
      readonly verify: string | null;
      readonly timeoutMs: number;
    }
  | {
      readonly kind: 'http';
      readonly method: 'POST' | 'DELETE';
      readonly url: string;
      readonly body: string | null;
      readonly tokenFile: string | null;
      readonly timeoutMs: number;
      /** GET after it; `null` = the answer of the undo counts. */
      readonly verify: HttpVerification | null;
    };

export interface HttpVerification {
  readonly url: string;
  /** Besides a 2xx answer: a 404 will do. */
  readonly orAbsent: boolean;
  /** A field of the JSON answer that must be true. */
  readonly trueField: string | null;
}

export type DrillPhase =
  /** Written down, not yet injected. */
  | 'armed'
  | 'fault'
  | 'restoring'
  /** The fault is gone; watched until all is as before. */
  | 'watching'
  /** It could not be taken back yet: whoever sees it goes on trying. */
  | 'unrestored';

/** The drill that runs, as it stands in the store. */
export interface ActiveDrill {
  readonly version: 1;
  readonly id: string;
  readonly drill: Drill;
  readonly phase: DrillPhase;
  readonly by: string;
  readonly via: 'cli' | 'api' | 'schedule';
  /** Process that runs it. */
  readonly holder: string;
  readonly atMs: number;
  readonly faultAtMs: number | null;
  /** Whoever sees it after this ends it. */
  readonly expiresAtMs: number;
  /** The driller's last sign of life. */
  readonly heartbeatAtMs: number;
  readonly undo: readonly UndoStep[];
  /** What to type when nothing else helps. */
  readonly manual: readonly string[];
  /** Asked for by a person. */
  readonly abort: { readonly by: string; readonly reason: string; readonly atMs: number } | null;
  /** What the newest second was like, for people. */
  readonly progress: DrillProgress | null;
}

export interface DrillProgress {
  readonly atMs: number;
  readonly requests: number;
  readonly failed: number;
  readonly p99Ms: number | null;
  readonly sentence: string;
  /** The sentence as data, for other languages. */
  readonly said?: Said;
}

/** Name of the setting in the store: the drill that runs, or null. */
export const DRILL_SETTING = 'drill';

/** A driller without a sign of life for this long is taken for dead; a machine may stall for seconds. */
export const DRILLER_SILENCE_MS = 10_000;

const PHASES: readonly string[] = [
  'armed',
  'fault',
  'restoring',
  'watching',
  'unrestored',
] satisfies DrillPhase[];

/** `null` for none, and for what is no such drill. */
export function readActiveDrill(stored: unknown): ActiveDrill | null {
  if (typeof stored !== 'object' || stored === null) return null;
  const { version, id, phase, undo, expiresAtMs, heartbeatAtMs } = stored as Partial<ActiveDrill>;
  const isDrill =
    version === 1 &&
    typeof id === 'string' &&
    PHASES.includes(String(phase)) &&
    Array.isArray(undo) &&
    typeof expiresAtMs === 'number' &&
    typeof heartbeatAtMs === 'number';
  return isDrill ? (stored as ActiveDrill) : null;
}
