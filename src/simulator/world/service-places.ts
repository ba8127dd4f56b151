/** Kong's services, numbered over all gateways. */

import { assert } from '../../lib/assert.ts';
import type { Lane, Timers } from '../engine/timers.ts';
import type { ServiceSpec, WorldSpec } from './contract.ts';
import type { Tallies } from './tallies.ts';

export interface ServicePlace extends ServiceSpec {
  readonly gateway: string;
  readonly tally: number;
  /** Over all gateways. */
  readonly index: number;
  readonly connectLane: Lane;
  readonly readLane: Lane;
}

export function placeServices(
  { gateways }: WorldSpec,
  { tallies, timers }: { readonly tallies: Tallies; readonly timers: Timers },
): ServicePlace[] {
  const all = gateways.flatMap(({ name: gateway, services }) =>
    services.map((service) => ({ gateway, service })),
  );
  return all.map(({ gateway, service }, index) => ({
    ...service,
    gateway,
    index,
    tally: tallies.addService({ gateway, service: service.name }),
    connectLane: timers.laneOf(service.connectTimeoutMs),
    readLane: timers.laneOf(service.readTimeoutMs),
  }));
}

export function indexOfService(
  services: readonly ServicePlace[],
  { gateway, service }: { readonly gateway: string; readonly service: string },
): number {
  const index = services.findIndex((place) => place.name === service && place.gateway === gateway);
  assert(index >= 0, `no service ${service} at ${gateway}`);
  return index;
}
