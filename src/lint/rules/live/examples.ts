/** A running Kong for the examples of rules: a sound one, with what the example is about put in. */

import type { LiveFacts, LiveNode, LiveUpstream } from '../../inputs/live.ts';
import type { KongTargetHealth } from '../../../model/kong.ts';

const LOGS_URL = 'http://127.0.0.1:9911';

const CONFIGURATION = {
  admin_listen: ['127.0.0.1:8001'],
  status_listen: ['127.0.0.1:8007'],
  db_update_frequency: 1,
  worker_consistency: 'eventual',
  worker_state_update_frequency: 5,
  router_flavor: 'traditional_compatible',
  untrusted_lua: 'sandbox',
  trusted_ips: ['10.0.0.0/8'],
};

const NODE: LiveNode = {
  url: 'http://127.0.0.1:8001',
  version: '3.9.3',
  edition: 'community',
  role: 'traditional',
  database: 'postgres',
  databaseReachable: true,
  plugins: ['http-log', 'prometheus', 'rate-limiting'],
  configuration: CONFIGURATION,
};

const PLUGINS: LiveFacts['plugins'] = [
  { name: 'prometheus', isEnabled: true, isGlobal: true, config: {} },
  { name: 'http-log', isEnabled: true, isGlobal: false, config: { http_endpoint: LOGS_URL } },
];

type Settings = Readonly<Record<string, unknown>>;

export function node(changes: Partial<LiveNode> = {}, settings: Settings = {}): LiveNode {
  return { ...NODE, ...changes, configuration: { ...CONFIGURATION, ...settings } };
}

/** Two targets; health and weight in use as the first node sees them, or each node. */
export function upstream(
  changes: Partial<Omit<LiveUpstream, 'views'>> = {},
  seen: readonly (readonly [KongTargetHealth, number])[][] = [
    [
      ['HEALTHY', 100],
      ['HEALTHY', 100],
    ],
  ],
): LiveUpstream {
  const weights = changes.weights ?? { 'a:80': 100, 'b:80': 100 };
  const name = changes.name ?? 'shop';
  return {
    hashOn: 'none',
    tags: ['ballast-upstreams'],
    ...changes,
    name,
    weights,
    views: seen.map((targets, index) => ({
      upstream: name,
      nodeId: `node-${index + 1}`,
      targets: Object.entries(weights).map(([target, weight], position) => {
        const [health, nodeWeight] = targets[position] ?? ['HEALTHY', weight];
        return { target, weight, nodeWeight, health, addresses: [] };
      }),
    })),
  };
}

export function wanted(weights: Readonly<Record<string, number>>): LiveFacts['wanted'] {
  return {
    gateway: 'kong-eu',
    logsUrl: LOGS_URL,
    upstreams: [{ name: 'shop', weights }],
    tags: ['ballast-upstreams'],
  };
}

export function kong(changes: Partial<LiveFacts> = {}): Readonly<Record<string, string>> {
  const facts: LiveFacts = {
    nodes: [node()],
    unreachable: [],
    upstreams: [upstream()],
    plugins: PLUGINS,
    wanted: null,
    ...changes,
  };
  return { 'http://127.0.0.1:8001': JSON.stringify(facts, null, 2) };
}
