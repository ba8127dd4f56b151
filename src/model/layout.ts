/**
 * How the balancing of one service is built in one Kong: which upstreams there are, what is in
 * them, and what an allocation comes to as weights in each.
 *
 * - `flat`: one upstream with the targets of all regions.
 * - `two-level`: an outer round-robin upstream whose targets are the gateway's own proxy on a
 *   loopback address per region, each leading to an inner upstream with the targets of that region
 *   and, at weight 1, those of the others as a last resort (kong-recordings 109, 110).
 *
 * Both can hold the shed target: the proxy on one more loopback address, where a route answers 503
 * with Retry-After (107). It sheds exactly its share under round-robin only (108), so a flat
 * least-connections upstream has none.
 *
 * Each layout has upstream names of its own, so that a Kong goes from one to the other by writing the
 * new upstreams first and then letting the service name them.
 *
 * Invariants: a region move in two levels changes weights of the outer upstream alone; an inner
 * upstream depends on its own region's targets alone; no upstream is ever left without weight.
 */

import { assert } from '../lib/assert.ts';
import { refusalOf, splitsWrites, writingRegions } from './access.ts';
import type { Allocation } from './allocation.ts';
import type { Weights } from './control.ts';
import { flatWeights } from './flat-weights.ts';
import type { LayoutKind, LayoutTarget, LayoutUpstream, ServiceLayout } from './layout-shape.ts';
import { answerHost, regionHost } from './loopback.ts';
import { regionShares } from './region-shares.ts';
import type { Gateway, ServiceStrategy, Strategy } from './strategy.ts';
import { innerWeights, outerWeights } from './two-level-weights.ts';

export type LayoutGateway = Pick<Gateway, 'region' | 'loopbackUrl'>;

export interface LayoutOptions {
  readonly strategy: Pick<Strategy, 'layout' | 'regions'>;
  readonly gateway: LayoutGateway;
  readonly service: ServiceStrategy;
}

export function layoutOf(options: LayoutOptions): ServiceLayout {
  const kind = layoutKindOf(options);
  const { service, gateway } = options;
  const upstreams = kind === 'flat' ? [flatUpstream(options)] : twoLevelUpstreams(options);
  return { kind, service, gatewayRegion: gateway.region, upstreams };
}

/**
 * `auto` is two-level where least-connections balances several regions: its weights are no shares,
 * so regions need a level of their own; and where a region only reads, since methods are told apart
 * between the levels. Consistent hashing stays flat whatever is asked for, or a
 * key would change targets with each request; so does a gateway without a loopback listener.
 */
export function layoutKindOf({ strategy, gateway, service }: LayoutOptions): LayoutKind {
  const { kind } = service.algorithm;
  if (gateway.loopbackUrl === null || kind === 'consistent-hashing') return 'flat';
  if (strategy.layout !== 'auto') return strategy.layout;
  const regions = new Set(service.targets.map(({ region }) => region));
  if (regions.size < 2) return 'flat';
  return kind === 'least-connections' || splitsWrites(service) ? 'two-level' : 'flat';
}

/** The weights of every upstream of the layout, by upstream. */
export function renderAllocation(
  layout: ServiceLayout,
  allocation: Allocation,
): Readonly<Record<string, Weights>> {
  return Object.fromEntries(
    layout.upstreams.map((one) => [one.upstream, weightsOf(layout, one, allocation)]),
  );
}

/** What the law wants while all is well. */
export function allocationInPeace({ service, gatewayRegion }: ServiceLayout): Allocation {
  return {
    regionShares: regionShares(service, gatewayRegion, () => true),
    shedShare: 0,
    targetFactors: Object.fromEntries(service.targets.map(({ target }) => [target, 1])),
  };
}

/**
 * The weights of peace, by upstream: what `generate` writes, what the controller returns to and
 * what a restored baseline is. With these alone Kong survives the loss of a region (G1).
 */
export function baselineOf(layout: ServiceLayout): Readonly<Record<string, Weights>> {
  return renderAllocation(layout, allocationInPeace(layout));
}

/** The upstream that the user's Kong service names: `flat` or `outer`. */
export function entryOf({ upstreams }: ServiceLayout): LayoutUpstream {
  const entry = upstreams.find(({ role }) => role !== 'inner');
  assert(entry !== undefined, 'every layout has an upstream for the service to name');
  return entry;
}

/** Whether what does not fit can be shed by exact shares; without, shed shares are ignored. */
export function canShed(layout: ServiceLayout): boolean {
  return entryOf(layout).targets.some(({ kind }) => kind === 'shed');
}

/** What a region has of an upstream's weight. */
export function regionWeight(
  { targets }: LayoutUpstream,
  { region, weights }: { readonly region: string; readonly weights: Weights },
): number {
  return targets.reduce(
    (sum, one) =>
      one.kind !== 'shed' && one.region === region ? sum + (weights[one.target] ?? 0) : sum,
    0,
  );
}

/** The upstream in which a target of the strategy has its own weight: the flat or its inner one. */
export function homeOf({ upstreams }: ServiceLayout, region: string): LayoutUpstream {
  const home = upstreams.find(
    (one) => one.role === 'flat' || (one.role === 'inner' && one.region === region),
  );
  assert(home !== undefined, `${region} has an upstream`);
  return home;
}

function weightsOf(
  { service }: ServiceLayout,
  { role, region, targets }: LayoutUpstream,
  allocation: Allocation,
): Weights {
  switch (role) {
    case 'flat':
      return flatWeights(service, allocation, targets.find(({ kind }) => kind === 'shed')?.target);
    case 'outer':
      return outerWeights(targets, allocation);
    case 'inner':
      return innerWeights(service, { region: region ?? '', targets, allocation });
    default:
      return role satisfies never;
  }
}

function flatUpstream({ gateway, service }: LayoutOptions): LayoutUpstream {
  const { algorithm, upstream } = service;
  const mayShed = algorithm.kind !== 'least-connections';
  return {
    upstream,
    role: 'flat',
    region: null,
    algorithm,
    targets: [
      ...service.targets.map(({ target, region }) => ({ kind: 'real' as const, target, region })),
      ...(mayShed ? shedTargets(service, gateway) : []),
    ],
  };
}

function twoLevelUpstreams({ strategy, gateway, service }: LayoutOptions): LayoutUpstream[] {
  const regions = strategy.regions
    .map(({ name }, index) => ({ name, index }))
    .filter(({ name }) => service.targets.some(({ region }) => region === name))
    .map(({ name, index }) => ({
      name,
      upstream: `${service.upstream}.${hostWord(name, index)}`,
      target: `${regionHost(index)}:${portOf(gateway)}`,
    }));
  const isIsolated = service.failover.mode === 'isolate';
  const inner = regions.map(({ name, upstream }): LayoutUpstream => ({
    upstream,
    role: 'inner',
    region: name,
    ...(splitsWrites(service) ? { serves: 'reads' as const } : {}),
    algorithm: service.algorithm,
    targets: service.targets
      .filter(({ region }) => region === name || !isIsolated)
      .map(({ target, region }) => ({ kind: 'real', target, region })),
  }));
  const outer: LayoutUpstream = {
    upstream: `${service.upstream}-outer`,
    role: 'outer',
    region: null,
    algorithm: { kind: 'round-robin' },
    targets: [
      ...regions.map(({ name, upstream, target }) => ({
        kind: 'region' as const,
        target,
        region: name,
        upstream,
      })),
      ...shedTargets(service, gateway),
    ],
  };
  const writing = splitsWrites(service)
    ? inner.flatMap((one) => writesUpstream(one, { gateway, service }))
    : [];
  return [...inner, ...writing, outer];
}

/**
 * The targets of a region that takes writes, then of the others that do, and no other. With one such
 * region the refusal stands behind them, at the weight of a last resort, so that Kong alone refuses
 * in the same words; with several it would take from their last resorts, since its answers are instant.
 */
function writesUpstream(
  inner: LayoutUpstream,
  { gateway, service }: Pick<LayoutOptions, 'gateway' | 'service'>,
): readonly LayoutUpstream[] {
  const writing = writingRegions(service);
  if (!writing.includes(inner.region ?? '')) return [];
  const targets = inner.targets.filter((one) => 'region' in one && writing.includes(one.region));
  // The inner service speaks to its targets as the strategy says, and the refusal is plain HTTP.
  const hasRefusal = writing.length === 1 && service.protocol === 'http';
  const refusal = `${answerHost(refusalOf(service))}:${portOf(gateway)}`;
  return [
    {
      ...inner,
      upstream: `${inner.upstream}.writes`,
      serves: 'writes',
      targets: [...targets, ...(hasRefusal ? [{ kind: 'shed' as const, target: refusal }] : [])],
    },
  ];
}

/** Where writes go that arrive at a region: its own upstream, or that of the first that takes them. */
export function writesOf(
  { upstreams, service }: ServiceLayout,
  region: string,
): LayoutUpstream | undefined {
  const writing = writingRegions(service);
  const home = writing.includes(region) ? region : writing[0];
  return upstreams.find((one) => one.serves === 'writes' && one.region === home);
}

function shedTargets({ failover }: ServiceStrategy, gateway: LayoutGateway): LayoutTarget[] {
  if (gateway.loopbackUrl === null || failover.whenCapacityIsShort !== 'shed') return [];
  return [{ kind: 'shed', target: `${answerHost(failover.answer)}:${portOf(gateway)}` }];
}

/** A region's name as part of a host name, which is what Kong takes for an upstream's. */
function hostWord(region: string, index: number): string {
  const word = region.toLowerCase().replaceAll(/[^a-z0-9-]/g, '-');
  return word === region ? word : `${word}-${index}`;
}

function portOf({ loopbackUrl }: LayoutGateway): number {
  const port = /:(\d+)\/?$/.exec(loopbackUrl ?? '')?.[1];
  return port === undefined ? 80 : Number(port);
}
