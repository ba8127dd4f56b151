/**
 * The pure core of telemetry: outcomes go in one by one, readings come out, each outcome in exactly
 * one reading. Beside that, per target a ring of one-second samples (120 s, by arrival), for the
 * in-flight estimate and for people.
 *
 * Mutated in place: thousands of tries a second pass through. About 160 KB for a target with
 * traffic; nothing grows with time or traffic. No clock, no I/O.
 */

import {
  emptyHistogram,
  type Histogram,
  mergeHistogram,
  quantileOf,
  recordValue,
} from '../lib/histogram.ts';
import { emptyOutcomes, type OutcomeCounts, type TargetSample } from '../model/observation.ts';
import type { Outcome } from './attribution.ts';

export interface Aggregate {
  readonly upstreams: ReadonlyMap<string, UpstreamTally>;
  /** When any entry arrived last. */
  logsAtMs: number | null;
}

export interface UpstreamTally {
  readonly targets: ReadonlyMap<string, TargetTally>;
  /** Those that were shed are among the failed. */
  requests: { total: number; failed: number; shed: number };
  logsAtMs: number | null;
  /** Answers of this minute and of the one before, for the p99. */
  recent: { minute: number; now: Histogram; before: Histogram };
}

export interface TargetTally {
  /** Since the last reading. */
  pending: { outcomes: OutcomeCounts; latency: Histogram };
  readonly seconds: (Second | undefined)[];
}

interface Second {
  secondMs: number;
  outcomes: OutcomeCounts;
  latency: Histogram;
  /** Time that tries kept the target busy. */
  busyMs: number;
}

/** Seconds kept per target. */
const RING_SECONDS = 120;
/** Span of the in-flight estimate. */
const IN_FLIGHT_WINDOW_MS = 5_000;
/** Fewer answers than this give no p99. */
const MIN_ANSWERS_FOR_P99 = 100;

export function createAggregate(
  upstreams: readonly { readonly upstream: string; readonly targets: readonly string[] }[],
): Aggregate {
  return {
    logsAtMs: null,
    upstreams: new Map(
      upstreams.map(({ upstream, targets }) => [
        upstream,
        {
          requests: { total: 0, failed: 0, shed: 0 },
          logsAtMs: null,
          recent: { minute: 0, now: emptyHistogram(), before: emptyHistogram() },
          targets: new Map(targets.map((target) => [target, emptyTarget()])),
        },
      ]),
    ),
  };
}

function emptyTarget(): TargetTally {
  return {
    pending: emptyPending(),
    seconds: Array.from({ length: RING_SECONDS }, () => undefined),
  };
}

function emptyPending(): TargetTally['pending'] {
  return { outcomes: emptyOutcomes(), latency: emptyHistogram() };
}

export interface TryRecord {
  readonly upstream: string;
  readonly target: string;
  readonly outcome: Outcome;
  readonly latencyMs: number | null;
  readonly busyMs: number | null;
  /** When its log entry arrived. */
  readonly atMs: number;
}

/** Counts one try; `false` when upstream or target are not known here. */
export function recordTry(aggregate: Aggregate, record: TryRecord): boolean {
  const upstream = aggregate.upstreams.get(record.upstream);
  const target = upstream?.targets.get(record.target);
  if (upstream === undefined || target === undefined) return false;
  const second = secondOf(target, record.atMs);
  target.pending.outcomes[record.outcome] += 1;
  second.outcomes[record.outcome] += 1;
  second.busyMs += record.busyMs ?? 0;
  if (record.latencyMs !== null) {
    recordValue(target.pending.latency, record.latencyMs);
    recordValue(second.latency, record.latencyMs);
    recordRecent(upstream, { latencyMs: record.latencyMs, atMs: record.atMs });
  }
  return true;
}

/** Counts one whole request, as its client saw it. */
export function recordRequest(
  aggregate: Aggregate,
  request: {
    readonly upstream: string;
    readonly outcome: 'ok' | 'failed' | 'aborted' | 'shed';
    readonly atMs: number;
  },
): void {
  const upstream = aggregate.upstreams.get(request.upstream);
  if (upstream === undefined) return;
  aggregate.logsAtMs = Math.max(aggregate.logsAtMs ?? 0, request.atMs);
  upstream.logsAtMs = Math.max(upstream.logsAtMs ?? 0, request.atMs);
  if (request.outcome === 'aborted') return;
  upstream.requests.total += 1;
  if (request.outcome !== 'ok') upstream.requests.failed += 1;
  if (request.outcome === 'shed') upstream.requests.shed += 1;
}

/**
 * A request that the inner entry shows to be refused on purpose. The outer entry counts the request
 * itself, and as failed when its status says so.
 */
export function recordRefused(
  aggregate: Aggregate,
  request: { readonly upstream: string; readonly status: number; readonly atMs: number },
): void {
  const upstream = aggregate.upstreams.get(request.upstream);
  if (upstream === undefined) return;
  upstream.logsAtMs = Math.max(upstream.logsAtMs ?? 0, request.atMs);
  upstream.requests.shed += 1;
  if (request.status < 500) upstream.requests.failed += 1;
}

/** Hands out what was counted since the last call, and starts anew. */
export function takePending(tally: TargetTally): TargetTally['pending'] {
  const { pending } = tally;
  tally.pending = emptyPending();
  return pending;
}

export function takeRequests(tally: UpstreamTally): UpstreamTally['requests'] {
  const { requests } = tally;
  tally.requests = { total: 0, failed: 0, shed: 0 };
  return requests;
}

/** Little's law: requests inside = busy time that arrived in a span ÷ the span. */
export function inFlightOf({ seconds }: TargetTally, nowMs: number): number {
  let busyMs = 0;
  for (const second of seconds) {
    if (second !== undefined && isWithin(second.secondMs, nowMs, IN_FLIGHT_WINDOW_MS)) {
      busyMs += second.busyMs;
    }
  }
  return busyMs / IN_FLIGHT_WINDOW_MS;
}

function isWithin(secondMs: number, nowMs: number, windowMs: number): boolean {
  return secondMs > nowMs - windowMs && secondMs <= nowMs;
}

/** p99 of an upstream's answers over the last one to two minutes; `null` when there are too few. */
export function p99Of(aggregate: Aggregate, upstream: string): number | null {
  const recent = aggregate.upstreams.get(upstream)?.recent;
  if (recent === undefined) return null;
  const both = emptyHistogram();
  mergeHistogram(both, recent.now);
  mergeHistogram(both, recent.before);
  return both.count < MIN_ANSWERS_FOR_P99 ? null : quantileOf(both, 0.99);
}

/** The samples of one target over the last two minutes, oldest first. */
export function samplesOf(
  aggregate: Aggregate,
  { upstream, target, nowMs }: { upstream: string; target: string; nowMs: number },
): TargetSample[] {
  const seconds = aggregate.upstreams.get(upstream)?.targets.get(target)?.seconds ?? [];
  return seconds
    .filter((second) => second !== undefined)
    .filter(({ secondMs }) => isWithin(secondMs, nowMs, RING_SECONDS * 1_000))
    .toSorted((a, b) => a.secondMs - b.secondMs)
    .map(({ secondMs, outcomes, latency }) => ({
      upstream,
      target,
      secondMs,
      outcomes: { ...outcomes },
      latency: { ...latency, counts: [...latency.counts] },
    }));
}

function secondOf({ seconds }: TargetTally, atMs: number): Second {
  const secondMs = Math.floor(atMs / 1_000) * 1_000;
  const index = (secondMs / 1_000) % RING_SECONDS;
  const existing = seconds[index];
  if (existing?.secondMs === secondMs) return existing;
  const second = { secondMs, outcomes: emptyOutcomes(), latency: emptyHistogram(), busyMs: 0 };
  seconds[index] = second;
  return second;
}

function recordRecent(
  { recent }: UpstreamTally,
  { latencyMs, atMs }: { readonly latencyMs: number; readonly atMs: number },
): void {
  const minute = Math.floor(atMs / 60_000);
  if (minute !== recent.minute) {
    recent.before = minute === recent.minute + 1 ? recent.now : emptyHistogram();
    recent.now = emptyHistogram();
    recent.minute = minute;
  }
  recordValue(recent.now, latencyMs);
}
