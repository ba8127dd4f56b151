/**
 * The fields of Kong's entities and the values they take: of upstreams and targets as recorded from
 * Kong OSS 3.9.3 (`GET /schemas/…`), of services, routes and plugins from its Admin API
 * specification (developer.konghq.com @bc1cd7426, admin-oss 3.9), with those that Enterprise has had
 * since.
 */

export type FieldKind =
  | { readonly kind: 'any' }
  | { readonly kind: 'text' }
  | { readonly kind: 'flag' }
  | { readonly kind: 'number'; readonly min: number; readonly max: number; readonly whole: boolean }
  | { readonly kind: 'choice'; readonly of: readonly string[] }
  | { readonly kind: 'statuses' }
  | { readonly kind: 'record'; readonly fields: FieldTable }
  /** In Enterprise from a version on. */
  | { readonly kind: 'enterprise'; readonly since: string };

export type FieldTable = Readonly<Record<string, FieldKind>>;

export type EntityKind = 'upstream' | 'target' | 'service' | 'route' | 'plugin';

const ANY: FieldKind = { kind: 'any' };
const TEXT: FieldKind = { kind: 'text' };
const FLAG: FieldKind = { kind: 'flag' };
const STATUSES: FieldKind = { kind: 'statuses' };
const COUNTER = whole(0, 255);
const INTERVAL: FieldKind = { kind: 'number', min: 0, max: 65_535, whole: false };
const TIMEOUT_MS = whole(1, 2_147_483_646);
const COMMON = { id: TEXT, created_at: ANY, updated_at: ANY, tags: ANY } as const;

const CHECK_TYPE: FieldKind = { kind: 'choice', of: ['tcp', 'http', 'https', 'grpc', 'grpcs'] };
const HASH_INPUT: FieldKind = {
  kind: 'choice',
  of: ['none', 'consumer', 'ip', 'header', 'cookie', 'path', 'query_arg', 'uri_capture'],
};
const FAILURES = { tcp_failures: COUNTER, timeouts: COUNTER, http_failures: COUNTER } as const;

const HEALTHCHECKS: FieldTable = {
  threshold: { kind: 'number', min: 0, max: 100, whole: false },
  active: record({
    type: CHECK_TYPE,
    timeout: INTERVAL,
    concurrency: whole(1, 2_147_483_648),
    http_path: TEXT,
    https_sni: TEXT,
    https_verify_certificate: FLAG,
    headers: ANY,
    healthy: record({ interval: INTERVAL, http_statuses: STATUSES, successes: COUNTER }),
    unhealthy: record({ interval: INTERVAL, http_statuses: STATUSES, ...FAILURES }),
  }),
  passive: record({
    type: CHECK_TYPE,
    healthy: record({ http_statuses: STATUSES, successes: COUNTER }),
    unhealthy: record({ http_statuses: STATUSES, ...FAILURES }),
  }),
};

export const ENTITY_FIELDS: Readonly<Record<EntityKind, FieldTable>> = {
  upstream: {
    ...COMMON,
    name: TEXT,
    // Which algorithms there are has a rule of its own.
    algorithm: TEXT,
    hash_on: HASH_INPUT,
    hash_fallback: HASH_INPUT,
    ...texts('hash_on_header hash_fallback_header hash_on_cookie hash_on_cookie_path'),
    ...texts('hash_on_query_arg hash_fallback_query_arg hash_on_uri_capture'),
    ...texts('hash_fallback_uri_capture host_header'),
    slots: whole(10, 65_536),
    healthchecks: record(HEALTHCHECKS),
    client_certificate: ANY,
    use_srv_name: FLAG,
    targets: ANY,
    sticky_sessions_cookie: { kind: 'enterprise', since: '3.11' },
    sticky_sessions_cookie_path: { kind: 'enterprise', since: '3.11' },
  },
  target: {
    ...COMMON,
    target: TEXT,
    weight: whole(0, 65_535),
    upstream: ANY,
    failover: { kind: 'enterprise', since: '3.12' },
  },
  service: {
    ...COMMON,
    ...texts('name host path protocol url'),
    port: whole(0, 65_535),
    retries: whole(0, 32_767),
    connect_timeout: TIMEOUT_MS,
    read_timeout: TIMEOUT_MS,
    write_timeout: TIMEOUT_MS,
    enabled: FLAG,
    tls_verify: FLAG,
    ...anything('tls_verify_depth client_certificate ca_certificates routes plugins'),
    tls_sans: { kind: 'enterprise', since: '3.10' },
  },
  route: {
    ...COMMON,
    ...texts('name expression path_handling'),
    ...anything('destinations headers hosts https_redirect_status_code methods paths priority'),
    ...anything('protocols regex_priority service snis sources plugins'),
    preserve_host: FLAG,
    request_buffering: FLAG,
    response_buffering: FLAG,
    strip_path: FLAG,
  },
  plugin: {
    ...COMMON,
    ...texts('name instance_name'),
    ...anything('config consumer consumer_group protocols route service ordering'),
    enabled: FLAG,
    condition: { kind: 'enterprise', since: '3.14' },
    partials: { kind: 'enterprise', since: '3.10' },
  },
};

function whole(min: number, max: number): FieldKind {
  return { kind: 'number', min, max, whole: true };
}

function record(fields: FieldTable): FieldKind {
  return { kind: 'record', fields };
}

function texts(names: string): FieldTable {
  return Object.fromEntries(names.split(' ').map((name) => [name, TEXT]));
}

function anything(names: string): FieldTable {
  return Object.fromEntries(names.split(' ').map((name) => [name, ANY]));
}
