/**
 * The Kong configurations that Ballast is compared with, in the demo, in the benchmarks and in the
 * simulator: what circulates as advice, and a good one written by hand. Kept in one place so that
 * all of them mean the same by a name.
 */

import type { DeclarativeUpstream } from '../model/kong-declarative.ts';

/** The same shape, all of it read-only. */
type Reading<T> = T extends object ? { readonly [Key in keyof T]: Reading<T[Key]> } : T;

/** The health checks that circulate (`test/fixtures/folklore/b-upstream.yaml`). */
export const FOLKLORE_CHECKS = {
  threshold: 0,
  active: {
    type: 'http',
    timeout: 1, // Kong's default, as is the concurrency: folklore names neither.
    concurrency: 10,
    http_path: '/health',
    healthy: { interval: 30, http_statuses: [200, 302], successes: 2 },
    unhealthy: {
      interval: 10,
      http_statuses: [429, 404, 500, 501, 502, 503, 504, 505],
      tcp_failures: 0, // Not named there, so Kong's default: refused probes count for nothing.
      http_failures: 3,
      timeouts: 3,
    },
  },
  passive: {
    type: 'http',
    healthy: {
      http_statuses: [
        200, 201, 202, 203, 204, 205, 206, 207, 208, 226, 300, 301, 302, 303, 304, 305, 306, 307,
        308,
      ],
      successes: 5,
    },
    unhealthy: { http_statuses: [429, 500, 503], tcp_failures: 2, timeouts: 7, http_failures: 5 },
  },
} as const satisfies Reading<DeclarativeUpstream['healthchecks']>;

export const FOLKLORE_WEIGHTS = { primary: 100, secondary: 1 } as const;

/**
 * "Tuned": active checks each 1 s (timeout 1, 2 of 2), passive tcp 2 / timeouts 2 / http 5 on 500
 * and 502–504 with Kong's default of 0 successes, connect 0.5 s, read and write 2 s, retries 2,
 * weights 1000:1. As measured on a real Kong 3.9.3.
 */
export const TUNED_CHECKS = {
  active: {
    type: 'http',
    http_path: '/health',
    timeout: 1,
    healthy: { interval: 1, successes: 2 },
    unhealthy: { interval: 1, tcp_failures: 2, timeouts: 2, http_failures: 2 },
  },
  passive: {
    type: 'http',
    unhealthy: {
      http_statuses: [500, 502, 503, 504],
      tcp_failures: 2,
      timeouts: 2,
      http_failures: 5,
    },
  },
} as const;

export const TUNED_SERVICE = {
  retries: 2,
  connect_timeout: 500,
  read_timeout: 2_000,
  write_timeout: 2_000,
} as const;

export const TUNED_WEIGHTS = { primary: 1_000, secondary: 1 } as const;
