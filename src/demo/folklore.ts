/**
 * Kong as folklore configures it, for all services of the demo: the health checks that circulate
 * (the same as in `test/fixtures/folklore/b-upstream.yaml`), one upstream per service with the
 * targets of both regions at 100:1, and Kong's own defaults for retries (5) and timeouts (60 s).
 */

import type { DeclarativeUpstream } from '../model/kong-declarative.ts';
import type { Topology } from './topology.ts';
import { backendsOf } from './world.ts';
import type { Backend } from './backend.ts';

export const FOLKLORE_CHECKS = {
  threshold: 0,
  active: {
    type: 'http',
    timeout: 1, // Kong's default, as is the concurrency: folklore names neither.
    concurrency: 10,
    http_path: '/health',
    healthy: { interval: 30, http_statuses: [200, 302], successes: 2 },
    unhealthy: {
      interval: 10,
      http_statuses: [429, 404, 500, 501, 502, 503, 504, 505],
      tcp_failures: 0, // Not named there, so Kong's default: refused probes count for nothing.
      http_failures: 3,
      timeouts: 3,
    },
  },
  passive: {
    type: 'http',
    healthy: {
      http_statuses: [
        200, 201, 202, 203, 204, 205, 206, 207, 208, 226, 300, 301, 302, 303, 304, 305, 306, 307,
        308,
      ],
      successes: 5,
    },
    unhealthy: { http_statuses: [429, 500, 503], tcp_failures: 2, timeouts: 7, http_failures: 5 },
  },
} as const satisfies Reading<DeclarativeUpstream['healthchecks']>;

/** The same shape, all of it read-only. */
type Reading<T> = T extends object ? { readonly [Key in keyof T]: Reading<T[Key]> } : T;

const FOLKLORE_WEIGHTS = { primary: 100, secondary: 1 } as const;

/** A declarative configuration that leaves everything unsaid to Kong's defaults. */
export function folkloreConfig(topology: Topology, backends: readonly Backend[]): object {
  return {
    _format_version: '3.0',
    services: topology.services.map(({ name, path }) => ({
      name,
      host: upstreamName(name),
      routes: [{ name: `${name}-route`, paths: [path] }],
    })),
    upstreams: topology.services.map(({ name }) => ({
      name: upstreamName(name),
      algorithm: 'round-robin',
      healthchecks: FOLKLORE_CHECKS,
      targets: weightedTargets(topology, backends, { service: name, ...FOLKLORE_WEIGHTS }),
    })),
  };
}

/** The targets of a service, those of each region with the weight given. */
export function weightedTargets(
  topology: Topology,
  backends: readonly Backend[],
  { service, primary, secondary }: { service: string; primary: number; secondary: number },
): { target: string; weight: number }[] {
  const [first, second] = topology.regions;
  const inRegion = (region: string, weight: number) =>
    backendsOf(backends, { service, region }).map(({ address }) => ({ target: address, weight }));
  return [...inRegion(first.name, primary), ...inRegion(second.name, secondary)];
}

/** As Ballast names them, so that both sides of the demo read alike. */
export function upstreamName(service: string): string {
  return `${service.toLowerCase()}-upstream`;
}
