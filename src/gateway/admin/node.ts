/** What the node says of itself: `/`, `/status`, `/timers`, `/metrics`, `/plugins/enabled`. */

import { PLUGIN_SCHEMAS } from '../entities/schemas/plugins.ts';
import { answer } from './endpoint.ts';
import type { AdminContext, Answer, Endpoint } from './endpoint.ts';

/** The Kong whose behaviour this gateway follows; clients choose their ways by it. */
const KONG_VERSION = '3.9.3';

const PLUGIN_NAMES = [...PLUGIN_SCHEMAS.keys()];

export const NODE_ENDPOINTS: readonly Endpoint[] = [
  { path: '/', methods: { GET: (_request, context) => answer(200, nodeInfo(context)) } },
  { path: '/status', methods: { GET: (_request, context) => answer(200, status(context)) } },
  { path: '/timers', methods: { GET: (_request, context) => answer(200, timers(context)) } },
  { path: '/metrics', methods: { GET: (_request, context) => metrics(context) } },
  {
    path: '/plugins/enabled',
    methods: { GET: () => answer(200, { enabled_plugins: PLUGIN_NAMES }) },
  },
];

/** Kong's keys with this gateway's truth; `ballast` says what it is. */
function nodeInfo({ node, store, runtime }: AdminContext): Record<string, unknown> {
  const versions = [...PLUGIN_SCHEMAS].map(([name, { priority }]) => [
    name,
    { priority, version: KONG_VERSION },
  ]);
  return {
    version: KONG_VERSION,
    edition: 'community',
    tagline: "Ballast's embedded gateway, in the manner of Kong. Not for production.",
    ballast: { embedded_gateway: true },
    hostname: node.hostname,
    node_id: node.nodeId,
    pids: { master: node.pid, workers: [node.pid] },
    timers: runtime.timers(),
    plugins: {
      available_on_server: Object.fromEntries(versions),
      enabled_in_cluster: [...new Set(store.plugins().map(({ name }) => name))],
    },
    configuration: {
      role: 'traditional',
      database: store.database === 'off' ? 'off' : 'postgres',
      router_flavor: 'traditional_compatible',
      worker_consistency: 'strict',
      worker_state_update_frequency: 0,
      db_update_frequency: 0,
      db_update_propagation: 0,
      plugins: PLUGIN_NAMES,
      proxy_listen: node.proxyListen,
      trusted_ips: node.trustedIps ?? [],
      admin_listen: node.adminListen,
      nginx_admin_client_max_body_size: '10m',
    },
  };
}

function status({ node, store, runtime, config }: AdminContext): Record<string, unknown> {
  const { accepted, handled, active, reading, writing, waiting, totalRequests } =
    runtime.connections();
  const heapMiB = process.memoryUsage().heapUsed / 1024 / 1024;
  return {
    server: {
      connections_accepted: accepted,
      connections_handled: handled,
      connections_active: active,
      connections_reading: reading,
      connections_writing: writing,
      connections_waiting: waiting,
      total_requests: totalRequests,
    },
    memory: {
      lua_shared_dicts: {},
      workers_lua_vms: [{ pid: node.pid, http_allocated_gc: `${heapMiB.toFixed(2)} MiB` }],
    },
    ...(store.database === 'off'
      ? { configuration_hash: config.hash() }
      : { database: { reachable: true } }),
  };
}

function timers({ node, runtime }: AdminContext): Record<string, unknown> {
  const { running, pending } = runtime.timers();
  return {
    worker: { id: 0, count: node.workers },
    stats: {
      flamegraph: { running: '', pending: '', elapsed_time: '' },
      timers: {},
      sys: { running, pending, waiting: 0, total: running + pending, runs: 0 },
    },
  };
}

function metrics({ runtime }: AdminContext): Answer {
  return { status: 200, text: runtime.metricsText(), contentType: 'text/plain; charset=UTF-8' };
}
