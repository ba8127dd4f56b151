/**
 * Kong as folklore configures it, for all services of the demo: the health checks that circulate
 * (`generate/comparison.ts`), one upstream per service with the
 * targets of both regions at 100:1, and Kong's own defaults for retries (5) and timeouts (60 s).
 */

import { FOLKLORE_CHECKS, FOLKLORE_WEIGHTS } from '../generate/comparison.ts';
import type { Topology } from './topology.ts';
import { backendsOf } from './world.ts';
import type { Backend } from './backend.ts';

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
