/**
 * The regions of a whole Kong, in order of preference, where its gateway stands, and by which layout
 * its upstreams were built. Loopback addresses tell the order of what Ballast wrote; of a foreign
 * Kong the region with most weight comes first.
 */

import { layoutKindOf } from '../model/layout.ts';
import type { Strategy } from '../model/strategy.ts';
import { type FitPlace, fitFailover, type FoundWeights, weighedService } from './fit-failover.ts';
import { byText } from './read-fields.ts';
import { roleRank } from './region-words.ts';

export interface PlacedService extends FoundWeights {
  readonly kind: 'foreign' | 'flat' | 'two-level';
  readonly regionIndex: ReadonlyMap<string, number>;
  readonly loopbackPort: number | null;
}

export function orderRegions(services: readonly PlacedService[]): readonly string[] {
  const isOwn = services.some(({ kind }) => kind !== 'foreign');
  const index = new Map(services.flatMap((service) => [...service.regionIndex]));
  const names = [
    ...new Set(services.flatMap(({ targets }) => targets.map(({ region }) => region))),
  ];
  if (isOwn) return mergedOrder(services, { names, index });
  const weight = new Map(names.map((name) => [name, totalShare(services, name)]));
  return names.toSorted(
    (left, right) =>
      (weight.get(right) ?? 0) - (weight.get(left) ?? 0) ||
      roleRank(left) - roleRank(right) ||
      byText(left, right),
  );
}

/** The region whose gateway would write these weights: the one that explains most services. */
export function gatewayRegionOf(
  services: readonly PlacedService[],
  place: Omit<FitPlace, 'gatewayRegion'>,
): string {
  const [only = ''] = place.regions;
  const isOwn = services.some(({ kind }) => kind !== 'foreign');
  if (!isOwn || place.regions.length < 2) return only;
  const misfit = (gatewayRegion: string) =>
    services.reduce(
      (sum, service) =>
        sum + Math.min(1, fitFailover(service, { ...place, gatewayRegion }).distance),
      0,
    );
  let best = { region: only, misfit: misfit(only) };
  for (const region of place.regions.slice(1)) {
    if (best.misfit === 0) break;
    const found = misfit(region);
    if (found < best.misfit - 1e-9) best = { region, misfit: found };
  }
  return best.region;
}

/** The simplest layout that builds each service as it was found; `auto` for a foreign Kong. */
export function layoutOfServices(
  services: readonly PlacedService[],
  loopbackUrl: string | null,
): { readonly layout: Strategy['layout']; readonly needsNoLoopback: boolean } {
  const own = services.filter(({ kind }) => kind !== 'foreign');
  for (const layout of ['auto', 'flat', 'two-level'] as const) {
    const isAsFound = own.every(
      (service) => service.kind === kindUnder(service, { layout, loopbackUrl }),
    );
    if (isAsFound) return { layout, needsNoLoopback: false };
  }
  return { layout: 'auto', needsNoLoopback: own.every(({ kind }) => kind === 'flat') };
}

function kindUnder(
  service: PlacedService,
  options: { readonly layout: Strategy['layout']; readonly loopbackUrl: string | null },
): 'flat' | 'two-level' {
  const { layout, loopbackUrl } = options;
  return layoutKindOf({
    strategy: { layout, regions: [] },
    gateway: { region: '', loopbackUrl },
    service: weighedService(service),
  });
}

function totalShare(services: readonly PlacedService[], region: string): number {
  return services.reduce((sum, { targets, weights }) => {
    const flat = Object.values(weights)[0] ?? {};
    const all = Object.values(flat).reduce((total, weight) => total + weight, 0);
    const own = targets
      .filter((target) => target.region === region)
      .reduce((total, { target }) => total + (flat[target] ?? 0), 0);
    return sum + (all === 0 ? 0 : own / all);
  }, 0);
}

/** Each service lists its regions in order; loopback addresses are numbered by place. */
function mergedOrder(
  services: readonly PlacedService[],
  known: { readonly names: readonly string[]; readonly index: ReadonlyMap<string, number> },
): readonly string[] {
  const { names, index } = known;
  const before = new Map<string, Set<string>>(names.map((name) => [name, new Set()]));
  for (const { targets } of services) {
    const order = [...new Set(targets.map(({ region }) => region))];
    for (const [at, region] of order.entries()) {
      const earlier = order[at - 1];
      if (earlier !== undefined) before.get(region)?.add(earlier);
    }
  }
  const order: string[] = [];
  const left = new Set(names);
  while (left.size > 0) {
    // A region whose number is the place to fill comes next; else one that nothing has to precede.
    const ready =
      [...left].find((name) => index.get(name) === order.length) ??
      [...left].find(
        (name) =>
          index.get(name) === undefined &&
          [...(before.get(name) ?? [])].every((earlier) => !left.has(earlier)),
      ) ??
      [...left][0];
    if (ready === undefined) break;
    left.delete(ready);
    order.push(ready);
  }
  return order;
}
