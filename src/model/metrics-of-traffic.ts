/**
 * Metrics of the traffic and of the probes, counted entry by entry as they arrive. A request is what
 * a client sent; a try is one attempt at one target, of which a request may need several.
 */

import type { MetricTable } from './metric-entry.ts';

const TRY_OUTCOMES = 'ok, error, overload, timeout, connect_failure, aborted (the client left)';

export const TRAFFIC_METRICS = {
  ballast_requests_total: {
    type: 'counter',
    help: 'Whole requests as the client saw them, by outcome: ok, failed, shed (refused on purpose; counts against the objective).',
    labels: ['service', 'outcome'],
    from: 'all',
  },
  ballast_request_duration_seconds: {
    type: 'histogram',
    help: 'Time of whole requests at the gateway, retries included. Each latency objective is an edge, so meeting it is exact.',
    labels: ['service'],
    from: 'all',
    buckets: 'latency',
  },
  ballast_region_tries_total: {
    type: 'counter',
    help: `Tries at the targets of a region, by outcome: ${TRY_OUTCOMES}.`,
    labels: ['service', 'region', 'outcome'],
    from: 'all',
  },
  ballast_region_try_duration_seconds: {
    type: 'histogram',
    help: 'Time to first byte of the tries that a region answered.',
    labels: ['service', 'region'],
    from: 'all',
    buckets: 'latency',
  },
  ballast_target_tries_total: {
    type: 'counter',
    help: `Tries at a target, by outcome: ${TRY_OUTCOMES}.`,
    labels: ['service', 'region', 'target', 'outcome'],
    from: 'all',
  },
  ballast_target_answer_seconds_total: {
    type: 'counter',
    help: 'Sum of the times to first byte; its rate over that of the answered tries is the mean latency.',
    labels: ['service', 'region', 'target'],
    from: 'all',
  },
  ballast_target_answers_total: {
    type: 'counter',
    help: 'Answered tries whose time is in ballast_target_answer_seconds_total.',
    labels: ['service', 'region', 'target'],
    from: 'all',
  },
  ballast_target_requests_in_flight: {
    type: 'gauge',
    help: 'Requests inside a target: rate times mean latency over the last seconds.',
    labels: ['service', 'region', 'target'],
    from: 'all',
  },
  ballast_target_utilisation_ratio: {
    type: 'gauge',
    help: 'Busy part of a target as Prometheus knows it; absent where nothing measures it.',
    labels: ['service', 'region', 'target'],
    from: 'all',
  },
  ballast_target_probe_success: {
    type: 'gauge',
    help: '1 when Ballast’s newest probe of the target was answered as expected, else 0; absent before the first.',
    labels: ['service', 'region', 'target'],
    from: 'all',
  },
  ballast_target_probe_duration_seconds: {
    type: 'gauge',
    help: 'Time of Ballast’s newest probe of the target.',
    labels: ['service', 'region', 'target'],
    from: 'all',
  },
} as const satisfies MetricTable;
