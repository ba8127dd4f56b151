/** The metrics Kong exports of a node itself, with or without the prometheus plugin (fact 71). */

import type { ConnectionCounts, TimerCounts } from '../runtime-port.ts';

/** One metric: its name, type, help and finished lines. */
export type Family = readonly [name: string, type: string, help: string, lines: readonly string[]];

export interface NodeView {
  readonly nodeId: string;
  readonly version: string;
  readonly connections: ConnectionCounts;
  readonly timers: TimerCounts;
  /** Heap of each worker process. */
  readonly workers: readonly { readonly pid: number; readonly heapBytes: number }[];
}

/** Kong's shared memory and its size in bytes; this gateway has none and so uses none of it. */
const SHARED_DICTS: readonly (readonly [string, number])[] = [
  ['kong', 5_242_880],
  ['kong_cluster_events', 5_242_880],
  ['kong_core_db_cache', 134_217_728],
  ['kong_core_db_cache_miss', 12_582_912],
  ['kong_db_cache', 134_217_728],
  ['kong_db_cache_miss', 12_582_912],
  ['kong_healthchecks', 5_242_880],
  ['kong_locks', 8_388_608],
  ['kong_rate_limiting_counters', 12_582_912],
  ['kong_secrets', 5_242_880],
  ['prometheus_metrics', 5_242_880],
];

export function nodeFamilies(view: NodeView): Family[] {
  const node = `node_id="${view.nodeId}"`;
  const dict = (name: string) => `${node},shared_dict="${name}",kong_subsystem="http"`;
  return [
    gauge('kong_datastore_reachable', 'Datastore reachable from Kong, 0 is unreachable', [['', 1]]),
    gauge(
      'kong_memory_lua_shared_dict_bytes',
      'Allocated slabs in bytes in a shared_dict',
      SHARED_DICTS.map(([name]) => [dict(name), 0]),
    ),
    gauge(
      'kong_memory_lua_shared_dict_total_bytes',
      'Total capacity in bytes of a shared_dict',
      SHARED_DICTS.map(([name, bytes]) => [dict(name), bytes]),
    ),
    gauge(
      'kong_memory_workers_lua_vms_bytes',
      'Allocated bytes in worker Lua VM',
      view.workers.map(({ pid, heapBytes }) => [
        `${node},pid="${pid}",kong_subsystem="http"`,
        heapBytes,
      ]),
    ),
    gauge('kong_nginx_connections_total', 'Number of connections by subsystem', connections(view)),
    [
      'kong_nginx_metric_errors_total',
      'counter',
      'Number of nginx-lua-prometheus errors',
      ['kong_nginx_metric_errors_total 0'],
    ],
    gauge('kong_nginx_requests_total', 'Number of requests total', [
      [`${node},subsystem="http"`, view.connections.totalRequests],
    ]),
    gauge('kong_nginx_timers', 'Number of nginx timers', [
      ['state="pending"', view.timers.pending],
      ['state="running"', view.timers.running],
    ]),
    gauge('kong_node_info', 'Kong Node metadata information', [
      [`${node},version="${view.version}"`, 1],
    ]),
  ];
}

function connections({ nodeId, connections: counts }: NodeView): [string, number][] {
  const states: [string, number][] = [
    ['accepted', counts.accepted],
    ['active', counts.active],
    ['handled', counts.handled],
    ['reading', counts.reading],
    ['total', counts.totalRequests],
    ['waiting', counts.waiting],
    ['writing', counts.writing],
  ];
  return states.map(([state, count]) => [
    `node_id="${nodeId}",subsystem="http",state="${state}"`,
    count,
  ]);
}

function gauge(
  name: string,
  help: string,
  values: readonly (readonly [labels: string, value: number])[],
): Family {
  const lines = values.map(([labels, value]) =>
    labels === '' ? `${name} ${value}` : `${name}{${labels}} ${value}`,
  );
  return [name, 'gauge', help, lines];
}
