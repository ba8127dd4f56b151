/** Kong's services, numbered over all gateways. */

import { assert } from '../../lib/assert.ts';
import type { Timers } from '../engine/timers.ts';
import type { ServiceSpec, WorldSpec } from './contract.ts';
import type { Tallies } from './tallies.ts';

export interface ServicePlace extends ServiceSpec {
  readonly gateway: string;
  readonly tally: number;
  readonly connectLane: number;
  readonly readLane: number;
}

export function placeServices(
  { gateways }: WorldSpec,
  { tallies, timers }: { readonly tallies: Tallies; readonly timers: Timers },
): ServicePlace[] {
  return gateways.flatMap(({ name: gateway, services }) =>
    services.map((service) => ({
      ...service,
      gateway,
      tally: tallies.addService({ gateway, service: service.name }),
      connectLane: timers.laneOf(service.connectTimeoutMs),
      readLane: timers.laneOf(service.readTimeoutMs),
    })),
  );
}

export function indexOfService(
  services: readonly ServicePlace[],
  { gateway, service }: { readonly gateway: string; readonly service: string },
): number {
  const index = services.findIndex((place) => place.name === service && place.gateway === gateway);
  assert(index >= 0, `no service ${service} at ${gateway}`);
  return index;
}
