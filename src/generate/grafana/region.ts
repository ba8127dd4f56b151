/** One region over all services: may it serve, could it take over, how did it come back. */

import type { Dashboard } from './dashboard.ts';
import { triesBy } from './tries-panels.ts';
import {
  graph,
  NONE_WANTED,
  PHASE_VALUES,
  perSecond,
  phaseExpr,
  ROTATION_VALUES,
  rotationExpr,
  SERVICE,
  stat,
  states,
  WRONG_RIGHT,
} from './panels.ts';

const HERE = `${SERVICE},region="$region"`;

export const REGION: Dashboard = {
  name: 'region',
  title: 'Ballast: region',
  description: 'One region: phases, shares, room, targets.',
  variables: [
    { name: 'region', isMany: false },
    { name: 'service', isMany: true },
  ],
  sections: [
    {
      title: 'Now',
      panels: [
        stat(
          {
            title: 'Services not healthy here',
            description: 'In any phase but healthy.',
            unit: 'none',
          },
          `count(ballast_region_phase{${HERE},phase!="healthy"} == 1) or vector(0)`,
          { thresholds: NONE_WANTED },
        ),
        stat(
          {
            title: 'Evacuation refused',
            description: 'A region should be left and a guard or an approval keeps it from that.',
            unit: 'none',
          },
          `max(ballast_region_evacuation_refused{${HERE}})`,
          { values: WRONG_RIGHT, thresholds: NONE_WANTED },
        ),
        stat(
          {
            title: 'Standbys not ready',
            description: 'Services that this region could not take over now.',
            unit: 'none',
          },
          `count(ballast_region_standby_ready{${HERE}} == 0) or vector(0)`,
          { thresholds: NONE_WANTED },
        ),
        stat(
          {
            title: 'Failovers today',
            description: 'Evacuations of this region in 24 hours.',
            unit: 'none',
          },
          `sum(increase(ballast_region_failovers_total{${HERE}}[24h])) or vector(0)`,
          { thresholds: NONE_WANTED },
        ),
        stat(
          {
            title: 'Usable room',
            description: 'Stated capacity that can be used now.',
            unit: 'reqps',
          },
          `sum(ballast_region_usable_capacity_requests_per_second{${HERE}})`,
          { thresholds: [{ color: 'blue' }] },
        ),
        stat(
          { title: 'Targets out', description: 'Ejected, or on trial after that.', unit: 'none' },
          `count(ballast_target_rotation{${HERE},rotation!="in"} == 1) or vector(0)`,
          { thresholds: NONE_WANTED },
        ),
      ],
    },
    {
      title: 'Where requests go',
      panels: [
        states(
          { title: 'Phase', description: 'Of this region, by service.' },
          { expr: phaseExpr(HERE), legend: '{{service}}' },
          PHASE_VALUES,
        ),
        graph(
          {
            title: 'Share wanted and in Kong',
            description: 'Mean over the gateways. They differ while a write waits or fails.',
            unit: 'percentunit',
          },
          [
            {
              expr: `avg by (service) (ballast_region_share_desired_ratio{${HERE}})`,
              legend: '{{service}} wanted',
            },
            {
              expr: `avg by (service) (ballast_region_share_applied_ratio{${HERE}})`,
              legend: '{{service}} in Kong',
            },
          ],
          { range: { min: 0, max: 1 } },
        ),
        graph(
          {
            title: 'Way back',
            description:
              'Part of its baseline that the region may serve: its step after a failover.',
            unit: 'percentunit',
          },
          [
            {
              expr: `min by (service) (ballast_region_return_ratio{${HERE}})`,
              legend: '{{service}}',
            },
          ],
          { range: { min: 0, max: 1 } },
        ),
        graph(
          {
            title: 'Tries and room',
            description: 'Tries per second against the stated capacity that can be used.',
            unit: 'reqps',
          },
          [
            {
              expr: perSecond('ballast_region_tries_total', { by: 'service', matchers: HERE }),
              legend: '{{service}}',
            },
            {
              expr: `max by (service) (ballast_region_usable_capacity_requests_per_second{${HERE}})`,
              legend: '{{service}} usable',
            },
          ],
          { range: { min: 0 } },
        ),
      ],
    },
    {
      title: 'How it does',
      panels: [
        ...triesBy('service', HERE),
        states(
          { title: 'Targets', description: 'Out: ejected by Ballast. Trial: on the way back.' },
          { expr: rotationExpr(HERE), legend: '{{service}} {{target}}' },
          ROTATION_VALUES,
        ),
        graph(
          {
            title: 'Targets that answer Ballast’s probes',
            description: 'Part of them; seen from where Ballast runs.',
            unit: 'percentunit',
          },
          [
            {
              expr: `avg by (service) (ballast_target_probe_success{${HERE}})`,
              legend: '{{service}}',
            },
          ],
          { range: { min: 0, max: 1 } },
        ),
        graph(
          {
            title: 'Gateways in this region',
            description: 'Requests per second at each, from Kong’s own metrics.',
            unit: 'reqps',
          },
          [
            {
              expr: 'sum by (gateway) (rate(kong_http_requests_total{job="kong",region="$region"}[$__rate_interval]))',
              legend: '{{gateway}}',
            },
          ],
          { range: { min: 0 } },
        ),
        graph(
          {
            title: 'Failovers',
            description: 'Evacuations of this region in the hour before.',
            unit: 'none',
          },
          [
            {
              expr: `sum by (service) (increase(ballast_region_failovers_total{${HERE}}[1h]))`,
              legend: '{{service}}',
            },
          ],
          { range: { min: 0 } },
        ),
      ],
    },
  ],
};
