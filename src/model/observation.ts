/**
 * What is known at a tick: for each target what its requests came to since the last tick, what
 * Ballast's own probes say, what each Kong node says; and how fresh each of these is.
 */

import type { Histogram } from '../lib/histogram.ts';
import type { KongTargetHealth } from './kong.ts';

/** Outcomes of tries at one target. Each try is counted once, in exactly one of these. */
export interface OutcomeCounts {
  /** Answered below 500, or with a status that is nobody's fault. */
  ok: number;
  /** 5xx answers that are not overload. */
  errors: number;
  /** Overload answers (429, 503, or as the strategy says): pressure, not death. */
  overload: number;
  /** No answer within the service's timeout (also a client abort after it). */
  timeouts: number;
  /** Refused, reset or closed before an answer. */
  connectFailures: number;
  /** The client left early; counts for nothing. */
  aborted: number;
}

export function emptyOutcomes(): OutcomeCounts {
  return { ok: 0, errors: 0, overload: 0, timeouts: 0, connectFailures: 0, aborted: 0 };
}

/** One target over one second of arrival time of its log entries. */
export interface TargetSample {
  readonly upstream: string;
  readonly target: string;
  /** Start of the second, epoch ms. */
  readonly secondMs: number;
  readonly outcomes: OutcomeCounts;
  /** Of answered tries. */
  readonly latency: Histogram;
}

export interface ProbeReading {
  /** When the last probe ended. */
  readonly atMs: number;
  readonly ok: boolean;
  /** Why it failed: `refused`, `timeout`, `status 500`, `json status=down`; `null` when ok. */
  readonly reason: string | null;
  readonly latencyMs: number;
  readonly failuresInRow: number;
  readonly successesInRow: number;
}

/** One Kong node's view of one target. */
export interface NodeReading {
  readonly gateway: string;
  readonly nodeId: string;
  readonly atMs: number;
  readonly health: KongTargetHealth | null;
  readonly nodeWeight: number | null;
}

/** How busy a target is, as a Prometheus knows it. */
export interface UtilisationReading {
  /** When it was sampled. */
  readonly atMs: number;
  /** Busy part of its workers or CPU (0–1). */
  readonly ratio: number;
}

export interface TargetReading {
  readonly target: string;
  /** Since the reading before. */
  readonly outcomes: OutcomeCounts;
  /** Latency of answered tries since the reading before. */
  readonly latency: Histogram;
  /** Estimate by Little's law: rate × mean latency over the last seconds. */
  readonly inFlight: number;
  /** Absent where nothing measures it. */
  readonly utilisation?: UtilisationReading;
  readonly probe: ProbeReading | null;
  readonly nodes: readonly NodeReading[];
}

export interface UpstreamReading {
  readonly upstream: string;
  /** Final outcomes of whole requests as the client got them, since the reading before. */
  readonly requests: {
    readonly total: number;
    /** Of the total. */
    readonly failed: number;
    /** Of the failed: refused on purpose by the shed target. */
    readonly shed?: number;
  };
  /** When the last log entry of this upstream arrived; `null` before the first. */
  readonly logsAtMs: number | null;
  /**
   * Requests per second over all gateways, as a Prometheus knows it, also those that other replicas
   * of Ballast see; absent when there is none or its news is stale.
   */
  readonly demandRps?: number;
  readonly targets: readonly TargetReading[];
}

export interface Observation {
  readonly upstreams: readonly UpstreamReading[];
  /** When any log entry arrived last; `null` before the first. */
  readonly logsAtMs: number | null;
}

/** One try as it was counted. */
export interface TappedTry {
  readonly upstream: string;
  readonly target: string;
  readonly outcome: keyof OutcomeCounts;
  /** Time to first byte; `null` without an answer. */
  readonly latencyMs: number | null;
}

/** One whole request as it was counted. */
export interface TappedRequest {
  readonly upstream: string;
  readonly outcome: 'ok' | 'failed' | 'aborted' | 'shed';
  /** At the gateway, retries included; `null` when not told. */
  readonly durationMs: number | null;
}

/** Told of each request and try as it arrives; must neither wait nor throw. */
export interface TrafficTap {
  requestRecorded(request: TappedRequest): void;
  tryRecorded(record: TappedTry): void;
}

/** Tells each of several. */
export function tapAll(taps: readonly TrafficTap[]): TrafficTap {
  return {
    requestRecorded(request) {
      for (const tap of taps) tap.requestRecorded(request);
    },
    tryRecorded(record) {
      for (const tap of taps) tap.tryRecorded(record);
    },
  };
}
