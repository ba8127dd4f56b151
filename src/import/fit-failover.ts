/**
 * Weights in Kong → the failover settings that would make them. Settings are tried one after the
 * other, simplest first, and the weights that each leads to (by the same functions that `generate`
 * uses) are compared with those found. So what Ballast wrote is read back exactly, and what somebody
 * else wrote becomes the nearest thing that Ballast can say.
 */

import { baselineOf, layoutOf } from '../model/layout.ts';
import type { Algorithm, Failover, ServiceStrategy, Strategy } from '../model/strategy.ts';

export interface FoundWeights {
  /** Of every target of the service, in order. */
  readonly targets: readonly { readonly target: string; readonly region: string }[];
  /** Weights by upstream, as found; of a foreign Kong one upstream, on any scale. */
  readonly weights: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly algorithm: Algorithm;
  /** Whether a shed target was found. */
  readonly sheds: boolean;
  /** Regions that writes never reach. */
  readonly readRegions?: readonly string[];
  /** First part of the upstream names. */
  readonly upstream: string;
  /** Whether somebody else wrote the weights, on a scale of his own. */
  readonly isForeign: boolean;
}

export interface FitPlace {
  /** Names in order of preference. */
  readonly regions: readonly string[];
  readonly gatewayRegion: string;
  readonly loopbackUrl: string | null;
  readonly layout: Strategy['layout'];
}

export interface Fit {
  readonly mode: Failover['mode'];
  readonly standbyShareRatio: number;
  /** Only the ratio of these means something; `null` when equal sizes explain the weights. */
  readonly sizes: Readonly<Record<string, number>> | null;
  /** Largest difference of any target's share, 0–1; 0 when every weight is the same. */
  readonly distance: number;
}

const EQUAL_SIZE = 1_000;

/** A share that differs by less than this reads the same: 100 : 1 is 1 %. */
const ALIKE = 0.005;

export function fitFailover(found: FoundWeights, place: FitPlace): Fit {
  let best: Fit | null = null;
  for (const candidate of candidatesOf(found, place)) {
    const distance = distanceOf(found, place, candidate);
    if (distance === 0) return { ...candidate, distance };
    if (best === null || distance < best.distance - (best.distance <= ALIKE ? ALIKE : 1e-9)) {
      best = { ...candidate, distance };
    }
  }
  return best ?? { mode: 'active-passive', standbyShareRatio: 0.01, sizes: null, distance: 1 };
}

type Candidate = Omit<Fit, 'distance'>;

function candidatesOf(found: FoundWeights, place: FitPlace): Candidate[] {
  const regions = regionsInOrder(found, place);
  const sizes = sizesOf(found);
  const shapes: Pick<Candidate, 'mode' | 'standbyShareRatio'>[] =
    regions.length < 2
      ? [{ mode: 'isolate', standbyShareRatio: 0.01 }]
      : [
          ...standbyShares(found, regions).map((standbyShareRatio) => ({
            mode: 'active-passive' as const,
            standbyShareRatio,
          })),
          { mode: 'active-active', standbyShareRatio: 0.01 },
          { mode: 'isolate', standbyShareRatio: 0.01 },
        ];
  // Shedding asks for the capacity of every host, so where there is a shed target they were stated.
  const equal = found.sheds
    ? Object.fromEntries(found.targets.map(({ target }) => [target, EQUAL_SIZE]))
    : null;
  return [equal, ...sizes].flatMap((one) => shapes.map((shape) => ({ ...shape, sizes: one })));
}

function regionsInOrder({ targets }: FoundWeights, place: FitPlace): readonly string[] {
  const used = new Set(targets.map(({ region }) => region));
  const order = place.regions.filter((region) => used.has(region));
  return order.includes(place.gatewayRegion)
    ? [place.gatewayRegion, ...order.filter((region) => region !== place.gatewayRegion)]
    : order;
}

/** What the first standby has of the weight, exactly and rounded as a person would write it. */
function standbyShares(found: FoundWeights, regions: readonly string[]): number[] {
  const [first = '', second = ''] = regions;
  const weights = entryWeights(found);
  const own = weights.get(first) ?? 0;
  const standby = weights.get(second) ?? 0;
  const total = own + standby;
  if (total === 0 || standby === 0) return [0];
  const share = standby / total;
  if (share >= 0.5) return [];
  const grid = Math.round(share * 10_000);
  const near = [grid, grid + 1, grid - 1, grid + 2, grid - 2].filter((steps) => steps > 0);
  const digits = 10 ** Math.floor(Math.log10(share));
  const nice = Math.round(share / digits) * digits;
  const isNice = nice < 0.5 && Math.abs(nice - share) / share < 0.02;
  const shares = [...(isNice ? [Number(nice.toPrecision(2))] : []), ...near.map((n) => n / 10_000)];
  return [...new Set(shares)];
}

/** Weight by region in the upstream that shares out the regions. */
function entryWeights({ targets, weights, upstream }: FoundWeights): ReadonlyMap<string, number> {
  const outer = weights[`${upstream}-outer`];
  const sums = new Map<string, number>();
  if (outer !== undefined) {
    // The layout names region targets by address; `distanceOf` compares them one by one.
    for (const [region, weight] of Object.entries(outer)) sums.set(region, weight);
    return sums;
  }
  const flat = weights[upstream] ?? {};
  for (const { target, region } of targets) {
    sums.set(region, (sums.get(region) ?? 0) + (flat[target] ?? 0));
  }
  return sums;
}

/**
 * Weights as sizes, in three ways: inside each region alone (the regions then count the same), over
 * all regions, and, behind two levels, inside each region with its share in the outer upstream.
 */
function sizesOf(found: FoundWeights): Sizes[] {
  const inside = insideSizes(found);
  if (inside === null) return [];
  const outer = found.weights[`${found.upstream}-outer`];
  return [
    normalised(found, inside, () => EQUAL_SIZE),
    inside,
    ...(outer === undefined
      ? []
      : [normalised(found, inside, (region, count) => (outer[region] ?? 0) / count)]),
  ];
}

type Sizes = Readonly<Record<string, number>>;

/** A target without weight says nothing of its size: it counts as the average. */
function insideSizes({ targets, weights, upstream }: FoundWeights): Sizes | null {
  const lists = Object.entries(weights).filter(([name]) => name !== `${upstream}-outer`);
  const sizes = targets.map(({ target }) =>
    Math.max(0, ...lists.map(([, list]) => list[target] ?? 0)),
  );
  const known = sizes.filter((size) => size > 0);
  if (known.length === 0) return null;
  const mean = known.reduce((sum, size) => sum + size, 0) / known.length;
  return Object.fromEntries(
    targets.map(({ target }, index) => [
      target,
      sizes[index] === 0 ? mean : (sizes[index] ?? mean),
    ]),
  );
}

/** Sizes in the same proportions inside each region, with the given average. */
function normalised(
  { targets }: FoundWeights,
  sizes: Sizes,
  meanOf: (region: string, count: number) => number,
): Sizes {
  const result: Record<string, number> = {};
  for (const region of new Set(targets.map((target) => target.region))) {
    const own = targets.filter((target) => target.region === region);
    const sum = own.reduce((total, { target }) => total + (sizes[target] ?? 0), 0);
    const mean = meanOf(region, own.length);
    for (const { target } of own) {
      result[target] = ((sizes[target] ?? 0) / sum) * own.length * (mean === 0 ? EQUAL_SIZE : mean);
    }
  }
  return result;
}

function distanceOf(found: FoundWeights, place: FitPlace, candidate: Candidate): number {
  if (found.isForeign) return shareDistance(found, place, candidate);
  const layout = layoutOf({
    strategy: {
      layout: place.layout,
      regions: place.regions.map((name, priority) => ({ name, priority, rttMs: {} })),
    },
    gateway: { region: place.gatewayRegion, loopbackUrl: place.loopbackUrl },
    service: weighedService(found, { regions: place.regions, candidate }),
  });
  const made = baselineOf(layout);
  let distance = 0;
  for (const { upstream, role, targets, serves } of layout.upstreams) {
    if (serves === 'writes') continue;
    const actual = found.weights[upstream] ?? {};
    const wanted = made[upstream] ?? {};
    const keyed = targets.map((one) => ({
      wanted: wanted[one.target] ?? 0,
      actual: actual[role === 'outer' && one.kind === 'region' ? one.region : one.target] ?? 0,
    }));
    const sums = {
      wanted: Math.max(
        1,
        keyed.reduce((sum, one) => sum + one.wanted, 0),
      ),
      actual: Math.max(
        1,
        keyed.reduce((sum, one) => sum + one.actual, 0),
      ),
    };
    for (const one of keyed) {
      if (one.wanted === one.actual) continue;
      distance = Math.max(
        distance,
        Math.abs(one.wanted / sums.wanted - one.actual / sums.actual),
        1e-6,
      );
    }
  }
  return distance;
}

/** Of a Kong that Ballast did not write: shares of targets, whatever the scale of the weights. */
function shareDistance(found: FoundWeights, place: FitPlace, candidate: Candidate): number {
  const layout = layoutOf({
    strategy: { layout: 'flat', regions: [] },
    gateway: { region: place.gatewayRegion, loopbackUrl: null },
    service: weighedService(found, { regions: place.regions, candidate }),
  });
  const made = Object.values(baselineOf(layout))[0] ?? {};
  const actual = Object.values(found.weights)[0] ?? {};
  const sum = (weights: Readonly<Record<string, number>>) =>
    Math.max(
      1,
      Object.values(weights).reduce((total, weight) => total + weight, 0),
    );
  const [madeSum, actualSum] = [sum(made), sum(actual)];
  return Math.max(
    1e-6,
    ...found.targets.map(({ target }) =>
      Math.abs((made[target] ?? 0) / madeSum - (actual[target] ?? 0) / actualSum),
    ),
  );
}

/** As much of a service as its layout and weights depend on. */
export function weighedService(
  found: FoundWeights,
  options: { readonly regions?: readonly string[]; readonly candidate?: Candidate } = {},
): ServiceStrategy {
  const { regions = [], candidate } = options;
  const targets = found.targets.toSorted(
    (left, right) => regions.indexOf(left.region) - regions.indexOf(right.region),
  );
  return {
    ...UNWEIGHED,
    name: found.upstream,
    upstream: found.upstream,
    algorithm: found.algorithm,
    ...(found.readRegions === undefined ? {} : { readRegions: found.readRegions }),
    targets: targets.map(({ target, region }) => ({
      target,
      region,
      host: target,
      port: 0,
      capacityRps: candidate?.sizes?.[target] ?? null,
    })),
    failover: {
      mode: candidate?.mode ?? 'active-passive',
      standbyShareRatio: candidate?.standbyShareRatio ?? 0,
      whenCapacityIsShort: found.sheds ? 'shed' : 'overflow',
      approval: 'auto',
      before: null,
      after: null,
    },
  };
}

/** What no weight depends on. */
const UNWEIGHED: Omit<ServiceStrategy, 'name' | 'upstream' | 'algorithm' | 'targets' | 'failover'> =
  {
    objective: { availabilityRatio: 0.999, windowMs: 1, latency: [] },
    routes: [],
    path: null,
    protocol: 'http',
    health: {
      path: '/',
      expect: { statuses: [200], body: null, json: {} },
      intervalMs: 1_000,
      timeoutMs: 800,
      overloadStatuses: [],
    },
    failback: {
      blocked: [],
      approval: 'auto',
      holdMs: 1,
      holdMaxMs: 1,
      steps: [1],
      minDwellMs: 1,
      minRequests: 1,
    },
    adapt: { errors: true, latency: true, load: true },
    client: { deadlineMs: 1 },
    protect: {
      rateLimit: null,
      circuitBreaker: true,
      retries: null,
      timeoutMs: null,
      connectTimeoutMs: 1,
    },
  };
