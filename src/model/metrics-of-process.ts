/** Metrics of Ballast itself: the process, its loop, its lease, its calls to Kong, its telemetry. */

import type { MetricTable } from './metric-entry.ts';

/** Of calls within a data centre, and of the phases of a tick that has one second. */
const CALL_BUCKETS_S = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5] as const;

export const PROCESS_METRICS = {
  process_start_time_seconds: {
    type: 'gauge',
    help: 'When the process started, in seconds since 1970.',
    labels: [],
    from: 'all',
  },
  process_cpu_seconds_total: {
    type: 'counter',
    help: 'CPU time used, user and system.',
    labels: [],
    from: 'all',
  },
  process_resident_memory_bytes: {
    type: 'gauge',
    help: 'Memory that the process occupies.',
    labels: [],
    from: 'all',
  },
  ballast_build_info: {
    type: 'gauge',
    help: 'Always 1; its labels say what runs.',
    labels: ['version'],
    from: 'all',
  },
  ballast_ticks_total: {
    type: 'counter',
    help: 'Ticks of the loop that ended well.',
    labels: [],
    from: 'all',
  },
  ballast_tick_failures_total: {
    type: 'counter',
    help: 'Ticks that failed, such as for want of the store: nothing is decided or written then.',
    labels: [],
    from: 'all',
  },
  ballast_last_tick_timestamp_seconds: {
    type: 'gauge',
    help: 'When the newest tick ended well, in seconds since 1970; 0 before the first.',
    labels: [],
    from: 'all',
  },
  ballast_tick_duration_seconds: {
    type: 'histogram',
    help: 'Time of a tick by phase: observe, decide (the plan is made), act (Kong is read and written), save.',
    labels: ['phase'],
    from: 'all',
    buckets: CALL_BUCKETS_S,
  },
  ballast_acting: {
    type: 'gauge',
    help: '1 in mode act, 0 in mode observe.',
    labels: [],
    from: 'all',
  },
  ballast_leading: {
    type: 'gauge',
    help: '1 on the one controller that may write to Kong (it holds the lease), else 0.',
    labels: [],
    from: 'all',
  },
  ballast_lease_token: {
    type: 'gauge',
    help: 'Fencing token of the lease held: it grows with each change of leader; 0 without a lease.',
    labels: [],
    from: 'all',
  },
  ballast_events_total: {
    type: 'counter',
    help: 'Lines of the journal since the start, by kind: what was decided, refused, written and told.',
    labels: ['kind'],
    from: 'all',
  },
  ballast_kong_calls_total: {
    type: 'counter',
    help: 'Calls to a gateway’s Admin API by outcome (ok, failed). Failed set-weight calls are failed writes.',
    labels: ['gateway', 'call', 'outcome'],
    from: 'all',
  },
  ballast_kong_call_duration_seconds: {
    type: 'histogram',
    help: 'Time of a call to a gateway’s Admin API, retries included.',
    labels: ['gateway', 'call'],
    from: 'all',
    buckets: CALL_BUCKETS_S,
  },
  ballast_log_entries_total: {
    type: 'counter',
    help: 'Entries of Kong’s logs that were counted.',
    labels: [],
    from: 'all',
  },
  ballast_log_entries_dropped_total: {
    type: 'counter',
    help: 'Entries that were not counted: duplicate, late, other_service, or malformed in some way.',
    labels: ['reason'],
    from: 'all',
  },
  ballast_log_deliveries_refused_total: {
    type: 'counter',
    help: 'Deliveries of logs that were refused: address, token, too_large, encoding, method, busy.',
    labels: ['reason'],
    from: 'all',
  },
  ballast_log_last_entry_timestamp_seconds: {
    type: 'gauge',
    help: 'When the newest log entry of a service arrived, in seconds since 1970; absent before the first.',
    labels: ['service'],
    from: 'all',
  },
  ballast_unknown_target_tries_total: {
    type: 'counter',
    help: 'Tries in Kong’s logs at addresses that belong to no known target.',
    labels: [],
    from: 'all',
  },
  ballast_probes_total: {
    type: 'counter',
    help: 'Ballast’s own probes of targets by outcome (ok, failed).',
    labels: ['outcome'],
    from: 'all',
  },
  ballast_health_reads_total: {
    type: 'counter',
    help: 'Readings of Kong’s health by outcome (ok, failed).',
    labels: ['outcome'],
    from: 'all',
  },
  ballast_prometheus_polls_total: {
    type: 'counter',
    help: 'Questions to Prometheus by outcome (ok, failed); unusable counts samples that fit nothing.',
    labels: ['outcome'],
    from: 'all',
  },
  ballast_metrics_left_out_targets: {
    type: 'gauge',
    help: 'Targets without series of their own, because the strategy has too many.',
    labels: [],
    from: 'all',
  },
  ballast_metrics_left_out_series: {
    type: 'gauge',
    help: 'Series of this scrape beyond the limit of a metric; above 0 the strategy is too large for one Ballast.',
    labels: [],
    from: 'all',
  },
  ballast_notifications_total: {
    type: 'counter',
    help: 'Notices by channel and outcome: sent, failed (refused or given up), dropped (queue full), repeated (the same again, only counted). Of channels that tell states: pictures sent and attempts that failed.',
    labels: ['channel', 'outcome'],
    from: 'all',
  },
  ballast_notifications_waiting: {
    type: 'gauge',
    help: 'Notices that wait to be sent, by channel.',
    labels: ['channel'],
    from: 'all',
  },
  ballast_notification_last_sent_timestamp_seconds: {
    type: 'gauge',
    help: 'When something last went out through a channel, in seconds since 1970; absent before the first.',
    labels: ['channel'],
    from: 'all',
  },
} as const satisfies MetricTable;
