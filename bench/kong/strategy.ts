/** The strategy under which Ballast runs a real Kong in `bench/kong.ts`. */

import type { Backend } from '../../src/demo/backend.ts';
import { backendsOf } from '../../src/demo/world.ts';
import { TWIN_TOPOLOGY } from '../twin/columns.ts';

const BENCH_GATEWAY = 'kong-bench';

export interface BenchStrategyOptions {
  readonly backends: readonly Backend[];
  readonly adminUrl: string;
  readonly proxyUrl: string;
  readonly logsPort: number;
  /** As in a strategy file; `null` leaves the choice to Ballast. */
  readonly algorithm: string | null;
  readonly layout: string | null;
}

export function benchStrategy(options: BenchStrategyOptions): string {
  const { backends, adminUrl, proxyUrl, logsPort, algorithm, layout } = options;
  const [service] = TWIN_TOPOLOGY.services;
  const targets = TWIN_TOPOLOGY.regions.map(({ name }) => {
    const own = backendsOf(backends, { service: service?.name ?? '', region: name });
    const hosts = own.map(({ address }) => `'${address}'`).join(', ');
    return `      ${name}: { hosts: [${hosts}], capacity: ${Math.floor(own[0]?.capacityRps ?? 0)}rps }`;
  });
  return [
    'version: 1',
    'name: bench',
    'objective: { availability: 99.99%, window: 30d, latency: { p99: 300ms } }',
    ...(layout === null ? [] : [`layout: ${layout}`]),
    'regions:',
    '  eu-west: { priority: 0 }',
    '  eu-north: { priority: 1, rtt: { eu-west: 20ms } }',
    'gateways:',
    `  ${BENCH_GATEWAY}:`,
    '    region: eu-west',
    `    admin: '${adminUrl}'`,
    `    proxy: '${proxyUrl}'`,
    `    loopback: '${proxyUrl}'`,
    `telemetry: { logs: { listen: '127.0.0.1:${logsPort}' } }`,
    'mode: act',
    'services:',
    `  ${service?.name}:`,
    `    routes: [{ paths: [${service?.path}] }]`,
    ...(algorithm === null ? [] : [`    algorithm: ${algorithm}`]),
    '    health: { path: /health, expect: { status: [200], json: { status: healthy } } }',
    '    targets:',
    ...targets,
    '    failover: { mode: active-passive, standbyShare: 1%, whenCapacityIsShort: shed }',
    '    failback:',
    '      { hold: 10s, steps: [2%, 10%, 30%, 60%, 100%], minDwell: 3s, minRequests: 15 }',
    '    client: { deadline: 5s }',
    '',
  ].join('\n');
}
