/**
 * What Kong's prometheus plugin exports, by name, with the labels it has: recorded from a Kong 3.9.3
 * (kong-recordings/telemetry), those of hybrid mode, streams and Enterprise from kong-facts D1.
 */

export interface KongMetric {
  readonly type: 'counter' | 'gauge' | 'histogram';
  readonly labels: readonly string[];
  /** Of labels that have a closed set of values. */
  readonly values?: Readonly<Record<string, readonly string[]>>;
  /** Upper edges in ms; of histograms. */
  readonly edges?: readonly number[];
}

const KONG_EDGES = [1, 2, 5, 7, 10, 15, 20, 30, 50, 75, 100, 200, 500, 750, 1000, 3000, 6000];
const UPSTREAM_EDGES = [25, 50, 80, 100, 250, 400, 700, 1000, 2000, 5000, 10_000, 30_000, 60_000];

const LATENCY = ['service', 'route', 'workspace'];
const SOURCES = { source: ['service', 'kong'] };
const SUBSYSTEMS = ['http', 'stream'];

export const KONG_METRICS: Readonly<Record<string, KongMetric>> = {
  kong_http_requests_total: {
    type: 'counter',
    labels: ['service', 'route', 'code', 'source', 'workspace', 'consumer'],
    values: SOURCES,
  },
  kong_stream_sessions_total: {
    type: 'counter',
    labels: ['service', 'route', 'code', 'source', 'workspace'],
    values: SOURCES,
  },
  kong_kong_latency_ms: { type: 'histogram', labels: LATENCY, edges: KONG_EDGES },
  kong_upstream_latency_ms: { type: 'histogram', labels: LATENCY, edges: UPSTREAM_EDGES },
  kong_request_latency_ms: { type: 'histogram', labels: LATENCY, edges: UPSTREAM_EDGES },
  kong_session_duration_ms: { type: 'histogram', labels: LATENCY, edges: UPSTREAM_EDGES },
  kong_bandwidth_bytes: {
    type: 'counter',
    labels: ['service', 'route', 'direction', 'workspace', 'consumer'],
    values: { direction: ['ingress', 'egress'] },
  },
  kong_upstream_target_health: {
    type: 'gauge',
    labels: ['upstream', 'target', 'address', 'state', 'subsystem'],
    values: {
      state: ['healthchecks_off', 'healthy', 'unhealthy', 'dns_error'],
      subsystem: SUBSYSTEMS,
    },
  },
  kong_nginx_connections_total: {
    type: 'gauge',
    labels: ['node_id', 'subsystem', 'state'],
    values: {
      state: ['accepted', 'active', 'handled', 'reading', 'total', 'waiting', 'writing'],
      subsystem: SUBSYSTEMS,
    },
  },
  kong_nginx_requests_total: { type: 'gauge', labels: ['node_id', 'subsystem'] },
  kong_nginx_timers: {
    type: 'gauge',
    labels: ['state'],
    values: { state: ['pending', 'running'] },
  },
  kong_nginx_metric_errors_total: { type: 'counter', labels: [] },
  kong_datastore_reachable: { type: 'gauge', labels: [] },
  kong_node_info: { type: 'gauge', labels: ['node_id', 'version'] },
  kong_memory_lua_shared_dict_bytes: {
    type: 'gauge',
    labels: ['node_id', 'shared_dict', 'kong_subsystem'],
  },
  kong_memory_lua_shared_dict_total_bytes: {
    type: 'gauge',
    labels: ['node_id', 'shared_dict', 'kong_subsystem'],
  },
  kong_memory_workers_lua_vms_bytes: {
    type: 'gauge',
    labels: ['node_id', 'pid', 'kong_subsystem'],
  },
  kong_data_plane_last_seen: { type: 'gauge', labels: ['node_id', 'hostname', 'ip'] },
  kong_data_plane_config_hash: { type: 'gauge', labels: ['node_id', 'hostname', 'ip'] },
  kong_data_plane_version_compatible: {
    type: 'gauge',
    labels: ['node_id', 'hostname', 'ip', 'kong_version'],
  },
  kong_data_plane_cluster_cert_expiry_timestamp: { type: 'gauge', labels: [] },
};

/** Families whose members are not listed one by one. */
const OTHER_FAMILIES = ['kong_ai_', 'kong_db_entit', 'kong_enterprise_license_', 'kong_wasm_'];

/** Names that people use and Kong 3.4–3.9 does not have, with what serves instead. */
const METRIC_REPLACEMENTS: Readonly<Record<string, string>> = {
  kong_http_upstream_health_checks_total: 'kong_upstream_target_health{state="unhealthy"}',
  kong_upstream_health: 'kong_upstream_target_health{state="healthy"}',
  kong_upstream_health_status: 'kong_upstream_target_health{state="healthy"}',
  kong_target_health: 'kong_upstream_target_health{state="healthy"}',
  kong_healthchecks: 'kong_upstream_target_health{state="healthy"}',
  kong_http_status: 'kong_http_requests_total',
  kong_http_requests: 'kong_http_requests_total',
  kong_requests_total: 'kong_http_requests_total',
  kong_http_status_total: 'kong_http_requests_total',
  kong_http_errors_total: 'kong_http_requests_total{code=~"5.."}',
  kong_latency: 'kong_request_latency_ms_bucket',
  kong_latency_bucket: 'kong_request_latency_ms_bucket',
  kong_latency_ms_bucket: 'kong_request_latency_ms_bucket',
  kong_http_request_duration_seconds_bucket: 'kong_request_latency_ms_bucket',
  kong_request_duration_seconds_bucket: 'kong_request_latency_ms_bucket',
  kong_upstream_latency_seconds_bucket: 'kong_upstream_latency_ms_bucket',
  kong_bandwidth: 'kong_bandwidth_bytes',
  kong_bandwidth_total: 'kong_bandwidth_bytes',
  kong_nginx_http_current_connections: 'kong_nginx_connections_total',
  kong_up: 'up{job="kong"}',
};

export interface FoundMetric {
  /** Without the suffix of a histogram's series. */
  readonly name: string;
  readonly metric: KongMetric;
  readonly suffix: '' | '_bucket' | '_count' | '_sum';
}

/** `null` when Kong has no such series. */
export function findKongMetric(series: string): FoundMetric | null {
  for (const suffix of ['_bucket', '_count', '_sum', ''] as const) {
    if (!series.endsWith(suffix)) continue;
    const name = suffix === '' ? series : series.slice(0, -suffix.length);
    const metric = KONG_METRICS[name];
    if (metric !== undefined && (metric.type === 'histogram') === (suffix !== '')) {
      return { name, metric, suffix };
    }
  }
  return null;
}

/** A name of Kong's that Kong does not export. Recording rules have a colon in theirs. */
export function isUnknownKongSeries(series: string): boolean {
  if (!series.startsWith('kong_') || series.includes(':')) return false;
  if (OTHER_FAMILIES.some((family) => series.startsWith(family))) return false;
  return findKongMetric(series) === null;
}

/** What a series is to be replaced by; `null` when nothing comes near. */
export function replacementOf(series: string): string | null {
  const known = METRIC_REPLACEMENTS[series];
  if (known !== undefined) return known;
  // A histogram has no series of its own name.
  if (KONG_METRICS[series]?.type === 'histogram') return `${series}_bucket`;
  return null;
}

/** Labels that Kong's exporter calls otherwise. */
export const LABEL_REPLACEMENTS: Readonly<Record<string, string>> = {
  health: 'state',
  status: 'code',
  status_code: 'code',
  upstream_name: 'upstream',
  service_name: 'service',
  route_name: 'route',
  type: 'direction',
};
