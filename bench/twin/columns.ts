/** Kong's configuration in each column of the recorded table. */

import type { Backend } from '../../src/demo/backend.ts';
import { folkloreConfig, upstreamName, weightedTargets } from '../../src/demo/folklore.ts';
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

/**
 * "Tuned": active checks each 1 s (timeout 1, 2 of 2), passive tcp 2 / timeouts 2 / http 5 on 500
 * and 502–504 with Kong's default of 0 successes, connect 0.5 s, read and write 2 s, retries 2,
 * weights 1000:1.
 */
function tunedConfig(
  algorithm: 'round-robin' | 'least-connections',
  backends: readonly Backend[],
): object {
  return {
    _format_version: '3.0',
    services: TWIN_TOPOLOGY.services.map(({ name, path }) => ({
      name,
      host: upstreamName(name),
      retries: 2,
      connect_timeout: 500,
      read_timeout: 2_000,
      write_timeout: 2_000,
      routes: [{ name: `${name}-route`, paths: [path] }],
    })),
    upstreams: TWIN_TOPOLOGY.services.map(({ name }) => ({
      name: upstreamName(name),
      algorithm,
      healthchecks: TUNED_CHECKS,
      targets: weightedTargets(TWIN_TOPOLOGY, backends, {
        service: name,
        primary: 1_000,
        secondary: 1,
      }),
    })),
  };
}

const TUNED_CHECKS = {
  active: {
    type: 'http',
    http_path: '/health',
    timeout: 1,
    healthy: { interval: 1, successes: 2 },
    unhealthy: { interval: 1, tcp_failures: 2, timeouts: 2, http_failures: 2 },
  },
  passive: {
    type: 'http',
    unhealthy: {
      http_statuses: [500, 502, 503, 504],
      tcp_failures: 2,
      timeouts: 2,
      http_failures: 5,
    },
  },
};
