/** How long things take between gateways and servers, one way. */

import type { Agenda } from '../engine/agenda.ts';
import type { WorldSpec } from './contract.ts';

const DEFAULT_HOP_MS = 0.1;

export interface Network {
  /** By node and server. */
  readonly travelMs: readonly (readonly number[])[];
  /** The same, as the agenda numbers its delays. */
  readonly delays: readonly Int32Array[];
  /** From a gateway to itself over loopback. */
  readonly hopMs: number;
  readonly hopDelay: number;
}

export function networkOf(
  spec: WorldSpec,
  { nodes, agenda }: { nodes: readonly { readonly region: string }[]; agenda: Agenda },
): Network {
  const travelMs = nodes.map(({ region }) => {
    return spec.servers.map((server) => spec.oneWayMs(region, server.region));
  });
  const delays = travelMs.map((times) => Int32Array.from(times, (ms) => agenda.delayOf(ms)));
  const hopMs = spec.hopMs ?? DEFAULT_HOP_MS;
  return { travelMs, delays, hopMs, hopDelay: agenda.delayOf(hopMs) };
}
