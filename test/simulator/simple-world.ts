/** Small worlds for tests and benchmarks: one gateway, one service, one upstream of equal servers. */

import type { KongTargetSettings, KongUpstreamSettings } from '../../src/model/kong.ts';
import type { Distribution, Traffic } from '../../src/simulator/contract.ts';
import type {
  Place,
  ServerSpec,
  ServiceSpec,
  SourceSpec,
  UpstreamSpec,
  WorldSpec,
} from '../../src/simulator/world/contract.ts';
import { targetName, upstreamSettings } from '../balancer/support.ts';

export interface SimpleWorld {
  readonly seed?: number;
  readonly targets: number;
  readonly ratePerSecond: number;
  readonly serviceTime: Distribution;
  readonly settings?: Partial<KongUpstreamSettings>;
  readonly weights?: readonly number[];
  readonly server?: Partial<ServerSpec>;
  readonly service?: Partial<ServiceSpec>;
  readonly shape?: Traffic['shape'];
  readonly keys?: number;
  readonly nodes?: number;
  readonly workers?: number;
  /** One way to each server. */
  readonly oneWayMs?: number;
  readonly deadlineMs?: number;
  readonly clientRetries?: number;
}

export const GATEWAY = 'kong';
export const UPSTREAM = 'u';

export function simpleWorld(options: SimpleWorld): WorldSpec {
  const { oneWayMs = 0, weights, deadlineMs = 60_000 } = options;
  const names = Array.from({ length: options.targets }, (_, index) => targetName(index + 1));
  const targets: KongTargetSettings[] = names.map((target, index) => {
    return { target, weight: weights?.[index] ?? 100 };
  });
  const upstream: UpstreamSpec = {
    settings: upstreamSettings({ name: UPSTREAM, ...options.settings }),
    targets,
    resolve: (target): Place => ({ kind: 'server', server: target }),
  };
  return {
    seed: options.seed ?? 1,
    gateways: [
      {
        name: GATEWAY,
        region: 'here',
        nodes: options.nodes ?? 1,
        workers: options.workers ?? 1,
        services: [{ ...SERVICE, ...options.service }],
        upstreams: [upstream],
      },
    ],
    servers: names.map((name) => ({ ...SERVER, name, ...options.server })),
    sources: [sourceOf(options)],
    oneWayMs: () => oneWayMs,
    client: { deadlineMs, retries: options.clientRetries ?? 0 },
  };
}

const SERVICE: ServiceSpec = {
  name: 'service',
  upstream: UPSTREAM,
  retries: 2,
  connectTimeoutMs: 1_000,
  readTimeoutMs: 60_000,
  overloadStatuses: [429, 503],
  deadlineMs: 60_000,
};

const SERVER: Omit<ServerSpec, 'name'> = {
  region: 'here',
  workers: 1,
  size: 1,
  queue: 1_000_000,
  errorRatio: 0,
  errorTimeRatio: 1,
};

function sourceOf({ ratePerSecond, shape, keys, serviceTime }: SimpleWorld): SourceSpec {
  return {
    gateway: GATEWAY,
    service: SERVICE.name,
    ratePerSecond,
    shape: shape ?? { kind: 'poisson' },
    keys: keys ?? 1,
    serviceTime,
  };
}
