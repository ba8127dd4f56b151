/**
 * The strategy file of the demo: what a user would write, with the addresses of the demo's targets
 * filled in. `examples/demo.yaml` is this text with nominal ports.
 *
 * It differs from a sensible production strategy in one respect, said in the file and on the page:
 * the hold and the dwell times of the return are short, so that one can watch a region come back.
 */

import { formatDuration, formatRatio } from '../lib/quantities.ts';
import { CLIENT_DEADLINE_MS, type Topology } from './topology.ts';

export interface DemoStrategyOptions {
  readonly topology: Topology;
  /** `host:port` of the targets of a service in a region. */
  readonly hostsOf: (place: { service: string; region: string }) => readonly string[];
  /** Requests per second that one target of the service can serve. */
  readonly capacityRpsOf: (service: string) => number;
  readonly adminUrl: string;
  readonly proxyUrl: string;
  /** Whether the gateway can reach itself on other loopback addresses; yes without. */
  readonly hasLoopback?: boolean;
  /** Instead of what Ballast chooses by itself, for comparisons. */
  readonly balancing?: Balancing;
  /** `host:port` on which Ballast receives Kong's log. */
  readonly logsListen: string;
}

export interface Balancing {
  readonly layout?: 'flat' | 'two-level';
  readonly algorithm?: 'round-robin' | 'least-connections';
}

/** What is short in the demo; the page says so too. */
export const DEMO_FAILBACK = {
  holdMs: 10_000,
  stepRatios: [0.02, 0.1, 0.3, 0.6, 1],
  minDwellMs: 3_000,
  minRequests: 15,
} as const;

export const DEMO_GATEWAY = 'kong-eu';

export function renderDemoStrategy(options: DemoStrategyOptions): string {
  const { topology } = options;
  const [primary, secondary] = topology.regions;
  const layout = options.balancing?.layout;
  return `# yaml-language-server: $schema=../ballast.schema.json
# The strategy of \`ballast demo\`: two regions, three services, three targets each.
version: 1
name: demo
objective: { availability: 99.99%, window: 30d, latency: { p99: 300ms } }
regions:
  ${primary.name}: { priority: 0 }
  ${secondary.name}: { priority: 1, rtt: { ${primary.name}: ${formatDuration(secondary.rttMs)} } }
# One Kong will do for a demo. For 99.99 % run one in each region: a Kong dies with its region.
gateways:
  ${DEMO_GATEWAY}:
    region: ${primary.name}
    admin: '${options.adminUrl}'
    proxy: '${options.proxyUrl}'
    loopback: '${options.hasLoopback === false ? 'none' : options.proxyUrl}'
telemetry:
  logs: { listen: '${options.logsListen}' }
mode: act # The demo starts acting; of your own services, start with observe.
${layout === undefined ? '' : `layout: ${layout}\n`}services:
${topology.services.map((service) => renderService(options, service)).join('')}`;
}

function renderService(
  { topology, hostsOf, capacityRpsOf, balancing }: DemoStrategyOptions,
  { name, path }: { name: string; path: string },
): string {
  const algorithm = balancing?.algorithm;
  const capacityRps = Math.floor(capacityRpsOf(name));
  const targets = topology.regions.map((region) => {
    const hosts = hostsOf({ service: name, region: region.name }).map((host) => `'${host}'`);
    return `      ${region.name}:
        hosts: [${hosts.join(', ')}]
        capacity: ${capacityRps}rps
`;
  });
  const steps = DEMO_FAILBACK.stepRatios.map(formatRatio).join(', ');
  return `  ${name}:
    routes: [{ paths: [${path}] }]
${algorithm === undefined ? '' : `    algorithm: ${algorithm}\n`}    health: { path: /health, expect: { status: [200], json: { status: healthy } } }
    targets:
${targets.join('')}    failover: { mode: active-passive, standbyShare: 1%, whenCapacityIsShort: shed }
    # Short, to be watched: in production hold for minutes and dwell for half a minute (the defaults).
    failback:
      hold: ${formatDuration(DEMO_FAILBACK.holdMs)}
      steps: [${steps}]
      minDwell: ${formatDuration(DEMO_FAILBACK.minDwellMs)}
      minRequests: ${DEMO_FAILBACK.minRequests}
    client: { deadline: ${formatDuration(CLIENT_DEADLINE_MS)} }
`;
}
