/**
 * What Kong makes of an upstream or service that leaves things unsaid (Kong 3.9.3; kong-recordings
 * facts 1 and 46): every check off, five retries, a minute for each step of a try.
 */

import type { KongHealthchecks, KongUpstreamSettings } from './kong.ts';

/** As a declarative configuration has it: any part may be missing, at any depth. */
export type SparseUpstream = Sparse<Omit<KongUpstreamSettings, 'name'>> & { readonly name: string };

type Sparse<T> = T extends readonly (infer Item)[]
  ? readonly Item[]
  : T extends object
    ? { readonly [Key in keyof T]?: Sparse<T[Key]> }
    : T;

export const KONG_SERVICE_DEFAULTS = {
  /** Further tries after the first. */
  retries: 5,
  connect_timeout: 60_000,
  write_timeout: 60_000,
  read_timeout: 60_000,
} as const;

export function completeUpstream(sparse: SparseUpstream): KongUpstreamSettings {
  const { healthchecks = {}, ...rest } = sparse;
  const { active = {}, passive = {}, threshold = 0 } = healthchecks;
  return {
    ...UPSTREAM,
    ...rest,
    healthchecks: {
      threshold,
      active: {
        ...ACTIVE,
        ...active,
        headers: null,
        healthy: { ...ACTIVE.healthy, ...copied(active.healthy) },
        unhealthy: { ...ACTIVE.unhealthy, ...copied(active.unhealthy) },
      },
      passive: {
        ...PASSIVE,
        ...passive,
        healthy: { ...PASSIVE.healthy, ...copied(passive.healthy) },
        unhealthy: { ...PASSIVE.unhealthy, ...copied(passive.unhealthy) },
      },
    },
  };
}

const UPSTREAM: Omit<KongUpstreamSettings, 'name' | 'healthchecks'> = {
  algorithm: 'round-robin',
  slots: 10_000,
  hash_on: 'none',
  hash_fallback: 'none',
  hash_on_header: null,
  hash_fallback_header: null,
  hash_on_cookie: null,
  hash_on_cookie_path: '/',
  hash_on_query_arg: null,
  hash_fallback_query_arg: null,
  hash_on_uri_capture: null,
  hash_fallback_uri_capture: null,
  host_header: null,
};

const ACTIVE: KongHealthchecks['active'] = {
  type: 'http',
  timeout: 1,
  concurrency: 10,
  http_path: '/',
  https_verify_certificate: true,
  https_sni: null,
  headers: null,
  healthy: { interval: 0, http_statuses: [200, 302], successes: 0 },
  unhealthy: {
    interval: 0,
    http_statuses: [429, 404, 500, 501, 502, 503, 504, 505],
    tcp_failures: 0,
    timeouts: 0,
    http_failures: 0,
  },
};

const PASSIVE: KongHealthchecks['passive'] = {
  type: 'http',
  healthy: {
    http_statuses: [
      200, 201, 202, 203, 204, 205, 206, 207, 208, 226, 300, 301, 302, 303, 304, 305, 306, 307, 308,
    ],
    successes: 0,
  },
  unhealthy: { http_statuses: [429, 500, 503], tcp_failures: 0, timeouts: 0, http_failures: 0 },
};

/** Without what is undefined, and with a list of statuses of its own. */
function copied<T extends { readonly http_statuses?: readonly number[] }>(part: T | undefined) {
  const { http_statuses: statuses, ...rest } = part ?? {};
  return { ...rest, ...(statuses === undefined ? {} : { http_statuses: [...statuses] }) };
}
