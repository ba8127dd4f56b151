/**
 * The counters and histograms of Kong's `prometheus` plugin, by service and route. Which of them a
 * request feeds is up to the flags of the plugin instance that applies to it.
 */

import type { KongPlugin, KongRoute } from '../entities/types.ts';
import type { ExchangeRecord } from '../proxy/exchange-record.ts';

/** Upper bounds in ms, fixed in Kong 3.9 (kong-facts D1). */
const KONG_BUCKETS_MS: readonly number[] = [
  1, 2, 5, 7, 10, 15, 20, 30, 50, 75, 100, 200, 500, 750, 1000, 3000, 6000,
];
const UPSTREAM_BUCKETS_MS: readonly number[] = [
  25, 50, 80, 100, 250, 400, 700, 1000, 2000, 5000, 10000, 30000, 60000,
];

export interface BucketCounts {
  readonly boundsMs: readonly number[];
  /** Not cumulative; one more than the bounds, for what lies above. */
  readonly counts: number[];
  sumMs: number;
}

export interface RouteSeries {
  readonly service: string;
  readonly route: string;
  /** Requests by `code|source`. */
  readonly requests: Map<string, number>;
  ingressBytes: number;
  egressBytes: number;
  readonly kongMs: BucketCounts;
  readonly upstreamMs: BucketCounts;
  readonly requestMs: BucketCounts;
}

export interface RequestMetrics {
  /** `plugin` is the prometheus instance of the request's route. */
  count(record: ExchangeRecord, plugin: KongPlugin): void;
  /** Sorted by service and route. */
  series(): readonly RouteSeries[];
  /** A request was counted with `upstream_health_metrics` on (fact 69). */
  readonly showsHealth: boolean;
}

/** Pairs of service and route; beyond it new ones go uncounted. */
const MAX_SERIES = 10_000;

export function createRequestMetrics(): RequestMetrics {
  const byRoute = new WeakMap<KongRoute, RouteSeries>();
  const byName = new Map<string, RouteSeries>();
  let showsHealth = false;

  function seriesOf(record: ExchangeRecord): RouteSeries | null {
    const { match } = record;
    if (match === null) return null;
    const known = byRoute.get(match.route);
    if (known !== undefined) return known;
    const service = match.service === null ? '' : (match.service.name ?? match.service.host);
    const route = match.route.name ?? match.route.id;
    const key = `${service}|${route}`;
    let series = byName.get(key);
    if (series === undefined) {
      if (byName.size >= MAX_SERIES) return null;
      series = emptySeries(service, route);
      byName.set(key, series);
    }
    byRoute.set(match.route, series);
    return series;
  }

  return {
    count(record, { config }) {
      showsHealth = config['upstream_health_metrics'] === true;
      const series = seriesOf(record);
      if (series === null) return;
      if (config['status_code_metrics'] === true) countStatus(series, record);
      if (config['bandwidth_metrics'] === true) {
        series.ingressBytes += record.requestBytes;
        series.egressBytes += record.responseBytes;
      }
      if (config['latency_metrics'] === true) countLatencies(series, record);
    },
    series() {
      return [...byName.values()].toSorted(byServiceAndRoute);
    },
    get showsHealth() {
      return showsHealth;
    },
  };
}

function countStatus(series: RouteSeries, record: ExchangeRecord): void {
  const key = `${record.status}|${record.source === 'upstream' ? 'service' : 'kong'}`;
  series.requests.set(key, (series.requests.get(key) ?? 0) + 1);
}

function countLatencies(series: RouteSeries, record: ExchangeRecord): void {
  observe(series.requestMs, record.requestMs);
  if (record.proxyMs >= 0) observe(series.upstreamMs, record.proxyMs);
  observe(series.kongMs, record.kongMs);
}

function observe(buckets: BucketCounts, valueMs: number): void {
  const found = buckets.boundsMs.findIndex((bound) => valueMs <= bound);
  const index = found === -1 ? buckets.boundsMs.length : found;
  buckets.counts[index] = (buckets.counts[index] ?? 0) + 1;
  buckets.sumMs += valueMs;
}

function emptySeries(service: string, route: string): RouteSeries {
  return {
    service,
    route,
    requests: new Map(),
    ingressBytes: 0,
    egressBytes: 0,
    kongMs: emptyBuckets(KONG_BUCKETS_MS),
    upstreamMs: emptyBuckets(UPSTREAM_BUCKETS_MS),
    requestMs: emptyBuckets(UPSTREAM_BUCKETS_MS),
  };
}

function emptyBuckets(boundsMs: readonly number[]): BucketCounts {
  return { boundsMs, counts: Array.from({ length: boundsMs.length + 1 }, () => 0), sumMs: 0 };
}

function byServiceAndRoute(a: RouteSeries, b: RouteSeries): number {
  if (a.service !== b.service) return a.service < b.service ? -1 : 1;
  return a.route < b.route ? -1 : Number(a.route > b.route);
}
