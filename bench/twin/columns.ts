/** Kong's configuration in each column of the recorded table. */

import type { Backend } from '../../src/demo/backend.ts';
import { folkloreConfig, upstreamName, weightedTargets } from '../../src/demo/folklore.ts';
import { TUNED_CHECKS, TUNED_SERVICE, TUNED_WEIGHTS } from '../../src/generate/comparison.ts';
import type { Topology } from '../../src/demo/topology.ts';
import type { Column } from './recorded.ts';

/** The conditions of the measurement: one service, its service time, two regions of three. */
export const TWIN_TOPOLOGY: Topology = {
  regions: [
    { name: 'eu-west', rttMs: 0 },
    { name: 'eu-north', rttMs: 20 },
  ],
  services: [{ name: 'productAPI', path: '/products', medianMs: 12 }],
  targetsPerRegion: 3,
  workers: 4,
  queueLimit: 33,
  sigma: 0.5,
};

export function configOf(column: Column, backends: readonly Backend[]): object {
  switch (column) {
    case 'folklore':
      return folkloreConfig(TWIN_TOPOLOGY, backends);
    case 'tuned-round-robin':
      return tunedConfig('round-robin', backends);
    case 'tuned-least-connections':
      return tunedConfig('least-connections', backends);
    default:
      return column satisfies never;
  }
}

function tunedConfig(
  algorithm: 'round-robin' | 'least-connections',
  backends: readonly Backend[],
): object {
  return {
    _format_version: '3.0',
    services: TWIN_TOPOLOGY.services.map(({ name, path }) => ({
      name,
      host: upstreamName(name),
      ...TUNED_SERVICE,
      routes: [{ name: `${name}-route`, paths: [path] }],
    })),
    upstreams: TWIN_TOPOLOGY.services.map(({ name }) => ({
      name: upstreamName(name),
      algorithm,
      healthchecks: TUNED_CHECKS,
      targets: weightedTargets(TWIN_TOPOLOGY, backends, {
        service: name,
        ...TUNED_WEIGHTS,
      }),
    })),
  };
}
