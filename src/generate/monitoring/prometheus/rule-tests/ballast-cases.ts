/** Unit tests of the alerts about Ballast, the gateways and what is known of them. */

import { LOGS_SILENT_S } from '../expressions-of-ballast.ts';
import type { RuleContext } from '../rule-context.ts';
import { loudCheckMs, QUIET_MINUTES, type Switch, switchCase } from './switch-case.ts';
import { flat, MINUTE_MS, seriesText, type TestCase } from './test-case.ts';

type Labels = Readonly<Record<string, string>>;

const DAY_S = 86_400;
const LAST_TICK_S = (QUIET_MINUTES - 1) * 60;

export function ballastCases({ strategy }: RuleContext): readonly TestCase[] {
  const own: Own = (name, labels = {}, instance = 'ballast:9912') =>
    seriesText(name, { strategy: strategy.name, instance, ...labels });
  const [service] = strategy.services;
  if (service === undefined) return [];
  const gateway = strategy.gateways[0]?.name ?? '';
  const world = { own, gateway, service: service.name, upstream: service.upstream };
  return [
    ...loopCases(own),
    ...gatewayCases(world),
    ...telemetryCases(world),
    ...drillCases(own),
    ...kongCases(),
  ];
}

type Own = (name: string, labels?: Labels, instance?: string) => string;

interface World {
  readonly own: Own;
  readonly gateway: string;
  readonly service: string;
  readonly upstream: string;
}

type Levels = Pick<Switch['changing'][number], 'quiet' | 'loud'>;

const RISES = { quiet: 0, loud: 1 };
const FALLS = { quiet: 1, loud: 0 };

function simple(
  alert: Switch['alert'],
  series: string,
  { levels, labels = {} }: { readonly levels: Levels; readonly labels?: Labels },
): TestCase {
  const claim = `${alert} fires and ends`;
  return switchCase({ alert, claim, changing: [{ series, ...levels }], expected: [{ labels }] });
}

function up(job: string): string {
  return seriesText('up', { job, instance: 'host:1' });
}

function loopCases(own: Own): readonly TestCase[] {
  const stuckAtMs = loudCheckMs({ alert: 'BallastStuck' });
  return [
    simple('BallastDown', own('ballast_build_info', { version: '1' }), {
      levels: { quiet: 1, loud: 'gone' },
    }),
    simple('BallastReplicaDown', up('ballast'), {
      levels: FALLS,
      labels: { instance: 'host:1' },
    }),
    switchCase({
      alert: 'BallastStuck',
      claim: 'BallastStuck fires when the newest tick grows old, and ends',
      changing: [
        { series: own('ballast_last_tick_timestamp_seconds'), quiet: 'clock', loud: 'stopped' },
      ],
      expected: [{ labels: {}, value: stuckAtMs / 1_000 - LAST_TICK_S }],
    }),
    simple('BallastNotLeading', own('ballast_leading'), { levels: FALLS }),
    switchCase({
      alert: 'BallastTwoLeaders',
      claim: 'BallastTwoLeaders fires when two lead at the same time, and ends',
      changing: [{ series: own('ballast_leading', {}, 'other:9912'), ...RISES }],
      constant: [{ series: own('ballast_leading'), value: 1 }],
      expected: [{ labels: {}, value: 2 }],
    }),
  ];
}

function gatewayCases({ own, gateway, service, upstream }: World): readonly TestCase[] {
  const target = { service, region: 'r', target: 't:80' };
  const weight = (kind: string, also: Labels = {}) =>
    own(`ballast_target_weight_${kind}`, { gateway, ...target, ...also });
  const failing = own('ballast_gateway_failing', { gateway });
  const place = { gateway, upstream };
  return [
    switchCase({
      alert: 'BallastWriteFailures',
      claim: 'BallastWriteFailures fires when a gateway fails while weights wait, and ends',
      changing: [{ series: failing, ...RISES }],
      constant: [
        { series: weight('desired'), value: 0 },
        { series: weight('applied'), value: 100 },
        { series: own('ballast_acting'), value: 1 },
      ],
      expected: [{ labels: { gateway } }],
    }),
    nothingWaits({ failing, weight, acting: own('ballast_acting') }),
    simple('BallastGatewayFailing', failing, { levels: RISES, labels: { gateway } }),
    simple('BallastConfigDrift', own('ballast_upstream_drift', place), {
      levels: RISES,
      labels: place,
    }),
    switchCase({
      alert: 'BallastWeightsNotInEffect',
      claim: 'BallastWeightsNotInEffect fires while a node uses another weight, and ends',
      changing: [{ series: weight('observed', { node: 'n1' }), quiet: 100, loud: 50 }],
      constant: [
        { series: weight('observed', { node: 'n2' }), value: 100 },
        { series: weight('applied'), value: 100 },
      ],
      expected: [{ labels: { gateway, node: 'n1', service } }],
    }),
  ];
}

function telemetryCases({ own, service }: World): readonly TestCase[] {
  const labels = { signal: 'request logs' };
  return [
    simple('BallastTelemetryStale', own('ballast_signal_stale', labels), {
      levels: RISES,
      labels,
    }),
    logsMissing({ own, service }),
    logsDropped(own),
  ];
}

function kongCases(): readonly TestCase[] {
  const labels = { instance: 'host:1' };
  return [simple('BallastKongDown', up('kong'), { levels: FALLS, labels }), ...kongMetricsCases()];
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
