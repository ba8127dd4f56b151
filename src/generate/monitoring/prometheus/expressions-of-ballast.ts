/**
 * Expressions of the alerts about Ballast and the gateways. Ages are not divided in tests: they are
 * compared with the real clock.
 */

import type { Expressions } from './expression.ts';
import { BALLAST_JOB, type RuleContext } from './rule-context.ts';

const STUCK_S = 30;
const DRILL_AGE_S = 90 * 86_400;
/** Kong's metrics, and so a rate of them, are ahead of Ballast's silence by at most its range. */
const LOGS_RANGE_MS = 2 * 60_000;
export const LOGS_SILENT_S = 180;
const LOGS_FROM_RPS = 0.1;
const DROPS_RANGE_MS = 10 * 60_000;
const DROPS_RATIO = 0.05;
const ABSENT_RANGE_MS = 5 * 60_000;

/** Without one of these the alerts from Kong's metrics are blind. */
const KONG_METRICS = [
  'kong_http_requests_total',
  'kong_request_latency_ms_count',
  'kong_upstream_target_health',
] as const;

export const BALLAST_EXPRESSIONS = {
  BallastDown: ({ own }) => [{ expr: `absent(ballast_build_info{${own}})` }],
  BallastReplicaDown: () => [{ expr: `max by (instance) (up{job="${BALLAST_JOB}"}) == 0` }],
  BallastStuck: ({ own }) => [
    {
      expr: `time() - max by (strategy) (ballast_last_tick_timestamp_seconds{${own}}) > ${STUCK_S}`,
    },
  ],
  BallastNotLeading: ({ own }) => [{ expr: `sum by (strategy) (ballast_leading{${own}}) == 0` }],
  BallastTwoLeaders: ({ own }) => [{ expr: `sum by (strategy) (ballast_leading{${own}}) > 1` }],
  BallastWriteFailures: (context) => [{ expr: writeFailures(context) }],
  BallastGatewayFailing: ({ own }) => [
    { expr: `max by (strategy, gateway) (ballast_gateway_failing{${own}}) == 1` },
  ],
  BallastConfigDrift: ({ own }) => [
    { expr: `max by (strategy, gateway, upstream) (ballast_upstream_drift{${own}}) == 1` },
  ],
  BallastWeightsNotInEffect: (context) => [{ expr: otherWeights(context) }],
  BallastTelemetryStale: ({ own }) => [
    { expr: `max by (strategy, signal) (ballast_signal_stale{${own}}) == 1` },
  ],
  BallastLogsMissing: (context) => [{ expr: logsMissing(context) }],
  BallastLogsDropped: (context) => [{ expr: logsDropped(context) }],
  BallastDrillOverdue: ({ own }) => [
    {
      expr:
        `time() - max by (strategy) (ballast_drill_last_timestamp_seconds{${own}}) > ${DRILL_AGE_S}\n` +
        `or max by (strategy) (ballast_drill_last_passed{${own}}) == 0`,
    },
  ],
  BallastKongDown: ({ kong }) => [{ expr: `max by (instance) (up{${kong}}) == 0` }],
  BallastKongMetricsMissing: ({ kong, duration }) =>
    KONG_METRICS.map((metric) => ({
      expr: `absent_over_time(${metric}{${kong}}[${duration(ABSENT_RANGE_MS)}])`,
      labels: { metric },
    })),
} as const satisfies Expressions;

/** Calls fail while something is to be written; in mode observe nothing is. */
function writeFailures({ own }: RuleContext): string {
  const labels = 'strategy, gateway, service, region, target';
  const weight = (kind: string) => `max by (${labels}) (ballast_target_weight_${kind}{${own}})`;
  return (
    `max by (strategy, gateway) (ballast_gateway_failing{${own}}) == 1\n` +
    `and on (strategy, gateway) (\n  ${weight('desired')}\n  != ${weight('applied')}\n)\n` +
    `and on (strategy) max by (strategy) (ballast_acting{${own}}) == 1`
  );
}

function otherWeights({ own }: RuleContext): string {
  const labels = 'strategy, gateway, service, region, target';
  return (
    'count by (strategy, gateway, node, service) (\n' +
    `  max by (${labels}, node) (ballast_target_weight_observed{${own}})\n` +
    `  != on (${labels}) group_left ()\n` +
    `  max by (${labels}) (ballast_target_weight_applied{${own}})\n) > 0`
  );
}

function logsMissing({ own, kong, duration }: RuleContext): string {
  const range = duration(LOGS_RANGE_MS);
  const last = `max by (service) (ballast_log_last_entry_timestamp_seconds{${own}})`;
  return (
    `sum by (service) (rate(kong_http_requests_total{${kong}}[${range}])) > ${LOGS_FROM_RPS}\n` +
    `and on (service) ballast_service_objective_ratio{${own}}\n` +
    `unless on (service) (time() - ${last} < ${LOGS_SILENT_S})`
  );
}

function logsDropped({ own, duration }: RuleContext): string {
  const range = duration(DROPS_RANGE_MS);
  const rate = (series: string) => `sum by (strategy) (rate(${series}[${range}]))`;
  const lost =
    `(${rate(`ballast_log_entries_dropped_total{${own},reason!~"duplicate|other_service"}`)}\n` +
    `  + ${rate(`ballast_log_deliveries_refused_total{${own}}`)})`;
  return `${lost}\n/ (${rate(`ballast_log_entries_total{${own}}`)}\n  + ${lost}) > ${DROPS_RATIO}`;
}
