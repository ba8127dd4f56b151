/**
 * Kong's declarative configuration (decK's state file, DB-less `kong.yaml`), in Kong's field names:
 * the part that Ballast writes. Fields left out take Kong's defaults.
 */

import type { KongAlgorithm, KongHashInput, KongHealthchecks } from './kong.ts';

export interface KongDeclarative {
  _format_version: '3.0';
  /** decK's own key: which entities a sync of this file may touch. Not part of a DB-less file. */
  _info?: { select_tags: string[] };
  services?: DeclarativeService[];
  upstreams?: DeclarativeUpstream[];
  /** Global plugins. */
  plugins?: DeclarativePlugin[];
}

export interface DeclarativeService {
  name: string;
  /** Name of the upstream. */
  host: string;
  port: number;
  protocol: 'http' | 'https';
  path?: string;
  /** Extra tries. */
  retries: number;
  /** Milliseconds, as the two below. */
  connect_timeout: number;
  write_timeout: number;
  read_timeout: number;
  tags: string[];
  routes: DeclarativeRoute[];
  plugins: DeclarativePlugin[];
}

export interface DeclarativeRoute {
  name: string;
  paths?: string[];
  methods?: string[];
  hosts?: string[];
  headers?: Record<string, string[]>;
  strip_path: boolean;
  tags: string[];
  plugins?: DeclarativePlugin[];
}

export interface DeclarativePlugin {
  name: string;
  config: Record<string, unknown>;
  tags: string[];
}

export interface DeclarativeUpstream {
  name: string;
  algorithm: KongAlgorithm;
  slots?: number;
  hash_on?: KongHashInput;
  hash_fallback?: KongHashInput;
  hash_on_header?: string;
  hash_on_cookie?: string;
  hash_on_cookie_path?: string;
  hash_on_query_arg?: string;
  healthchecks: {
    threshold: number;
    active: Omit<
      KongHealthchecks['active'],
      'https_sni' | 'headers' | 'https_verify_certificate'
    > & { https_verify_certificate?: boolean };
    passive: {
      type: KongHealthchecks['passive']['type'];
      healthy: { http_statuses?: number[]; successes: number };
      unhealthy: KongHealthchecks['passive']['unhealthy'];
    };
  };
  tags: string[];
  targets: DeclarativeTarget[];
}

export interface DeclarativeTarget {
  /** `host:port`. */
  target: string;
  weight: number;
  /** Kong Enterprise 3.12 and later: used only when no other target is healthy. */
  failover?: true;
  tags: string[];
}
