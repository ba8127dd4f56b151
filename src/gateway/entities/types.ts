/**
 * Kong's entities as this gateway keeps them, in Kong's field names, every field present. Times
 * are epoch seconds (targets with three decimals).
 */

export const KINDS = ['services', 'routes', 'upstreams', 'targets', 'plugins'] as const;
export type Kind = (typeof KINDS)[number];

/** Any entity, as the Admin API shows it. */
export type Entity = Readonly<Record<string, unknown>> & { readonly id: string };

interface Reference {
  readonly id: string;
}

export interface KongService {
  readonly id: string;
  readonly name: string | null;
  readonly protocol: string;
  readonly host: string;
  readonly port: number;
  readonly path: string | null;
  /** Tries after the first. */
  readonly retries: number;
  /** Milliseconds, as are the two below. */
  readonly connect_timeout: number;
  readonly read_timeout: number;
  readonly write_timeout: number;
  readonly enabled: boolean;
  readonly tags: readonly string[] | null;
  readonly created_at: number;
  readonly updated_at: number;
  readonly client_certificate: Reference | null;
  readonly tls_verify: boolean | null;
  readonly tls_verify_depth: number | null;
  readonly ca_certificates: readonly string[] | null;
}

export interface KongRoute {
  readonly id: string;
  readonly name: string | null;
  readonly service: Reference | null;
  readonly protocols: readonly string[];
  readonly methods: readonly string[] | null;
  readonly hosts: readonly string[] | null;
  readonly paths: readonly string[] | null;
  readonly headers: Readonly<Record<string, readonly string[]>> | null;
  readonly snis: readonly string[] | null;
  readonly sources: readonly unknown[] | null;
  readonly destinations: readonly unknown[] | null;
  readonly regex_priority: number;
  readonly strip_path: boolean;
  readonly path_handling: 'v0' | 'v1';
  readonly preserve_host: boolean;
  readonly request_buffering: boolean;
  readonly response_buffering: boolean;
  readonly https_redirect_status_code: number;
  readonly tags: readonly string[] | null;
  readonly created_at: number;
  readonly updated_at: number;
}

export interface KongPlugin {
  readonly id: string;
  readonly name: string;
  readonly instance_name: string | null;
  /** All `null`: the plugin is global. */
  readonly service: Reference | null;
  readonly route: Reference | null;
  readonly consumer: Reference | null;
  readonly enabled: boolean;
  readonly protocols: readonly string[];
  readonly config: Readonly<Record<string, unknown>>;
  readonly tags: readonly string[] | null;
  readonly created_at: number;
  readonly updated_at: number;
}

/** What changed, once per write. The runtime rebuilds what it concerns. */
export type EntityChange =
  | { readonly kind: 'services' | 'routes' | 'plugins' }
  | {
      readonly kind: 'upstreams';
      readonly operation: 'create' | 'update' | 'delete';
      readonly upstream: string;
      /** The name before the write; differs from `upstream` after a rename. */
      readonly previousName: string;
    }
  | { readonly kind: 'targets'; readonly upstream: string }
  /** A declarative configuration replaced everything. */
  | { readonly kind: 'everything' };
