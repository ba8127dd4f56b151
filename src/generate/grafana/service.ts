/** One service: what its clients see, where their requests go, how its targets do. */

import type { Dashboard, Section } from './dashboard.ts';
import { triesBy } from './tries-panels.ts';
import {
  BUDGET_THRESHOLDS,
  BURN_THRESHOLDS,
  failedPart,
  graph,
  KONG,
  perSecond,
  quantile,
  ROTATION_VALUES,
  rotationExpr,
  SERVICE,
  stat,
  states,
} from './panels.ts';

const NOW: Section = {
  title: 'Now',
  panels: [
    stat(
      { title: 'Objective', description: 'Availability promised.', unit: 'percentunit' },
      `max(ballast_service_objective_ratio{${SERVICE}})`,
      { thresholds: [{ color: 'blue' }] },
    ),
    stat(
      {
        title: 'Budget left',
        description: 'Of the error budget in the objective’s window.',
        unit: 'percentunit',
      },
      `min(ballast_service_budget_left_ratio{${SERVICE}})`,
      { thresholds: BUDGET_THRESHOLDS },
    ),
    stat(
      { title: 'Burn rate over an hour', description: '1 spends it exactly.', unit: 'none' },
      `max(ballast_service_burn_rate{${SERVICE},window="1h"})`,
      { thresholds: BURN_THRESHOLDS },
    ),
    stat(
      { title: 'Demand', description: 'Over all gateways.', unit: 'reqps' },
      `sum(ballast_service_demand_requests_per_second{${SERVICE}})`,
      { thresholds: [{ color: 'blue' }] },
    ),
    stat(
      { title: 'Failing now', description: 'Of the tries of the last 10 s.', unit: 'percentunit' },
      `max(ballast_service_failing_ratio{${SERVICE}})`,
      {
        thresholds: [
          { color: 'green' },
          { from: 0.001, color: 'yellow' },
          { from: 0.01, color: 'red' },
        ],
      },
    ),
    stat(
      { title: 'Shed', description: 'Refused on purpose: it fits nowhere.', unit: 'percentunit' },
      `max(ballast_service_shed_ratio{${SERVICE}})`,
      { thresholds: [{ color: 'green' }, { from: 0.0001, color: 'red' }] },
    ),
  ],
};

const CLIENTS: Section = {
  title: 'What clients see',
  panels: [
    graph(
      {
        title: 'Requests by outcome',
        description: 'ok, failed, shed; as Ballast read it from Kong’s logs.',
        unit: 'reqps',
      },
      [
        {
          expr: perSecond('ballast_requests_total', { by: 'outcome', matchers: SERVICE }),
          legend: '{{outcome}}',
        },
      ],
      { isStacked: true },
    ),
    graph(
      { title: 'Requests by status', description: 'From Kong’s own metrics.', unit: 'reqps' },
      [
        {
          expr: perSecond('kong_http_requests_total', { by: 'code, source', matchers: KONG }),
          legend: '{{code}} by {{source}}',
        },
      ],
      { isStacked: true },
    ),
    graph(
      {
        title: 'Time of requests, and what is promised',
        description: 'At the gateway, retries included. Each objective is an edge of the buckets.',
        unit: 's',
      },
      [
        ...[0.5, 0.99].map((ratio) => ({
          expr: quantile(ratio, {
            name: 'ballast_request_duration_seconds',
            by: '',
            matchers: SERVICE,
          }),
          legend: `p${ratio * 100}`,
        })),
        {
          expr: `max by (percentile) (ballast_service_latency_objective_seconds{${SERVICE}})`,
          legend: 'objective p{{percentile}}',
        },
      ],
      { range: { min: 0 } },
    ),
    graph(
      {
        title: 'Time to first byte, as Kong has it',
        description:
          'Of the last try. Kong’s buckets begin at 25 ms and have none from 250 to 400.',
        unit: 'ms',
      },
      [
        {
          expr: quantile(0.99, { name: 'kong_upstream_latency_ms', by: '', matchers: KONG }),
          legend: 'p99',
        },
      ],
      { range: { min: 0 } },
    ),
  ],
};

const REGIONS: Section = {
  title: 'Regions',
  panels: [
    graph(
      { title: 'Tries by region', description: 'One request may need several.', unit: 'reqps' },
      [
        {
          expr: perSecond('ballast_region_tries_total', { by: 'region', matchers: SERVICE }),
          legend: '{{region}}',
        },
      ],
      { isStacked: true },
    ),
    ...triesBy('region', SERVICE),
    graph(
      {
        title: 'Demand and room',
        description: 'Usable: in rotation, probed well, region not evacuated; by stated capacity.',
        unit: 'reqps',
      },
      [
        {
          expr: `sum(ballast_service_demand_requests_per_second{${SERVICE}})`,
          legend: 'demand',
        },
        {
          expr: `max by (region) (ballast_region_usable_capacity_requests_per_second{${SERVICE}})`,
          legend: 'usable in {{region}}',
        },
      ],
      { range: { min: 0 } },
    ),
  ],
};

const TARGETS: Section = {
  title: 'Targets',
  panels: [
    states(
      { title: 'Rotation', description: 'Out: ejected by Ballast. Trial: on the way back.' },
      { expr: rotationExpr(SERVICE), legend: '{{region}} {{target}}' },
      ROTATION_VALUES,
    ),
    states(
      {
        title: 'Health in Kong',
        description: 'What the worst node of each gateway says; Kong tells once it has proxied.',
      },
      {
        expr:
          'min by (gateway, target) (kong_upstream_target_health{job="kong",state="healthy"}) ' +
          `and on (target) ballast_target_rotation{${SERVICE}}`,
        legend: '{{gateway}} {{target}}',
      },
      { 0: { text: 'not healthy', color: 'red' }, 1: { text: 'healthy', color: 'green' } },
    ),
    graph({ title: 'Tries by target', description: 'At all gateways.', unit: 'reqps' }, [
      {
        expr: perSecond('ballast_target_tries_total', { by: 'target', matchers: SERVICE }),
        legend: '{{target}}',
      },
    ]),
    graph(
      {
        title: 'Tries that did not end well, by target',
        description: 'An outlier is one that differs from the others.',
        unit: 'percentunit',
      },
      [
        {
          expr: failedPart('ballast_target_tries_total', { by: 'target', matchers: SERVICE }),
          legend: '{{target}}',
        },
      ],
      { range: { min: 0 } },
    ),
    graph(
      { title: 'Mean time to first byte by target', description: 'Answered tries.', unit: 's' },
      [
        {
          expr:
            `${perSecond('ballast_target_answer_seconds_total', { by: 'target', matchers: SERVICE })} / ` +
            perSecond('ballast_target_answers_total', { by: 'target', matchers: SERVICE }),
          legend: '{{target}}',
        },
      ],
      { range: { min: 0 } },
    ),
    graph(
      {
        title: 'Weights in Kong',
        description: 'As applied; hundredths of a percent in a flat upstream.',
        unit: 'none',
      },
      [
        {
          expr: `max by (gateway, target) (ballast_target_weight_applied{${SERVICE}})`,
          legend: '{{gateway}} {{target}}',
        },
      ],
      { range: { min: 0 } },
    ),
    graph(
      {
        title: 'Wanted weight that Kong does not have',
        description: 'Not 0 for longer than a write takes: it failed, waits, or is only observed.',
        unit: 'none',
      },
      [
        {
          expr:
            `max by (gateway, target) (ballast_target_weight_desired{${SERVICE}}) - ` +
            `max by (gateway, target) (ballast_target_weight_applied{${SERVICE}})`,
          legend: '{{gateway}} {{target}}',
        },
      ],
    ),
    graph(
      {
        title: 'Ballast’s own probes',
        description: 'Time of the newest probe of each target, also of drained ones.',
        unit: 's',
      },
      [
        {
          expr: `max by (target) (ballast_target_probe_duration_seconds{${SERVICE}})`,
          legend: '{{target}}',
        },
      ],
      { range: { min: 0 } },
    ),
  ],
};

export const SERVICE_DASHBOARD: Dashboard = {
  name: 'service',
  title: 'Ballast: service',
  description: 'One service: clients, regions, targets.',
  variables: [{ name: 'service', isMany: false }],
  sections: [NOW, CLIENTS, REGIONS, TARGETS],
};
