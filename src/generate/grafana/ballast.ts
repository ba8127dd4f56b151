/** Ballast itself: does it run, see, decide and write. */

import type { Dashboard, Section } from './dashboard.ts';
import { graph, OWN, perSecond, stat, states, WRONG_RIGHT, YES_NO, NONE_WANTED } from './panels.ts';

const NOW: Section = {
  title: 'Now',
  panels: [
    stat(
      { title: 'Leads', description: 'A controller holds the lease and may write.', unit: 'none' },
      `max(ballast_leading{${OWN}})`,
      { values: YES_NO, thresholds: [{ color: 'red' }, { from: 1, color: 'green' }] },
    ),
    stat(
      { title: 'Acts', description: 'Mode act; in mode observe it only tells.', unit: 'none' },
      `max(ballast_acting{${OWN}})`,
      { values: { 0: { text: 'observes', color: 'blue' }, 1: { text: 'acts', color: 'green' } } },
    ),
    stat(
      { title: 'Since the newest tick', description: 'A tick each second is healthy.', unit: 's' },
      `time() - max(ballast_last_tick_timestamp_seconds{${OWN}})`,
      {
        thresholds: [
          { color: 'green' },
          { from: 30, color: 'orange' },
          { from: 120, color: 'red' },
        ],
      },
    ),
    stat(
      { title: 'Stale signals', description: 'Nothing moves because of these.', unit: 'none' },
      `sum(ballast_signal_stale{${OWN}}) or vector(0)`,
      { thresholds: NONE_WANTED },
    ),
    stat(
      {
        title: 'Foreign weights',
        description: 'Upstreams that somebody else wrote.',
        unit: 'none',
      },
      `sum(ballast_upstream_drift{${OWN}}) or vector(0)`,
      { thresholds: NONE_WANTED },
    ),
    stat(
      {
        title: 'Newest drill',
        description: 'When it ended; 1970 when there has been none.',
        unit: 'dateTimeAsIso',
      },
      `max(ballast_drill_last_timestamp_seconds{${OWN}}) * 1000`,
      { thresholds: [{ color: 'blue' }] },
    ),
  ],
};

const LOOP: Section = {
  title: 'The loop',
  panels: [
    graph(
      { title: 'Ticks', description: 'Ended well, per second, by replica.', unit: 'ops' },
      [
        {
          expr: perSecond('ballast_ticks_total', { by: 'instance', matchers: OWN }),
          legend: '{{instance}}',
        },
      ],
      { range: { min: 0 } },
    ),
    graph(
      {
        title: 'Time of a tick by phase, p99',
        description: 'A tick has one second.',
        unit: 's',
      },
      [
        {
          expr: `histogram_quantile(0.99, sum by (le, phase) (rate(ballast_tick_duration_seconds_bucket{${OWN}}[$__rate_interval])))`,
          legend: '{{phase}}',
        },
      ],
      { range: { min: 0 }, thresholds: [{ color: 'green' }, { from: 1, color: 'red' }] },
    ),
    graph(
      {
        title: 'Lines of the journal by kind',
        description: 'What was decided, refused, written and told, per second.',
        unit: 'ops',
      },
      [
        {
          expr: perSecond('ballast_events_total', { by: 'kind', matchers: OWN }),
          legend: '{{kind}}',
        },
      ],
      { range: { min: 0 } },
    ),
    graph(
      {
        title: 'Lease token',
        description: 'Grows with each change of leader.',
        unit: 'none',
      },
      [{ expr: `max(ballast_lease_token{${OWN}})`, legend: 'token' }],
    ),
  ],
};

const KONG_CALLS: Section = {
  title: 'Towards Kong',
  panels: [
    graph(
      { title: 'Calls', description: 'To the Admin APIs, per second.', unit: 'ops' },
      [
        {
          expr: perSecond('ballast_kong_calls_total', {
            by: 'gateway, call, outcome',
            matchers: OWN,
          }),
          legend: '{{gateway}} {{call}} {{outcome}}',
        },
      ],
      { range: { min: 0 } },
    ),
    graph(
      { title: 'Time of calls, p99', description: 'Retries included.', unit: 's' },
      [
        {
          expr: `histogram_quantile(0.99, sum by (le, gateway, call) (rate(ballast_kong_call_duration_seconds_bucket{${OWN}}[$__rate_interval])))`,
          legend: '{{gateway}} {{call}}',
        },
      ],
      { range: { min: 0 } },
    ),
    states(
      { title: 'Gateways failing', description: 'The newest read or write of weights failed.' },
      { expr: `max by (gateway) (ballast_gateway_failing{${OWN}})`, legend: '{{gateway}}' },
      WRONG_RIGHT,
    ),
    states(
      { title: 'Foreign weights', description: 'Ballast keeps its hands off these upstreams.' },
      {
        expr: `max by (gateway, upstream) (ballast_upstream_drift{${OWN}})`,
        legend: '{{gateway}} {{upstream}}',
      },
      WRONG_RIGHT,
    ),
  ],
};

const SIGHT: Section = {
  title: 'What it sees',
  panels: [
    graph(
      { title: 'Log entries', description: 'Counted, per second.', unit: 'ops' },
      [
        {
          expr: `sum(rate(ballast_log_entries_total{${OWN}}[$__rate_interval]))`,
          legend: 'entries',
        },
      ],
      { range: { min: 0 } },
    ),
    graph(
      {
        title: 'Log entries not counted',
        description: 'Duplicates are usual; late and malformed ones are not.',
        unit: 'ops',
      },
      [
        {
          expr: perSecond('ballast_log_entries_dropped_total', { by: 'reason', matchers: OWN }),
          legend: '{{reason}}',
        },
      ],
      { range: { min: 0 } },
    ),
    graph(
      { title: 'Age of the newest log entry', description: 'By service.', unit: 's' },
      [
        {
          expr: `time() - max by (service) (ballast_log_last_entry_timestamp_seconds{${OWN}})`,
          legend: '{{service}}',
        },
      ],
      { range: { min: 0 } },
    ),
    states(
      { title: 'Stale signals', description: 'No news; nothing moves because of them.' },
      { expr: `max by (signal) (ballast_signal_stale{${OWN}})`, legend: '{{signal}}' },
      WRONG_RIGHT,
    ),
    graph(
      { title: 'Own probes', description: 'Per second, by outcome.', unit: 'ops' },
      [
        {
          expr: perSecond('ballast_probes_total', { by: 'outcome', matchers: OWN }),
          legend: '{{outcome}}',
        },
      ],
      { range: { min: 0 } },
    ),
    graph(
      {
        title: 'Readings of Kong’s health',
        description: 'Per second, by outcome.',
        unit: 'ops',
      },
      [
        {
          expr: perSecond('ballast_health_reads_total', { by: 'outcome', matchers: OWN }),
          legend: '{{outcome}}',
        },
      ],
      { range: { min: 0 } },
    ),
  ],
};

const PROCESS: Section = {
  title: 'The process',
  panels: [
    graph(
      { title: 'Memory', description: 'Resident, by replica.', unit: 'bytes' },
      [{ expr: 'process_resident_memory_bytes{job="ballast"}', legend: '{{instance}}' }],
      { range: { min: 0 } },
    ),
    graph(
      { title: 'CPU', description: 'Of one core, by replica.', unit: 'percentunit' },
      [
        {
          expr: 'rate(process_cpu_seconds_total{job="ballast"}[$__rate_interval])',
          legend: '{{instance}}',
        },
      ],
      { range: { min: 0 } },
    ),
  ],
};

export const BALLAST: Dashboard = {
  name: 'ballast',
  title: 'Ballast: the controller',
  description: 'Ballast itself: its loop, its calls to Kong, what it sees.',
  variables: [],
  sections: [NOW, LOOP, KONG_CALLS, SIGHT, PROCESS],
};
