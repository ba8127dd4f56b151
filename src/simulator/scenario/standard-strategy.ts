/**
 * The strategy file that a scenario brings along, for when the user names none: regions, services
 * and targets of the standard world, with the capacity that they really have, and otherwise the
 * defaults of Ballast. Text, so that it goes through the real parser like everybody's.
 */

import { stringify } from 'yaml';
import type { Distribution, Servers, StandardWorld } from '../contract.ts';
import { mergeData } from './merge-data.ts';

const REGIONS = ['eu-west', 'eu-north', 'eu-south', 'us-east', 'us-west', 'ap-east'];
const SERVICES: readonly (readonly [name: string, path: string])[] = [
  ['productAPI', '/products'],
  ['orderAPI', '/orders'],
  ['klantAPI', '/customers'],
];

export function standardStrategy(world: StandardWorld, servers: Servers): string {
  const regions = Array.from({ length: world.regions }, (_, index) => regionName(index));
  const services = Array.from({ length: world.services }, (_, index) => serviceOf(index));
  const data = {
    version: 1,
    name: 'standard-world',
    objective: { availability: '99.9%', window: '30d', latency: { p99: '300ms' } },
    mode: 'act',
    regions: Object.fromEntries(regions.map((name, index) => [name, { priority: index }])),
    gateways: { kong: { region: regions[0], admin: 'http://127.0.0.1:8001' } },
    services: Object.fromEntries(
      services.map(({ name, path }) => [
        name,
        {
          routes: [{ paths: [path] }],
          health: { path: '/health' },
          targets: Object.fromEntries(
            regions.map((region) => [region, placement({ name, region, world, servers })]),
          ),
          failover: { mode: 'active-passive', standbyShare: '1%', whenCapacityIsShort: 'shed' },
        },
      ]),
    ),
  };
  return stringify(mergeData(data, world.strategy), { lineWidth: 100 });
}

function regionName(index: number): string {
  return REGIONS[index] ?? `region-${index + 1}`;
}

function serviceOf(index: number): { name: string; path: string } {
  const [name, path] = SERVICES[index] ?? [`service${index + 1}API`, `/service-${index + 1}`];
  return { name, path };
}

function placement(options: {
  readonly name: string;
  readonly region: string;
  readonly world: StandardWorld;
  readonly servers: Servers;
}): object {
  const { name, region, world, servers } = options;
  const hosts = Array.from(
    { length: world.targetsPerRegion },
    (_, index) => `${name.replace(/API$/, '')}-${index + 1}.${region}:8080`,
  );
  const sizes = hosts.map((_, index) => servers.sizes[index % servers.sizes.length] ?? 1);
  if (sizes.every((size) => size === sizes[0])) {
    return { hosts, capacity: capacityOf(servers, sizes[0] ?? 1) };
  }
  return {
    hosts: hosts.map((host, index) => ({ host, capacity: capacityOf(servers, sizes[index] ?? 1) })),
  };
}

/** What a target of this size can serve: workers over the mean service time. */
function capacityOf({ workers, serviceTime }: Servers, size: number): string {
  const perSecond = (workers * size * 1_000) / meanMsOf(serviceTime);
  return `${Number(perSecond.toPrecision(3))}rps`;
}

export function meanMsOf(distribution: Distribution): number {
  switch (distribution.kind) {
    case 'pareto':
      return boundedParetoMean(distribution);
    case 'bimodal': {
      const { fastMs, slowMs, slowRatio } = distribution;
      return fastMs * (1 - slowRatio) + slowMs * slowRatio;
    }
    case 'constant':
    case 'exponential':
    case 'lognormal':
      return distribution.meanMs;
    default:
      return distribution satisfies never;
  }
}

/** https://en.wikipedia.org/wiki/Pareto_distribution#Bounded_Pareto_distribution */
function boundedParetoMean({
  alpha,
  lowMs,
  highMs,
}: Extract<Distribution, { kind: 'pareto' }>): number {
  if (highMs <= lowMs) return lowMs;
  const scale = lowMs ** alpha / (1 - (lowMs / highMs) ** alpha);
  if (Math.abs(alpha - 1) < 1e-9) return scale * Math.log(highMs / lowMs);
  return scale * (alpha / (alpha - 1)) * (lowMs ** (1 - alpha) - highMs ** (1 - alpha));
}
