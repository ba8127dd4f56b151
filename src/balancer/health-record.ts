/**
 * The health of one address on one node and the counters that drive it.
 *
 * One success counter and three failure counters, shared by active and passive checks; only the
 * limits differ. A success clears the failures, a failure clears the successes, a limit of 0
 * switches a counter off, and what would only confirm a settled state is not counted. There is no
 * time window. The `mostly_` states are still available (healthy) or still not (unhealthy).
 *
 * @see kong-facts B3; lua-resty-healthcheck 3.1.0, `incr_counter`
 */

import type { KongHealthchecks } from '../model/kong.ts';
import type { Address, ProbeResult, TryReport } from './contract.ts';

type HealthState = 'healthy' | 'mostly_healthy' | 'unhealthy' | 'mostly_unhealthy';

type FailureKind = 'http' | 'tcp' | 'timeout';

type Verdict = 'success' | 'failure' | 'nothing';

/** Kong's statuses are below this. */
const STATUS_LIMIT = 1_000;

export interface HealthRecord {
  /** As it was when the address was last part of the upstream. */
  address: Address;
  state: HealthState;
  successes: number;
  readonly failures: Record<FailureKind, number>;
  /** When a record that no target uses any more is forgotten; `null` while one does. */
  purgeAtMs: number | null;
}

/** The limits of one kind of check (active or passive), made quick to look up. */
export interface CheckLimits {
  /** What an HTTP status counts as, by status; a status in both of Kong's lists is a success. */
  readonly verdicts: readonly Verdict[];
  readonly successes: number;
  readonly failures: Readonly<Record<FailureKind, number>>;
}

export function createHealthRecord(address: Address): HealthRecord {
  return {
    address,
    state: 'healthy',
    successes: 0,
    failures: { http: 0, tcp: 0, timeout: 0 },
    purgeAtMs: null,
  };
}

export function checkLimits(
  checks: KongHealthchecks['active'] | KongHealthchecks['passive'],
): CheckLimits {
  const { healthy, unhealthy } = checks;
  return {
    verdicts: verdictsOf(healthy.http_statuses, unhealthy.http_statuses),
    successes: healthy.successes,
    failures: {
      http: unhealthy.http_failures,
      tcp: unhealthy.tcp_failures,
      timeout: unhealthy.timeouts,
    },
  };
}

export function isAvailable(record: HealthRecord): boolean {
  return record.state === 'healthy' || record.state === 'mostly_healthy';
}

/** Counts one outcome. Returns whether the state became fully healthy or fully unhealthy. */
export function report(
  record: HealthRecord,
  limits: CheckLimits,
  outcome: TryReport | ProbeResult,
): boolean {
  if (outcome.kind === 'tcp-failure') return countFailure(record, limits, 'tcp');
  if (outcome.kind === 'timeout') return countFailure(record, limits, 'timeout');
  const verdict = limits.verdicts[outcome.status];
  if (verdict === 'success') return countSuccess(record, limits.successes);
  return verdict === 'failure' && countFailure(record, limits, 'http');
}

export function isSuccess(limits: CheckLimits, outcome: TryReport | ProbeResult): boolean {
  return outcome.kind === 'status' && limits.verdicts[outcome.status] === 'success';
}

/** Of each status below 1,000, from the two lists of the settings. */
export function verdictsOf(healthy: readonly number[], unhealthy: readonly number[]): Verdict[] {
  const verdicts = Array.from({ length: STATUS_LIMIT }, (): Verdict => 'nothing');
  for (const status of unhealthy) verdicts[status] = 'failure';
  for (const status of healthy) verdicts[status] = 'success';
  return verdicts;
}

/** A person's mark: sets the state at once and clears the counters. */
export function mark(record: HealthRecord, healthy: boolean): void {
  record.state = healthy ? 'healthy' : 'unhealthy';
  record.successes = 0;
  clearFailures(record);
}

/** A rebuild settles a `mostly_` state, but keeps the counters (`add_target` in 3.1.0). */
export function settle(record: HealthRecord): void {
  record.state = isAvailable(record) ? 'healthy' : 'unhealthy';
}

function countSuccess(record: HealthRecord, limit: number): boolean {
  if (limit === 0 || record.state === 'healthy') return false;
  record.successes += 1;
  clearFailures(record);
  if (record.successes >= limit) {
    record.state = 'healthy';
    return true;
  }
  if (record.state === 'unhealthy') record.state = 'mostly_unhealthy';
  return false;
}

function countFailure(record: HealthRecord, limits: CheckLimits, kind: FailureKind): boolean {
  const limit = limits.failures[kind];
  if (limit === 0 || record.state === 'unhealthy') return false;
  record.failures[kind] += 1;
  record.successes = 0;
  if (record.failures[kind] >= limit) {
    record.state = 'unhealthy';
    return true;
  }
  if (record.state === 'healthy') record.state = 'mostly_healthy';
  return false;
}

function clearFailures(record: HealthRecord): void {
  record.failures.http = 0;
  record.failures.tcp = 0;
  record.failures.timeout = 0;
}
