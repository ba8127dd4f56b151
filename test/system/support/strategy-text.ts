/**
 * The strategy of the system tests: one service, two regions, short waits for the return. Time-outs
 * and probe intervals are long, so that a machine that stalls for a second is no dead target.
 */

import { PRIMARY, STANDBY, type RegionName, type Regions } from './regions.ts';
import { SERVICE } from './traffic.ts';

const GATEWAY = 'kong-eu';
export const UPSTREAM = 'productapi-upstream';

export interface StrategyPlaces {
  readonly adminUrl: string;
  readonly proxyUrl: string;
  readonly logsListen: string;
  readonly regions: Pick<Regions, 'addressesOf'>;
}

export interface StrategySettings {
  readonly mode?: 'observe' | 'act';
  readonly hold?: string;
  readonly steps?: string;
  readonly minDwell?: string;
  readonly circuitBreaker?: 'on' | 'off';
  /** Flat, under round-robin, without; two-level is under least-connections. */
  readonly layout?: 'flat' | 'two-level';
  /** As written in YAML; what fits the layout without. */
  readonly algorithm?: string;
  /** As written in YAML. */
  readonly objective?: string;
  readonly failover?: string;
}

const OBJECTIVE = '{ availability: 99.99%, window: 30d, latency: { p99: 300ms } }';
const FAILOVER = '{ mode: active-passive, standbyShare: 1%, whenCapacityIsShort: overflow }';

export function strategyText(
  { adminUrl, proxyUrl, logsListen, regions }: StrategyPlaces,
  settings: StrategySettings = {},
): string {
  const hosts = (region: RegionName) =>
    regions
      .addressesOf(region)
      .map((address) => `'${address}'`)
      .join(', ');
  const { mode = 'act', circuitBreaker = 'on', layout = 'flat' } = settings;
  const { objective = OBJECTIVE, failover = FAILOVER } = settings;
  const { algorithm = layout === 'flat' ? 'round-robin' : 'least-connections' } = settings;
  const { hold = '4s', steps = '20%, 60%, 100%', minDwell = '2s' } = settings;
  return `version: 1
name: system-test
mode: ${mode}
layout: ${layout}
objective: ${objective}
regions:
  ${PRIMARY}: { priority: 0 }
  ${STANDBY}: { priority: 1, rtt: { ${PRIMARY}: 5ms } }
gateways:
  ${GATEWAY}: { region: ${PRIMARY}, admin: '${adminUrl}', proxy: '${proxyUrl}', loopback: '${proxyUrl}' }
telemetry:
  logs: { listen: '${logsListen}' }
services:
  ${SERVICE}:
    routes: [{ paths: [/products] }]
    algorithm: ${algorithm}
    health:
      path: /health
      expect: { status: [200], json: { status: healthy } }
      interval: 2s
      timeout: 1900ms
    targets:
      ${PRIMARY}: { hosts: [${hosts(PRIMARY)}], capacity: 200rps }
      ${STANDBY}: { hosts: [${hosts(STANDBY)}], capacity: 200rps }
    failover: ${failover}
    failback: { hold: ${hold}, steps: [${steps}], minDwell: ${minDwell}, minRequests: 5 }
    protect: { circuitBreaker: ${circuitBreaker}, timeout: 2s, connectTimeout: 1500ms }
    client: { deadline: 10s }
`;
}
