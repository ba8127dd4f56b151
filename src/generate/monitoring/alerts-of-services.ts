/** Alerts about services, their regions, their targets and their objectives. */

import type { AlertTable } from './alert-entry.ts';

const MINUTE = 60_000;

export const SERVICE_ALERTS = {
  BallastRegionDown: {
    severity: 'page',
    category: 'failover',
    source: 'ballast',
    expression: 'state',
    forMs: 0,
    labels: ['service', 'region'],
    summary: '{{ $labels.region }} is out for {{ $labels.service }}',
    meaning:
      'Ballast has evacuated the region: its targets do not serve, and the other regions carry the load. Users should be well again; the reserve is gone until the region is back.',
    runbook: 'region-down',
  },
  BallastEvacuationRefused: {
    severity: 'page',
    category: 'failover',
    source: 'ballast',
    expression: 'state',
    forMs: MINUTE,
    labels: ['service', 'region'],
    summary: '{{ $labels.region }} should be left for {{ $labels.service }}, but must not be',
    meaning:
      'The region looks broken, and something keeps Ballast from leaving it: a missing approval, no room elsewhere, another region that looks no better. A person has to decide.',
    runbook: 'evacuation-refused',
  },
  BallastRegionUnhealthyInKong: {
    severity: 'page',
    category: 'failover',
    source: 'kong',
    expression: 'ratio',
    forMs: MINUTE,
    labels: ['region', 'upstream'],
    summary: 'Kong sees no healthy target of {{ $labels.upstream }} in {{ $labels.region }}',
    meaning:
      'By Kong’s own checks every target of the region that has weight is down. It is said by Kong alone, so it holds with Ballast dead: then nobody moves weights, and Kong only skips what it knows to be down.',
    runbook: 'region-down',
  },
  BallastFailover: {
    severity: 'info',
    category: 'failover',
    source: 'ballast',
    expression: 'increase',
    forMs: 0,
    labels: ['service', 'region'],
    summary: '{{ $labels.service }} left {{ $labels.region }}',
    meaning:
      'A failover happened within the last 15 minutes. It stays visible that long even when the region is already back.',
    runbook: 'failover-happened',
  },
  BallastFailbackAborted: {
    severity: 'ticket',
    category: 'failback',
    source: 'ballast',
    expression: 'increase',
    forMs: 0,
    labels: ['service', 'region'],
    summary: 'The return of {{ $labels.region }} for {{ $labels.service }} was aborted',
    meaning:
      'The region failed again while its share was growing, so it was left again. The hold before the next try doubles.',
    runbook: 'failback-aborted',
  },
  BallastTargetEjected: {
    severity: 'ticket',
    category: 'ejection',
    source: 'ballast',
    expression: 'state',
    forMs: MINUTE,
    labels: ['service', 'region', 'target'],
    summary: '{{ $labels.target }} of {{ $labels.service }} is out of the rotation',
    meaning:
      'The target fails or answers far worse than its pool, so it gets no traffic. The others carry its part.',
    runbook: 'target-ejected',
  },
  BallastEjectionRefused: {
    severity: 'ticket',
    category: 'ejection',
    source: 'ballast',
    expression: 'increase',
    forMs: 0,
    labels: ['service', 'region', 'target'],
    summary: '{{ $labels.target }} of {{ $labels.service }} should be ejected, but may not be',
    meaning:
      'The target looks bad, but as many are out already as may be. Often the fault is shared: a deployment, a data store.',
    runbook: 'target-ejected',
  },
  BallastStandbyNotReady: {
    severity: 'ticket',
    category: 'capacity',
    source: 'ballast',
    expression: 'state',
    forMs: 5 * MINUTE,
    labels: ['service', 'region'],
    summary: '{{ $labels.region }} could not take over {{ $labels.service }} now',
    meaning:
      'The standby is out, lacks targets, or has no room for the present demand. Nothing is wrong for users yet; the next failover would be.',
    runbook: 'standby-not-ready',
  },
  BallastRegionCapacityLost: {
    severity: 'ticket',
    category: 'capacity',
    source: 'ballast',
    expression: 'ratio',
    forMs: 10 * MINUTE,
    labels: ['service', 'region'],
    summary:
      'Without {{ $labels.region }}, {{ $labels.service }} has {{ $value | humanizePercentage }} of what its peak needs',
    meaning:
      'Capacity N−1 is lost: what is usable in the other regions is less than the largest five-minute demand of the last day. If this region fails at the peak, requests will be shed or slow.',
    runbook: 'capacity-lost',
  },
  BallastShedding: {
    severity: 'page',
    category: 'capacity',
    source: 'ballast',
    expression: 'threshold',
    forMs: MINUTE,
    labels: ['service'],
    summary:
      '{{ $value | humanizePercentage }} of the requests to {{ $labels.service }} are refused',
    meaning:
      'More comes in than fits anywhere, so a part is answered 503 on purpose, to keep the rest fast.',
    runbook: 'shedding',
  },
  BallastLatencyObjectiveMissed: {
    severity: 'ticket',
    category: 'budget',
    source: 'ballast',
    expression: 'ratio',
    forMs: 5 * MINUTE,
    labels: ['service', 'quantile', 'limit'],
    summary:
      '{{ $value | humanizePercentage }} of the requests to {{ $labels.service }} take longer than {{ $labels.limit }}',
    meaning:
      'More requests are slower than the latency objective allows, over an hour and still over the last five minutes. Exact: the limit is an edge of Ballast’s histogram.',
    runbook: 'latency',
  },
  BallastLatencyObjectiveMissedKong: {
    severity: 'ticket',
    category: 'budget',
    source: 'kong',
    expression: 'ratio',
    forMs: 5 * MINUTE,
    labels: ['service', 'quantile', 'limit', 'bucket'],
    summary:
      '{{ $value | humanizePercentage }} of the requests to {{ $labels.service }} take longer than {{ $labels.bucket }} (objective: {{ $labels.limit }})',
    meaning:
      'The same from Kong’s metrics, for when Ballast is dead. Kong’s buckets are fixed, so the next one at or below the limit is taken (250 ms for 300 ms): it can fire while the objective is still just met, and never misses it.',
    runbook: 'latency',
  },
  BallastBudgetBurn14x: {
    severity: 'page',
    category: 'budget',
    source: 'kong',
    expression: 'burn-rate',
    forMs: 0,
    labels: ['service', 'window'],
    summary:
      '{{ $labels.service }} fails {{ $value | humanizePercentage }}: its budget lasts two days',
    meaning:
      'At this rate the error budget of the whole window is gone in a fourteenth of it. Users are hurt now.',
    runbook: 'budget-burn',
  },
  BallastBudgetBurn6x: {
    severity: 'page',
    category: 'budget',
    source: 'kong',
    expression: 'burn-rate',
    forMs: 0,
    labels: ['service', 'window'],
    summary:
      '{{ $labels.service }} fails {{ $value | humanizePercentage }}: its budget lasts five days',
    meaning: 'A twentieth of the error budget of the window is gone already, and it goes on.',
    runbook: 'budget-burn',
  },
  BallastBudgetBurn3x: {
    severity: 'ticket',
    category: 'budget',
    source: 'kong',
    expression: 'burn-rate',
    forMs: 0,
    labels: ['service', 'window'],
    summary:
      '{{ $labels.service }} fails {{ $value | humanizePercentage }}: its budget lasts ten days',
    meaning: 'A tenth of the error budget went within a thirtieth of the window.',
    runbook: 'budget-burn',
  },
  BallastBudgetBurn1x: {
    severity: 'ticket',
    category: 'budget',
    source: 'kong',
    expression: 'burn-rate',
    forMs: 0,
    labels: ['service', 'window'],
    summary:
      '{{ $labels.service }} fails {{ $value | humanizePercentage }}: it will just miss its objective',
    meaning:
      'Failures go on at the rate that uses up the error budget exactly, or a little faster.',
    runbook: 'budget-burn',
  },
  BallastBudgetSpent: {
    severity: 'ticket',
    category: 'budget',
    source: 'ballast',
    expression: 'threshold',
    forMs: 5 * MINUTE,
    labels: ['service'],
    summary: 'The error budget of {{ $labels.service }} is spent',
    meaning:
      'The objective of the window is missed. Ballast is careful now: returns wait longer and none begins while requests fail.',
    runbook: 'budget-spent',
  },
} as const satisfies AlertTable;
