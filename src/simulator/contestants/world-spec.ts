/**
 * Scenario + strategy + contestant → the world of requests: its servers, gateways, network and
 * traffic. Servers and traffic depend on scenario and strategy alone, so that every contestant
 * meets the same ones.
 */

import { assert } from '../../lib/assert.ts';
import type { Weights } from '../../model/control.ts';
import { regionOrder } from '../../model/region-shares.ts';
import type { Gateway, ServiceStrategy, Strategy } from '../../model/strategy.ts';
import type { RunInput, Scenario, StartState } from '../contract.ts';
import { meanServiceMs } from '../engine/distributions.ts';
import type { GatewaySpec, ServerSpec, SourceSpec, WorldSpec } from '../world/contract.ts';
import { kongSetupOf } from './kong-setup.ts';
import { placesOf } from './places.ts';

export function worldSpecOf({ scenario, strategy, contestant, seed, start }: RunInput): WorldSpec {
  return {
    seed,
    gateways: strategy.gateways.map((gateway) =>
      gatewaySpec(gateway, { scenario, strategy, contestant, ...(start && { start }) }),
    ),
    servers: serversOf(strategy, scenario, start),
    sources: sourcesOf(strategy, scenario, start),
    oneWayMs: (from, to) => oneWayMs(strategy, scenario, { from, to }),
    client: scenario.client,
  };
}

/** Ballast, and whoever else is not in the request path, is where the first gateway is. */
export function homeRegion(strategy: Strategy): string {
  return strategy.gateways[0]?.region ?? strategy.regions[0]?.name ?? '';
}

function gatewaySpec(
  gateway: Gateway,
  { scenario, strategy, contestant, start }: Omit<RunInput, 'seed'>,
): GatewaySpec {
  const setup = kongSetupOf(contestant, { strategy, gateway });
  const { nodes, workers } = scenario.kong;
  const places = placesOf(contestant, { strategy, gateway });
  return {
    name: gateway.name,
    region: gateway.region,
    nodes,
    workers,
    services: setup.services.map((service) => {
      const wanted = places.get(service.upstream)?.service;
      const strategic = strategy.services.find(({ name }) => name === wanted);
      return {
        ...service,
        overloadStatuses: strategic?.health.overloadStatuses ?? [],
        deadlineMs: strategic?.client.deadlineMs ?? scenario.client.deadlineMs,
      };
    }),
    upstreams: setup.upstreams.map((upstream) => {
      const place = places.get(upstream.settings.name);
      assert(place !== undefined, `${upstream.settings.name} is an upstream of the strategy`);
      const weights = contestant === 'ballast' ? undefined : start?.weights[gateway.name];
      const targets = withWeights(upstream.targets, weights?.[upstream.settings.name]);
      return { ...upstream, targets, resolve: place.resolve };
    }),
  };
}

/** Targets that are not named keep theirs. */
function withWeights<Target extends { readonly target: string; readonly weight: number }>(
  targets: readonly Target[],
  weights: Weights = {},
): readonly Target[] {
  return targets.map((one) => ({ ...one, weight: weights[one.target] ?? one.weight }));
}

/** One for each target; services that name the same one share it. */
function serversOf(
  strategy: Strategy,
  { servers }: Scenario,
  start: StartState | undefined,
): ServerSpec[] {
  const specs = new Map<string, ServerSpec>();
  const { workers, queue, errorRatio, errorTimeRatio } = servers;
  for (const service of strategy.services) {
    for (const { target, region, size } of sizedTargets(service, servers.sizes)) {
      if (specs.has(target)) continue;
      const limits = { workers, queue, errorRatio, errorTimeRatio };
      const known = start?.capacityRps[target];
      const sized = known === undefined ? size : known / rpsOfSizeOne(servers);
      specs.set(target, { name: target, region, size: sized, ...limits });
    }
  }
  return [...specs.values()];
}

/** `sizes` repeats within each region. */
function sizedTargets({ targets }: ServiceStrategy, sizes: readonly number[]) {
  const seen = new Map<string, number>();
  return targets.map(({ target, region }) => {
    const index = seen.get(region) ?? 0;
    seen.set(region, index + 1);
    return { target, region, size: sizes[index % sizes.length] ?? 1 };
  });
}

function rpsOfSizeOne({ workers, serviceTime }: Scenario['servers']): number {
  return (workers * 1_000) / meanServiceMs(serviceTime);
}

/** Requests per second that a region can truly serve of a service. */
function trueCapacityRps(
  service: ServiceStrategy,
  region: string,
  { servers }: Pick<Scenario, 'servers'>,
): number {
  return sizedTargets(service, servers.sizes)
    .filter((target) => target.region === region)
    .reduce((sum, { size }) => sum + size * rpsOfSizeOne(servers), 0);
}

/** The strategy's word comes first where the scenario says nothing. */
function rateOf(
  { load }: ServiceStrategy,
  { rps, isDefault }: { readonly rps: number; readonly isDefault?: true },
): number {
  return isDefault && load ? (load.usualRps ?? load.peakRps) : rps;
}

/**
 * A level by load is of the capacity of each gateway's own first choice, shared by the gateways
 * with the same one; a rate is shared by all gateways.
 */
function sourcesOf(
  strategy: Strategy,
  scenario: Scenario,
  start: StartState | undefined,
): SourceSpec[] {
  const { level, shape, keys } = scenario.traffic;
  const { serviceTime } = scenario.servers;
  return strategy.services.flatMap((service) =>
    strategy.gateways.map((gateway) => {
      const first = firstChoice(service, gateway);
      const sharers = strategy.gateways.filter((one) => firstChoice(service, one) === first);
      const known = start?.demandRps[service.name];
      const rate =
        'rps' in level
          ? rateOf(service, level) / strategy.gateways.length
          : (level.load * trueCapacityRps(service, first, scenario)) / sharers.length;
      return {
        gateway: gateway.name,
        service: service.name,
        ratePerSecond: known === undefined ? rate : known / strategy.gateways.length,
        shape,
        keys,
        serviceTime,
      };
    }),
  );
}

function firstChoice(service: ServiceStrategy, gateway: Gateway): string {
  return regionOrder(service, gateway.region)[0] ?? '';
}

function oneWayMs(
  strategy: Strategy,
  { network }: Scenario,
  { from, to }: { readonly from: string; readonly to: string },
): number {
  if (from === to) return network.localMs;
  const rttOf = (name: string, other: string) =>
    strategy.regions.find((region) => region.name === name)?.rttMs[other];
  return (rttOf(from, to) ?? rttOf(to, from) ?? network.wanMs) / 2;
}
