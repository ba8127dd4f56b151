/**
 * Health checks of an upstream, tuned to find a dead target in seconds and not to make an outage of
 * their own. With Kong's defaults every counter is 0, which means: probe for ever, mark nothing.
 *
 * - Active: what answers its health path. 503 counts here, since that is what most services answer
 *   while they are not ready; 429 does not, it says nothing about the target.
 * - Passive (Kong's circuit breaker): what traffic shows. Overload (503, 429) is left out: counting
 *   it takes the last working targets out when a standby is too small (3,772 requests lost instead
 *   of 2,425, kong-recordings 111). `successes` above 0 lets a good answer clear the counters;
 *   with 0 a target goes out after five errors in any number of requests.
 * - Threshold 0: any target left is better than a 503 from Kong.
 */

import type { DeclarativeUpstream } from '../model/kong-declarative.ts';
import type { ServiceStrategy } from '../model/strategy.ts';
import { CHECKS_TUNING } from './tuning.ts';

/** Failures in a row, of one kind, until a probe marks a target; good probes until it is back. */
export const ACTIVE_FAILURES = CHECKS_TUNING.activeFailures;
export const ACTIVE_SUCCESSES = CHECKS_TUNING.activeSuccesses;
export const PASSIVE_TCP_FAILURES = CHECKS_TUNING.passiveTcpFailures;
export const PASSIVE_TIMEOUTS = CHECKS_TUNING.passiveTimeouts;
export const PASSIVE_HTTP_FAILURES = CHECKS_TUNING.passiveHttpFailures;

const ACTIVE_UNHEALTHY_STATUSES: readonly number[] = [404, 500, 501, 502, 503, 504, 505];
const PASSIVE_UNHEALTHY_STATUSES: readonly number[] = [500, 502, 504];

export function renderHealthchecks(service: ServiceStrategy): DeclarativeUpstream['healthchecks'] {
  return { threshold: 0, active: renderActive(service), passive: renderPassive(service) };
}

/**
 * Of an outer upstream, whose targets are Kong itself: whether a region can serve is found out, and
 * made good by its last resorts, in the inner upstream. A check here could only take a region out
 * for answers that are not its own.
 */
export function renderNoHealthchecks(): DeclarativeUpstream['healthchecks'] {
  const none = { tcp_failures: 0, timeouts: 0, http_failures: 0 };
  return {
    threshold: 0,
    active: {
      type: 'http',
      http_path: '/',
      timeout: 1,
      concurrency: CHECKS_TUNING.concurrencyMin,
      healthy: { interval: 0, http_statuses: [200, 302], successes: 0 },
      unhealthy: { interval: 0, http_statuses: [500], ...none },
    },
    passive: {
      type: 'http',
      healthy: { successes: 0 },
      unhealthy: { http_statuses: [500], ...none },
    },
  };
}

function renderActive(service: ServiceStrategy): DeclarativeUpstream['healthchecks']['active'] {
  const { health } = service;
  const interval = health.intervalMs / 1_000;
  const statuses = [...health.expect.statuses].toSorted((left, right) => left - right);
  return {
    type: service.protocol,
    http_path: health.path,
    ...(service.protocol === 'https' ? { https_verify_certificate: true } : {}),
    timeout: health.timeoutMs / 1_000,
    // All at once: when many hang, a sweep in several rounds would delay the next one.
    concurrency: Math.max(CHECKS_TUNING.concurrencyMin, service.targets.length),
    healthy: { interval, http_statuses: statuses, successes: ACTIVE_SUCCESSES },
    unhealthy: {
      interval,
      http_statuses: ACTIVE_UNHEALTHY_STATUSES.filter((status) => !statuses.includes(status)),
      tcp_failures: ACTIVE_FAILURES,
      timeouts: ACTIVE_FAILURES,
      http_failures: ACTIVE_FAILURES,
    },
  };
}

function renderPassive(service: ServiceStrategy): DeclarativeUpstream['healthchecks']['passive'] {
  const on = service.protect.circuitBreaker;
  const overload = service.health.overloadStatuses;
  return {
    type: service.protocol,
    healthy: { successes: CHECKS_TUNING.passiveSuccesses },
    unhealthy: {
      http_statuses: PASSIVE_UNHEALTHY_STATUSES.filter((status) => !overload.includes(status)),
      tcp_failures: on ? PASSIVE_TCP_FAILURES : 0,
      timeouts: on ? PASSIVE_TIMEOUTS : 0,
      http_failures: on ? PASSIVE_HTTP_FAILURES : 0,
    },
  };
}
