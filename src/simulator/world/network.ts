/** How long things take between gateways and servers, one way. */

import type { WorldSpec } from './contract.ts';

const DEFAULT_HOP_MS = 0.1;

export interface Network {
  /** By node and server. */
  readonly travelMs: readonly (readonly number[])[];
  /** From a gateway to itself over loopback. */
  readonly hopMs: number;
}

export function networkOf(spec: WorldSpec, nodes: readonly { readonly region: string }[]): Network {
  const travelMs = nodes.map(({ region }) => {
    return spec.servers.map((server) => spec.oneWayMs(region, server.region));
  });
  const hopMs = spec.hopMs ?? DEFAULT_HOP_MS;
  return { travelMs, hopMs };
}
