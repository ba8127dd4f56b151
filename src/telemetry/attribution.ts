/**
 * Which target did what in one request: every try at a target comes to exactly one outcome.
 *
 * Kong logs a try that failed with state and code, but the one that was answered – or that failed
 * where no retry was allowed – only through the status of the whole request (facts 57, 60, 64).
 * Nobody is blamed for what Kong or a plugin answered without trying a target (facts 63, 65).
 * Pure: no clock, no state.
 */

import type { OutcomeCounts } from '../model/observation.ts';
import type { LogEntry, LogTry } from './log-entry.ts';

export type Outcome = keyof OutcomeCounts;

export interface AttributionRules {
  /** Statuses that mean overload, not death. */
  readonly overloadStatuses: readonly number[];
  /** A client that leaves after this long left because the target did not answer. */
  readonly timeoutMs: number;
  /** p99 of the upstream's answers; `null` while too few are known. */
  readonly p99Ms: number | null;
  /** How long callers wait. */
  readonly deadlineMs: number;
}

interface AttributedTry {
  readonly address: string;
  readonly outcome: Outcome;
  /** Of answered tries, when known. */
  readonly latencyMs: number | null;
  /** How long the try kept the target busy, answered or not; `null` when not known. */
  readonly busyMs: number | null;
}

export interface Attribution {
  readonly tries: readonly AttributedTry[];
  /** What the client got; `aborted` when it left early by itself, which counts for nothing. */
  readonly request: 'ok' | 'failed' | 'aborted';
}

export function attribute(entry: LogEntry, rules: AttributionRules): Attribution {
  const tries = entry.tries.map((attempt, index) => {
    const next = entry.tries[index + 1];
    const busyMs = busyTimeMs(entry, { attempt, next });
    const outcome =
      next === undefined ? outcomeOfLast(entry, { attempt, rules, busyMs }) : outcomeOf(attempt);
    return {
      address: attempt.address,
      outcome,
      latencyMs: answered(outcome) ? busyMs : null,
      busyMs,
    };
  });
  return { tries, request: requestOutcome(entry, { last: tries.at(-1), rules }) };
}

function answered(outcome: Outcome): boolean {
  return outcome === 'ok' || outcome === 'errors' || outcome === 'overload';
}

/** A try that another one followed: it failed, or Kong would not have tried again. */
function outcomeOf({ code, status }: LogTry): Outcome {
  return (code ?? status) === 504 ? 'timeouts' : 'connectFailures';
}

function outcomeOfLast(
  entry: LogEntry,
  context: {
    readonly attempt: LogTry;
    readonly rules: AttributionRules;
    readonly busyMs: number | null;
  },
): Outcome {
  const { attempt, rules, busyMs } = context;
  if (entry.status === 499) {
    return isTimeout(entry, { rules, waitedMs: busyMs }) ? 'timeouts' : 'aborted';
  }
  // A target's own answer counts as such also where Kong calls the try failed (no retries left).
  const isByKong = entry.source === 'kong' || (entry.source === null && attempt.isFailed);
  const status = attempt.status ?? attempt.code ?? entry.status;
  if (isByKong && status === 504) return 'timeouts';
  if (isByKong && status === 502) return 'connectFailures';
  if (isByKong && attempt.status === null) {
    // 5xx: no further peer was found, so this one had failed; 4xx: the client's doing.
    return entry.status >= 500 ? 'connectFailures' : 'aborted';
  }
  return outcomeOfStatus(status, rules.overloadStatuses);
}

function outcomeOfStatus(status: number, overloadStatuses: readonly number[]): Outcome {
  if (overloadStatuses.includes(status)) return 'overload';
  return status >= 500 ? 'errors' : 'ok';
}

/** A client's abort is the target's time-out after the service's own, or after 3 × its p99. */
function isTimeout(
  entry: LogEntry,
  { rules, waitedMs }: { readonly rules: AttributionRules; readonly waitedMs: number | null },
): boolean {
  if (waitedMs === null) return false;
  const timeoutMs = Math.min(entry.readTimeoutMs ?? Infinity, rules.timeoutMs);
  return waitedMs >= timeoutMs || (rules.p99Ms !== null && waitedMs >= 3 * rules.p99Ms);
}

/** No field tells it for every try: nginx's own time, else the next try's start, else `proxy`. */
function busyTimeMs(
  entry: LogEntry,
  { attempt, next }: { readonly attempt: LogTry; readonly next: LogTry | undefined },
): number | null {
  if (attempt.responseTimeMs !== null) return attempt.responseTimeMs;
  if (next === undefined) return entry.proxyMs;
  if (attempt.startedAtMs === null || next.startedAtMs === null) return null;
  return Math.max(0, next.startedAtMs - attempt.startedAtMs);
}

function requestOutcome(
  { status, requestMs }: LogEntry,
  context: { readonly last: AttributedTry | undefined; readonly rules: AttributionRules },
): Attribution['request'] {
  if (status !== 499) return status >= 500 ? 'failed' : 'ok';
  const waitedOut = requestMs !== null && requestMs >= context.rules.deadlineMs;
  return context.last?.outcome === 'timeouts' || waitedOut ? 'failed' : 'aborted';
}
