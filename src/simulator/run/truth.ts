/** What is really so at this moment, which no controller can see; for the checkers. */

import type { Fault } from '../contract.ts';
import type { GatewaySpec, UpstreamSpec, World } from '../world/contract.ts';

/** A target that fails in this part of the cases or more cannot serve. */
const ABLE_BELOW_RATIO = 0.5;

/**
 * Targets that can serve: reachable, and failing in less than half of the cases. The gateway's own
 * proxy can serve when a target can that its upstream does not keep as a last resort.
 */
export function ableTargets(world: World): ReadonlySet<string> {
  const able = new Set(
    world.spec.servers
      .filter((server) => {
        const { reachability, errorRatio } = world.serverState(server.name);
        const failing = 1 - (1 - errorRatio) * (1 - server.errorRatio);
        return reachability === 'up' && failing < ABLE_BELOW_RATIO;
      })
      .map(({ name }) => name),
  );
  const loopback = world.spec.gateways.flatMap((gateway) =>
    gateway.upstreams.flatMap((upstream) => ableLoopbacks(gateway, upstream, able)),
  );
  return new Set([...able, ...loopback]);
}

/** Weight of a last resort in the configuration of the start. */
const LAST_RESORT_WEIGHT = 1;

function ableLoopbacks(
  gateway: GatewaySpec,
  { targets, resolve }: UpstreamSpec,
  able: ReadonlySet<string>,
): string[] {
  return targets
    .filter(({ target }) => {
      const place = resolve(target);
      if (place.kind !== 'service') return false;
      const name = gateway.services.find((service) => service.name === place.service)?.upstream;
      const inner = gateway.upstreams.find(({ settings }) => settings.name === name);
      return inner?.targets.some((one) => one.weight > LAST_RESORT_WEIGHT && able.has(one.target));
    })
    .map(({ target }) => target);
}

/**
 * Requests per second that clients send to an upstream through a gateway: the mean of the traffic's
 * shape; a diurnal curve or a burst makes it more or less for a while.
 */
export function demandRps(
  world: World,
  options: {
    readonly gateway: string;
    readonly upstream: string;
    readonly faults: readonly Fault[];
  },
): number {
  const services = world.spec.gateways
    .find(({ name }) => name === options.gateway)
    ?.services.filter(({ upstream }) => upstream === options.upstream)
    .map(({ name }) => name);
  const factor = options.faults.reduce(
    (product, fault) => (fault.kind === 'traffic' ? product * fault.factor : product),
    1,
  );
  return world.spec.sources
    .filter(({ gateway, service }) => gateway === options.gateway && services?.includes(service))
    .reduce((sum, { ratePerSecond }) => sum + ratePerSecond * factor, 0);
}
