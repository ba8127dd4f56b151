/**
 * The text of `GET /metrics` as Kong's prometheus plugin writes it: families in alphabetical order;
 * of a histogram all buckets come first, then the counts, then the sums (recordings
 * telemetry/metrics-*.txt). prom-client orders histograms differently, hence this writer.
 */

import type { TargetHealthView } from '../../balancer/contract.ts';
import { type Family, nodeFamilies, type NodeView } from './node-families.ts';
import type { BucketCounts, RouteSeries } from './request-metrics.ts';

export interface MetricsView extends NodeView {
  readonly workspace: string;
  readonly series: readonly RouteSeries[];
  /** `null`: not exported. */
  readonly health:
    readonly { readonly upstream: string; readonly targets: readonly TargetHealthView[] }[] | null;
}

export function renderMetrics(view: MetricsView): string {
  const families: Family[] = [
    ...nodeFamilies(view),
    ['kong_bandwidth_bytes', 'counter', HELP.bandwidth, bandwidth(view)],
    ['kong_http_requests_total', 'counter', HELP.requests, requests(view)],
    histogram('kong_kong_latency_ms', HELP.kongLatency, view, (series) => series.kongMs),
    histogram('kong_request_latency_ms', HELP.requestLatency, view, (series) => series.requestMs),
    histogram('kong_upstream_latency_ms', HELP.upstreamLatency, view, (one) => one.upstreamMs),
    ['kong_upstream_target_health', 'gauge', HELP.health, health(view)],
  ];
  return families
    .filter(([, , , lines]) => lines.length > 0)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, type, help, lines]) => [
      `# HELP ${name} ${help}`,
      `# TYPE ${name} ${type}`,
      ...lines,
    ])
    .flat()
    .join('\n')
    .concat('\n');
}

const HELP = {
  bandwidth: 'Total bandwidth (ingress/egress) throughput in bytes',
  requests: 'HTTP status codes per consumer/service/route in Kong',
  kongLatency: 'Latency added by Kong and enabled plugins for each service/route in Kong',
  requestLatency: 'Total latency incurred during requests for each service/route in Kong',
  upstreamLatency: 'Latency added by upstream response for each service/route in Kong',
  health:
    'Health status of targets of upstream. States = healthchecks_off|healthy|unhealthy|dns_error, ' +
    'value is 1 when state is populated.',
} as const;

function bandwidth(view: MetricsView): string[] {
  return view.series.flatMap((series) => {
    const tail = `workspace="${view.workspace}",consumer=""`;
    const line = (direction: string, bytes: number) =>
      `kong_bandwidth_bytes{${labels(series)},direction="${direction}",${tail}} ${bytes}`;
    return [
      ...(series.egressBytes > 0 ? [line('egress', series.egressBytes)] : []),
      ...(series.ingressBytes > 0 ? [line('ingress', series.ingressBytes)] : []),
    ];
  });
}

function requests(view: MetricsView): string[] {
  return view.series.flatMap((series) =>
    [...series.requests]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, count]) => {
        const [code = '', source = ''] = key.split('|');
        const head = `${labels(series)},code="${code}",source="${source}"`;
        return `kong_http_requests_total{${head},workspace="${view.workspace}",consumer=""} ${count}`;
      }),
  );
}

function histogram(
  name: string,
  help: string,
  view: MetricsView,
  bucketsOf: (series: RouteSeries) => BucketCounts,
): Family {
  const bucketLines: string[] = [];
  const countLines: string[] = [];
  const sumLines: string[] = [];
  for (const series of view.series) {
    const { boundsMs, counts, sumMs } = bucketsOf(series);
    const total = counts.reduce((sum, count) => sum + count, 0);
    if (total === 0) continue;
    const head = `${labels(series)},workspace="${view.workspace}"`;
    let below = 0;
    for (const [index, bound] of boundsMs.entries()) {
      below += counts[index] ?? 0;
      bucketLines.push(`${name}_bucket{${head},le="${bound}"} ${below}`);
    }
    bucketLines.push(`${name}_bucket{${head},le="+Inf"} ${total}`);
    countLines.push(`${name}_count{${head}} ${total}`);
    sumLines.push(`${name}_sum{${head}} ${sumMs}`);
  }
  return [name, 'histogram', help, [...bucketLines, ...countLines, ...sumLines]];
}

const HEALTH_STATES = ['dns_error', 'healthchecks_off', 'healthy', 'unhealthy'] as const;

function health(view: MetricsView): string[] {
  return (view.health ?? []).flatMap(({ upstream, targets }) =>
    targets.flatMap((target) => {
      const addresses =
        target.addresses.length > 0
          ? target.addresses.map((one) => ({ name: `${one.ip}:${one.port}`, health: one.health }))
          : [{ name: '', health: target.health }];
      return addresses.flatMap((address) =>
        HEALTH_STATES.map((state) => {
          const head = `upstream="${escaped(upstream)}",target="${escaped(target.target)}"`;
          const value = Number(address.health.toLowerCase() === state);
          const tail = `address="${address.name}",state="${state}",subsystem="http"`;
          return `kong_upstream_target_health{${head},${tail}} ${value}`;
        }),
      );
    }),
  );
}

function labels(series: RouteSeries): string {
  return `service="${escaped(series.service)}",route="${escaped(series.route)}"`;
}

function escaped(text: string): string {
  return text
    .replaceAll('\\', String.raw`\\`)
    .replaceAll('"', String.raw`\"`)
    .replaceAll('\n', String.raw`\n`);
}
