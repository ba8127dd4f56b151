/**
 * Every metric that `ballast run` exports, as data: the exporter refuses a name that is not here,
 * docs/metrics.md is this table, and the generated rules and dashboards are checked against it.
 *
 * Names follow Prometheus's conventions (base units, `_total` for counters). Each series carries
 * `strategy` beside its own labels, except the `process_` ones. The number of series is bounded by
 * the strategy: nothing of a request (path, client, consumer) is ever a label.
 */

import type { MetricTable } from './metric-entry.ts';
import { DECISION_METRICS } from './metrics-of-decisions.ts';
import { PROCESS_METRICS } from './metrics-of-process.ts';
import { TRAFFIC_METRICS } from './metrics-of-traffic.ts';

export const METRICS = {
  ...PROCESS_METRICS,
  ...TRAFFIC_METRICS,
  ...DECISION_METRICS,
} as const satisfies MetricTable;

export type MetricName = keyof typeof METRICS;

/**
 * Targets of a strategy up to which each has series of its own (about 35). Above, only those have
 * about which there is something to say (out, trimmed, other weights), and
 * `ballast_metrics_left_out_targets` says so; the regions' series are always there.
 */
export const PER_TARGET_LIMIT = 2_000;
