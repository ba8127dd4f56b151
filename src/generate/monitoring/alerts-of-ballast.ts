/** Alerts about Ballast, the gateways and what is known of them. */

import type { AlertTable } from './alert-entry.ts';

const MINUTE = 60_000;

export const BALLAST_ALERTS = {
  BallastDown: {
    severity: 'page',
    category: 'telemetry',
    source: 'ballast',
    expression: 'absence',
    forMs: 2 * MINUTE,
    labels: [],
    summary: 'No Ballast of {{ $labels.strategy }} runs, or none is scraped',
    meaning:
      'There is no series of Ballast at all. The weights stay as they are and Kong’s own checks go on, so users notice nothing; but nobody moves weights in the next fault.',
    runbook: 'ballast-down',
  },
  BallastReplicaDown: {
    severity: 'ticket',
    category: 'telemetry',
    source: 'ballast',
    expression: 'state',
    forMs: 5 * MINUTE,
    labels: ['instance'],
    summary: 'Ballast at {{ $labels.instance }} is not to be reached',
    meaning: 'One replica of Ballast does not answer its scrapes.',
    runbook: 'ballast-down',
  },
  BallastStuck: {
    severity: 'page',
    category: 'telemetry',
    source: 'ballast',
    expression: 'age',
    forMs: MINUTE,
    labels: [],
    summary: 'Ballast of {{ $labels.strategy }} has not ticked for {{ $value | humanizeDuration }}',
    meaning:
      'It runs, but its loop does not: the store is locked or gone, or a call hangs. Nothing is decided.',
    runbook: 'ballast-stuck',
  },
  BallastNotLeading: {
    severity: 'page',
    category: 'telemetry',
    source: 'ballast',
    expression: 'threshold',
    forMs: MINUTE,
    labels: [],
    summary: 'No controller of {{ $labels.strategy }} leads',
    meaning: 'Ballast runs, but none of its replicas holds the lease, so none may write to Kong.',
    runbook: 'not-leading',
  },
  BallastTwoLeaders: {
    severity: 'page',
    category: 'telemetry',
    source: 'ballast',
    expression: 'threshold',
    forMs: MINUTE,
    labels: [],
    summary: '{{ $value }} controllers of {{ $labels.strategy }} lead at the same time',
    meaning:
      'They do not share a store. Each takes the other’s weights for foreign writes and keeps its hands off.',
    runbook: 'not-leading',
  },
  BallastWriteFailures: {
    severity: 'page',
    category: 'failover',
    source: 'ballast',
    expression: 'increase',
    forMs: MINUTE,
    labels: ['gateway'],
    summary: 'Ballast cannot write weights at {{ $labels.gateway }}',
    meaning:
      'Writes to the gateway’s Admin API fail for more than a minute. What was decided is not in effect there.',
    runbook: 'write-failures',
  },
  BallastGatewayFailing: {
    severity: 'ticket',
    category: 'telemetry',
    source: 'ballast',
    expression: 'state',
    forMs: 5 * MINUTE,
    labels: ['gateway'],
    summary: 'Ballast cannot read the weights of {{ $labels.gateway }}',
    meaning:
      'The Admin API of the gateway is down or refuses the token. Nothing is wrong for users; the next failover would not reach this gateway.',
    runbook: 'write-failures',
  },
  BallastConfigDrift: {
    severity: 'ticket',
    category: 'telemetry',
    source: 'ballast',
    expression: 'state',
    forMs: 5 * MINUTE,
    labels: ['gateway', 'upstream'],
    summary: 'Somebody else wrote the weights of {{ $labels.upstream }} at {{ $labels.gateway }}',
    meaning:
      'decK, an ingress controller or a person changed weights that are Ballast’s. Ballast leaves the upstream alone until `ballast enable`, so it would not fail over.',
    runbook: 'config-drift',
  },
  BallastWeightsNotInEffect: {
    severity: 'ticket',
    category: 'telemetry',
    source: 'ballast',
    expression: 'ratio',
    forMs: 5 * MINUTE,
    labels: ['gateway', 'node', 'service'],
    summary:
      'Node {{ $labels.node }} of {{ $labels.gateway }} uses other weights for {{ $labels.service }} than were written',
    meaning:
      'Kong’s database has the new weights and a node balances by old ones: it does not reach the database, or its control plane.',
    runbook: 'config-drift',
  },
  BallastTelemetryStale: {
    severity: 'ticket',
    category: 'telemetry',
    source: 'ballast',
    expression: 'state',
    forMs: MINUTE,
    labels: ['signal'],
    summary: 'Ballast has no news of {{ $labels.signal }}',
    meaning:
      'A signal is older than it may be, so nothing moves because of it. With one kind of evidence less, a failover may need longer or not happen.',
    runbook: 'telemetry-stale',
  },
  BallastLogsMissing: {
    severity: 'page',
    category: 'telemetry',
    source: 'kong',
    expression: 'absence',
    forMs: 2 * MINUTE,
    labels: ['service'],
    summary: 'Kong serves {{ $labels.service }}, but Ballast gets none of its logs',
    meaning:
      'Requests pass and Ballast counts none: the http-log plugin is missing, cannot reach Ballast, or has a wrong token. Error rates and latency are invisible to it.',
    runbook: 'telemetry-stale',
  },
  BallastLogsDropped: {
    severity: 'ticket',
    category: 'telemetry',
    source: 'ballast',
    expression: 'ratio',
    forMs: 10 * MINUTE,
    labels: [],
    summary: '{{ $value | humanizePercentage }} of the log entries are dropped',
    meaning:
      'Entries arrive late or malformed, or deliveries are refused. What is counted may not be what happens.',
    runbook: 'telemetry-stale',
  },
  BallastDrillOverdue: {
    severity: 'ticket',
    category: 'failover',
    source: 'ballast',
    expression: 'age',
    forMs: 60 * MINUTE,
    labels: [],
    summary: 'No failover drill of {{ $labels.strategy }} passed for a long time',
    meaning:
      'The newest drill is older than 90 days, or failed, or there has been none. A failover that is not rehearsed is a hope.',
    runbook: 'drill-overdue',
  },
  BallastKongDown: {
    severity: 'page',
    category: 'telemetry',
    source: 'kong',
    expression: 'state',
    forMs: MINUTE,
    labels: ['instance'],
    summary: 'Kong at {{ $labels.instance }} is not to be reached',
    meaning:
      'A Kong node does not answer its scrapes. If it is down, its clients get no answer; other nodes and gateways have to take them.',
    runbook: 'kong-down',
  },
  BallastKongMetricsMissing: {
    severity: 'ticket',
    category: 'telemetry',
    source: 'kong',
    expression: 'absence',
    forMs: 10 * MINUTE,
    labels: ['metric'],
    summary: 'Kong exports no {{ $labels.metric }}',
    meaning:
      'The prometheus plugin is missing, has other flags than the generated ones, or exists twice. The alerts that rest on this metric cannot fire.',
    runbook: 'kong-metrics-missing',
  },
} as const satisfies AlertTable;
