/** One service of the file → its strategy. */

import type {
  Algorithm,
  ExpectedLoad,
  HealthExpectation,
  Objective,
  Protect,
  Region,
  Route,
  ServiceStrategy,
  Target,
} from '../../model/strategy.ts';
import { DEFAULTS, defaultText } from '../defaults.ts';
import { parseQuantile } from '../formats/names.ts';
import { isOn } from '../input/fields.ts';
import type { ServiceInput, StrategyInput } from '../input/strategy.ts';
import { buildFailback, buildFailover } from './failover.ts';
import { plainUrl } from './gateways.ts';
import { durationMs, hostPort, ratePerSecond, ratio } from './values.ts';

interface ServiceParts {
  readonly name: string;
  readonly service: ServiceInput;
  readonly objective: StrategyInput['objective'];
  readonly regions: readonly Region[];
}

export function buildService({ name, service, objective, regions }: ServiceParts): ServiceStrategy {
  const { adapt, client, protect } = service;
  return {
    name,
    upstream: upstreamName(name),
    objective: buildObjective(objective ?? {}, service.objective ?? {}),
    routes: (service.routes ?? []).map(buildRoute),
    path: service.path === undefined || service.path === '/' ? null : plainUrl(service.path),
    protocol: service.protocol ?? DEFAULTS['services.*.protocol'].value,
    algorithm: buildAlgorithm(service.algorithm ?? DEFAULTS['services.*.algorithm'].value),
    health: buildHealth(service.health),
    targets: buildTargets(service, regions),
    ...readRegionsOf(service, regions),
    load: buildLoad(service.load),
    failover: buildFailover(service.failover ?? {}),
    failback: buildFailback(service.failback ?? {}),
    adapt: {
      errors: isOn(adapt?.errors ?? DEFAULTS['adapt.errors'].value),
      latency: isOn(adapt?.latency ?? DEFAULTS['adapt.latency'].value),
      load: isOn(adapt?.load ?? DEFAULTS['adapt.load'].value),
    },
    client: { deadlineMs: durationMs(client?.deadline ?? defaultText('client.deadline')) },
    protect: buildProtect(protect ?? {}),
  };
}

/** `productAPI` → `productapi-upstream`. */
function upstreamName(service: string): string {
  return `${service.toLowerCase().replaceAll(/[^a-z0-9-]/g, '-')}-upstream`;
}

/** Each part of the service's own objective replaces that part of the common one. */
function buildObjective(
  common: NonNullable<StrategyInput['objective']>,
  own: NonNullable<ServiceInput['objective']>,
): Objective {
  const availability = own.availability ?? common.availability;
  const window = own.window ?? common.window;
  const latency = Object.entries(own.latency ?? common.latency ?? {});
  return {
    availabilityRatio: ratio(availability ?? defaultText('objective.availability')),
    windowMs: durationMs(window ?? defaultText('objective.window')),
    latency: latency
      .map(([name, limit]) => ({ quantile: parseQuantile(name) ?? 1, limitMs: durationMs(limit) }))
      .toSorted((a, b) => a.quantile - b.quantile),
  };
}

function buildRoute(route: NonNullable<ServiceInput['routes']>[number]): Route {
  return {
    paths: route.paths ?? [],
    methods: route.methods ?? [],
    hosts: route.hosts ?? [],
    stripPath: isOn(route.stripPath ?? DEFAULTS['routes.*.stripPath'].value),
  };
}

function buildAlgorithm(input: NonNullable<ServiceInput['algorithm']>): Algorithm {
  if (typeof input === 'string') return { kind: input };
  const { hashOn } = input['consistent-hashing'];
  const kind = 'consistent-hashing';
  if (typeof hashOn === 'string') return { kind, hashOn: { kind: hashOn } };
  if ('header' in hashOn) return { kind, hashOn: { kind: 'header', name: hashOn.header } };
  if ('cookie' in hashOn) return { kind, hashOn: { kind: 'cookie', name: hashOn.cookie } };
  return { kind, hashOn: { kind: 'query_arg', name: hashOn.queryArg } };
}

function buildHealth({ path, expect, interval, timeout, overloadStatus }: ServiceInput['health']) {
  const intervalMs = durationMs(interval ?? defaultText('health.interval'));
  const health: HealthExpectation = {
    path,
    expect: {
      statuses: expect?.status ?? DEFAULTS['health.expect.status'].value,
      body: expect?.body ?? null,
      json: expect?.json ?? {},
    },
    intervalMs,
    timeoutMs: timeout === undefined ? defaultTimeoutMs(intervalMs) : durationMs(timeout),
    overloadStatuses: overloadStatus ?? DEFAULTS['health.overloadStatus'].value,
  };
  return health;
}

/** The default must stay below the interval, also below a short one. */
function defaultTimeoutMs(intervalMs: number): number {
  return Math.min(durationMs(defaultText('health.timeout')), Math.floor(intervalMs * 0.8));
}

function buildTargets(service: ServiceInput, regions: readonly Region[]): Target[] {
  return regions.flatMap(({ name: region }) => {
    const placement = Object.hasOwn(service.targets, region) ? service.targets[region] : undefined;
    if (placement === undefined) return [];
    return placement.hosts.map((entry) => {
      const { host, capacity } =
        typeof entry === 'string' ? { host: entry, capacity: undefined } : entry;
      const stated = capacity ?? placement.capacity;
      const capacityRps = stated === undefined ? null : ratePerSecond(stated);
      return { ...hostPort(host), region, capacityRps };
    });
  });
}

function readRegionsOf(
  { targets }: ServiceInput,
  regions: readonly Region[],
): Pick<ServiceStrategy, 'readRegions'> {
  const readRegions = regions
    .map(({ name }) => name)
    .filter((name) => Object.hasOwn(targets, name) && targets[name]?.access === 'reads');
  return readRegions.length === 0 ? {} : { readRegions };
}

function buildLoad(load: ServiceInput['load']): ExpectedLoad | null {
  if (load === undefined) return null;
  const { peak, usual } = typeof load === 'string' ? { peak: load, usual: undefined } : load;
  return {
    peakRps: ratePerSecond(peak),
    usualRps: usual === undefined ? null : ratePerSecond(usual),
  };
}

function buildProtect(protect: NonNullable<ServiceInput['protect']>): Protect {
  const { second, minute, hour, day } = protect.rateLimit ?? {};
  const limits = Object.entries({ second, minute, hour, day }).filter(
    (entry): entry is [string, number] => entry[1] !== undefined,
  );
  return {
    rateLimit: limits.length === 0 ? null : Object.fromEntries(limits),
    circuitBreaker: isOn(protect.circuitBreaker ?? DEFAULTS['protect.circuitBreaker'].value),
    retries: protect.retries ?? null,
    timeoutMs: protect.timeout === undefined ? null : durationMs(protect.timeout),
    connectTimeoutMs: durationMs(protect.connectTimeout ?? defaultText('protect.connectTimeout')),
  };
}
