/** Unit tests of the alerts about Ballast, the gateways and what is known of them. */

import { LOGS_SILENT_S } from '../expressions-of-ballast.ts';
import type { RuleContext } from '../rule-context.ts';
import { loudCheckMs, type Switch, switchCase } from './switch-case.ts';
import { flat, MINUTE_MS, seriesText, type TestCase } from './test-case.ts';

type Labels = Readonly<Record<string, string>>;

const DAY_S = 86_400;

export function ballastCases({ strategy }: RuleContext): readonly TestCase[] {
  const own = (name: string, labels: Labels = {}, instance = 'ballast:9912') =>
    seriesText(name, { strategy: strategy.name, instance, ...labels });
  const gateway = strategy.gateways[0]?.name ?? '';
  const [service] = strategy.services;
  if (service === undefined) return [];
  const target = { service: service.name, region: 'r', target: 't:80' };
  const weight = (kind: string, also: Labels = {}) =>
    own(`ballast_target_weight_${kind}`, { gateway, ...target, ...also });
  const upstream = { gateway, upstream: service.upstream };
  const up = (job: string) => seriesText('up', { job, instance: 'host:1' });
  const simple = (
    alert: Switch['alert'],
    series: string,
    levels: {
      readonly quiet: Switch['changing'][number]['quiet'];
      readonly loud: Switch['changing'][number]['loud'];
    },
    labels: Labels = {},
  ) =>
    switchCase({
      alert,
      claim: `${alert} fires and ends`,
      changing: [{ series, ...levels }],
      expected: [{ labels }],
    });
  const rises = { quiet: 0, loud: 1 };
  const failing = own('ballast_gateway_failing', { gateway });
  const stuckAtMs = loudCheckMs({ alert: 'BallastStuck' });
  const signal = 'request logs';
  return [
    simple('BallastDown', own('ballast_build_info', { version: '1' }), { quiet: 1, loud: 'gone' }),
    simple('BallastReplicaDown', up('ballast'), { quiet: 1, loud: 0 }, { instance: 'host:1' }),
    switchCase({
      alert: 'BallastStuck',
      claim: 'BallastStuck fires when the newest tick grows old, and ends',
      changing: [
        { series: own('ballast_last_tick_timestamp_seconds'), quiet: 'clock', loud: 'stopped' },
      ],
      expected: [{ labels: {}, value: stuckAtMs / 1_000 - 540 }],
    }),
    simple('BallastNotLeading', own('ballast_leading'), { quiet: 1, loud: 0 }),
    switchCase({
      alert: 'BallastTwoLeaders',
      claim: 'BallastTwoLeaders fires when two lead at the same time, and ends',
      changing: [{ series: own('ballast_leading', {}, 'other:9912'), ...rises }],
      constant: [{ series: own('ballast_leading'), value: 1 }],
      expected: [{ labels: {}, value: 2 }],
    }),
    switchCase({
      alert: 'BallastWriteFailures',
      claim: 'BallastWriteFailures fires when a gateway fails while weights wait, and ends',
      changing: [{ series: failing, ...rises }],
      constant: [
        { series: weight('desired'), value: 0 },
        { series: weight('applied'), value: 100 },
        { series: own('ballast_acting'), value: 1 },
      ],
      expected: [{ labels: { gateway } }],
    }),
    nothingWaits({ failing, weight, acting: own('ballast_acting') }),
    simple('BallastGatewayFailing', failing, rises, { gateway }),
    simple('BallastConfigDrift', own('ballast_upstream_drift', upstream), rises, upstream),
    switchCase({
      alert: 'BallastWeightsNotInEffect',
      claim: 'BallastWeightsNotInEffect fires while a node uses another weight, and ends',
      changing: [{ series: weight('observed', { node: 'n1' }), quiet: 100, loud: 50 }],
      constant: [
        { series: weight('observed', { node: 'n2' }), value: 100 },
        { series: weight('applied'), value: 100 },
      ],
      expected: [{ labels: { gateway, node: 'n1', service: service.name } }],
    }),
    simple('BallastTelemetryStale', own('ballast_signal_stale', { signal }), rises, { signal }),
    logsMissing({ own, service: service.name }),
    logsDropped(own),
    ...drillCases(own),
    simple('BallastKongDown', up('kong'), { quiet: 1, loud: 0 }, { instance: 'host:1' }),
    ...kongMetricsCases(),
  ];
}

function nothingWaits(series: {
  readonly failing: string;
  readonly weight: (kind: string) => string;
  readonly acting: string;
}): TestCase {
  const { failing, weight, acting } = series;
  return {
    claim: 'BallastWriteFailures is silent while nothing waits to be written',
    intervalMs: MINUTE_MS,
    series: [
      { series: failing, values: flat(1, 20) },
      { series: weight('desired'), values: flat(100, 20) },
      { series: weight('applied'), values: flat(100, 20) },
      { series: acting, values: flat(1, 20) },
    ],
    checks: [{ atMs: 15 * MINUTE_MS, alert: 'BallastWriteFailures', expected: [] }],
  };
}

type Own = (name: string, labels?: Labels) => string;

function logsMissing({ own, service }: { readonly own: Own; readonly service: string }): TestCase {
  const requests = seriesText('kong_http_requests_total', {
    job: 'kong',
    instance: 'kong-1:8001',
    service,
    route: 'r',
    code: '200',
    source: 'service',
  });
  return switchCase({
    alert: 'BallastLogsMissing',
    claim: 'BallastLogsMissing fires when Kong serves and no log comes, and ends',
    changing: [
      { series: requests, quiet: { perMinute: 600 }, loud: { perMinute: 600 } },
      {
        series: own('ballast_log_last_entry_timestamp_seconds', { service }),
        quiet: 'clock',
        loud: 'stopped',
      },
    ],
    constant: [{ series: own('ballast_service_objective_ratio', { service }), value: 0.999 }],
    expected: [{ labels: { service } }],
    delayMs: LOGS_SILENT_S * 1_000,
  });
}

function logsDropped(own: Own): TestCase {
  return switchCase({
    alert: 'BallastLogsDropped',
    claim: 'BallastLogsDropped fires when a quarter of the entries is late, and ends',
    changing: [
      {
        series: own('ballast_log_entries_dropped_total', { reason: 'late' }),
        quiet: { perMinute: 0 },
        loud: { perMinute: 20 },
      },
      {
        series: own('ballast_log_entries_dropped_total', { reason: 'duplicate' }),
        quiet: { perMinute: 600 },
        loud: { perMinute: 600 },
      },
      {
        series: own('ballast_log_entries_total'),
        quiet: { perMinute: 60 },
        loud: { perMinute: 60 },
      },
    ],
    constant: [
      { series: own('ballast_log_deliveries_refused_total', { reason: 'token' }), value: 0 },
    ],
    expected: [{ labels: {}, value: 0.25 }],
    delayMs: 10 * MINUTE_MS,
    tailMs: 12 * MINUTE_MS,
  });
}

function drillCases(own: Own): readonly TestCase[] {
  const alert = 'BallastDrillOverdue';
  const last = own('ballast_drill_last_timestamp_seconds');
  const passed = own('ballast_drill_last_passed');
  return [
    switchCase({
      alert,
      claim: `${alert} fires when the newest drill is 91 days old, and ends with a new one`,
      changing: [{ series: last, quiet: -80 * DAY_S, loud: -91 * DAY_S }],
      constant: [{ series: passed, value: 1 }],
      expected: [{ labels: {} }],
    }),
    switchCase({
      alert,
      claim: `${alert} fires when the newest drill failed, and ends when one passes`,
      changing: [{ series: passed, quiet: 1, loud: 0 }],
      constant: [{ series: last, value: 0 }],
      expected: [{ labels: {} }],
    }),
  ];
}

function kongMetricsCases(): readonly TestCase[] {
  const metrics = [
    'kong_http_requests_total',
    'kong_request_latency_ms_count',
    'kong_upstream_target_health',
  ];
  const series = (metric: string) => seriesText(metric, { job: 'kong', instance: 'kong-1:8001' });
  return metrics.map((metric) =>
    switchCase({
      alert: 'BallastKongMetricsMissing',
      claim: `BallastKongMetricsMissing fires when ${metric} is gone, and ends`,
      changing: [{ series: series(metric), quiet: 1, loud: 'gone' }],
      constant: metrics
        .filter((other) => other !== metric)
        .map((other) => ({ series: series(other), value: 1 })),
      expected: [{ labels: { metric, job: 'kong' } }],
      delayMs: 6 * MINUTE_MS,
    }),
  );
}
