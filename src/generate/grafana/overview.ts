/** All services at a glance: is anything wrong, and where to look. */

import type { Dashboard } from './dashboard.ts';
import {
  BUDGET_THRESHOLDS,
  BURN_THRESHOLDS,
  failedPart,
  graph,
  KONG,
  NONE_WANTED,
  OWN,
  PHASE_VALUES,
  perSecond,
  phaseExpr,
  quantile,
  SERVICE,
  stat,
  states,
  YES_NO,
} from './panels.ts';

export const OVERVIEW: Dashboard = {
  name: 'overview',
  title: 'Ballast: overview',
  description: 'All services of a strategy: budgets, traffic, regions.',
  variables: [{ name: 'service', isMany: true }],
  sections: [
    {
      title: 'Now',
      panels: [
        stat(
          {
            title: 'Least budget left',
            description: 'Of the error budget of the service that has least of it.',
            unit: 'percentunit',
          },
          `min(ballast_service_budget_left_ratio{${SERVICE}})`,
          { thresholds: BUDGET_THRESHOLDS },
        ),
        stat(
          {
            title: 'Regions not healthy',
            description: 'Regions of services in any phase but healthy.',
            unit: 'none',
          },
          `count(ballast_region_phase{${SERVICE},phase!="healthy"} == 1) or vector(0)`,
          { thresholds: NONE_WANTED },
        ),
        stat(
          {
            title: 'Targets out of rotation',
            description: 'Ejected, or on trial after that.',
            unit: 'none',
          },
          `count(ballast_target_rotation{${SERVICE},rotation!="in"} == 1) or vector(0)`,
          { thresholds: NONE_WANTED },
        ),
        stat(
          {
            title: 'Shed',
            description: 'Greatest part of a service’s demand that is refused on purpose.',
            unit: 'percentunit',
          },
          `max(ballast_service_shed_ratio{${SERVICE}})`,
          { thresholds: [{ color: 'green' }, { from: 0.0001, color: 'red' }] },
        ),
        stat(
          {
            title: 'Firing alerts',
            description: 'Of this strategy, in this Prometheus.',
            unit: 'none',
          },
          `count(ALERTS{alertstate="firing",${OWN}}) or vector(0)`,
          { thresholds: NONE_WANTED },
        ),
        stat(
          {
            title: 'Ballast leads',
            description: 'A controller holds the lease and may write.',
            unit: 'none',
          },
          `max(ballast_leading{${OWN}})`,
          { values: YES_NO, thresholds: [{ color: 'red' }, { from: 1, color: 'green' }] },
        ),
      ],
    },
    {
      title: 'Services',
      panels: [
        graph(
          {
            title: 'Requests',
            description: 'At all gateways, from Kong’s own metrics.',
            unit: 'reqps',
          },
          [
            {
              expr: perSecond('kong_http_requests_total', { by: 'service', matchers: KONG }),
              legend: '{{service}}',
            },
          ],
        ),
        graph(
          {
            title: 'Failed part',
            description: 'Requests that failed or were shed, as clients saw it.',
            unit: 'percentunit',
          },
          [
            {
              expr: failedPart('ballast_requests_total', { by: 'service', matchers: SERVICE }),
              legend: '{{service}}',
            },
          ],
          { range: { min: 0 } },
        ),
        graph(
          {
            title: 'p99 of requests',
            description: 'Whole requests at the gateway, retries included.',
            unit: 's',
          },
          [
            {
              expr: quantile(0.99, {
                name: 'ballast_request_duration_seconds',
                by: 'service',
                matchers: SERVICE,
              }),
              legend: '{{service}}',
            },
          ],
          { range: { min: 0 } },
        ),
        graph(
          {
            title: 'Burn rate over an hour',
            description: '1 spends the budget exactly by the end of its window; 14.4 pages.',
            unit: 'none',
          },
          [
            {
              expr: `max by (service) (ballast_service_burn_rate{${SERVICE},window="1h"})`,
              legend: '{{service}}',
            },
          ],
          { range: { min: 0 }, thresholds: BURN_THRESHOLDS },
        ),
      ],
    },
    {
      title: 'Regions',
      panels: [
        states(
          { title: 'Phase', description: 'What each region is in, by service.' },
          { expr: phaseExpr(SERVICE), legend: '{{service}} {{region}}' },
          PHASE_VALUES,
        ),
        graph(
          {
            title: 'Share in Kong',
            description: 'Part of a service’s weight that a region has, mean over the gateways.',
            unit: 'percentunit',
          },
          [
            {
              expr: `avg by (service, region) (ballast_region_share_applied_ratio{${SERVICE}})`,
              legend: '{{service}} {{region}}',
            },
          ],
          { range: { min: 0, max: 1 } },
        ),
        graph(
          {
            title: 'Budget left',
            description: 'Of the error budget in the objective’s window; below 0 when overspent.',
            unit: 'percentunit',
          },
          [
            {
              expr: `min by (service) (ballast_service_budget_left_ratio{${SERVICE}})`,
              legend: '{{service}}',
            },
          ],
          { range: { max: 1 }, thresholds: BUDGET_THRESHOLDS, width: 24 },
        ),
      ],
    },
  ],
};
