/**
 * Kong's entities, in Kong's own field names (snake_case), as its Admin API and its declarative
 * configuration spell them. Only the fields Ballast reads or writes are named.
 */

export type KongAlgorithm = 'round-robin' | 'least-connections' | 'consistent-hashing' | 'latency';

export type KongHashInput =
  'none' | 'consumer' | 'ip' | 'header' | 'cookie' | 'path' | 'query_arg' | 'uri_capture';

export interface KongHealthchecks {
  /** Percent (0–100) of the weight that must be exceeded by what is available; 0 = any at all. */
  threshold: number;
  active: {
    type: 'http' | 'https' | 'tcp' | 'grpc' | 'grpcs';
    /** Seconds. */
    timeout: number;
    concurrency: number;
    http_path: string;
    https_verify_certificate: boolean;
    https_sni: string | null;
    headers: Record<string, string[]> | null;
    /** Intervals in seconds; 0 = off. */
    healthy: { interval: number; http_statuses: number[]; successes: number };
    unhealthy: {
      interval: number;
      http_statuses: number[];
      tcp_failures: number;
      timeouts: number;
      http_failures: number;
    };
  };
  passive: {
    type: 'http' | 'https' | 'tcp' | 'grpc' | 'grpcs';
    healthy: { http_statuses: number[]; successes: number };
    unhealthy: {
      http_statuses: number[];
      tcp_failures: number;
      timeouts: number;
      http_failures: number;
    };
  };
}

/** The part of an upstream that shapes balancing; every field present. */
export interface KongUpstreamSettings {
  name: string;
  algorithm: KongAlgorithm;
  slots: number;
  hash_on: KongHashInput;
  hash_fallback: KongHashInput;
  hash_on_header: string | null;
  hash_fallback_header: string | null;
  hash_on_cookie: string | null;
  hash_on_cookie_path: string;
  hash_on_query_arg: string | null;
  hash_fallback_query_arg: string | null;
  hash_on_uri_capture: string | null;
  hash_fallback_uri_capture: string | null;
  host_header: string | null;
  healthchecks: KongHealthchecks;
}

export interface KongTargetSettings {
  /** `host:port`. */
  target: string;
  /** 0–65535. */
  weight: number;
}

export type KongTargetHealth = 'HEALTHY' | 'UNHEALTHY' | 'HEALTHCHECKS_OFF' | 'DNS_ERROR';

/** What one Kong node says of one target (`GET /upstreams/X/health`). */
export interface KongTargetView {
  readonly target: string;
  /** The weight in Kong's database. */
  readonly weight: number;
  /** The weight this node really uses; `null` while it has no balancer for it. */
  readonly nodeWeight: number | null;
  readonly health: KongTargetHealth | null;
  readonly addresses: readonly {
    readonly ip: string;
    readonly port: number;
    readonly health: KongTargetHealth;
  }[];
}

export interface KongUpstreamView {
  readonly upstream: string;
  readonly nodeId: string;
  readonly targets: readonly KongTargetView[];
}
