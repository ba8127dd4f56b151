/**
 * From what a drill's file names to what is hit in which Kong: services, targets, and the entries of
 * upstreams that stand for them.
 *
 * A target that is really gone is gone in every upstream that holds it, so it is marked in each: in two
 * levels in its region's inner upstream, in the others', where it is a last resort, and in those for
 * writes. The outer one has no health checks, so Kong takes no mark there (400, "no healthchecker
 * found"), and what stands for a region or refuses is the gateway itself.
 */

import { splitsWrites, writingRegions } from '../model/access.ts';
import { layoutOf } from '../model/layout.ts';
import type { Drill } from '../model/drill.ts';
import type { ServiceStrategy, Strategy, Target } from '../model/strategy.ts';

export interface DrillPlace {
  readonly service: ServiceStrategy;
  /** Those that are hit; in order of the strategy. */
  readonly targets: readonly Target[];
  /** Whether nothing is left of the region. */
  readonly isWhole: boolean;
}

/** Entries of one upstream in one gateway. */
export interface KongPlace {
  readonly gateway: string;
  readonly service: string;
  readonly upstream: string;
  readonly targets: readonly string[];
}

/** What is hit, by service; services without a target there are left out. */
export function placesOf({ scope, fault }: Drill, strategy: Strategy): readonly DrillPlace[] {
  return strategy.services
    .filter(({ name }) => scope.services === null || scope.services.includes(name))
    .flatMap((service): DrillPlace[] => {
      const named = service.targets.filter(
        ({ region, target }) =>
          (scope.region === null || region === scope.region) &&
          (scope.targets === null || scope.targets.includes(target)),
      );
      // A share of the weight concerns all targets, one of the targets only some.
      const isCut = fault.kind === 'health-mark' && scope.shareRatio < 1;
      const count = Math.max(1, Math.floor(named.length * scope.shareRatio + 1e-9));
      const targets = isCut ? named.slice(0, count) : named;
      if (targets.length === 0) return [];
      return [{ service, targets, isWhole: isWholeRegions(service, targets) }];
    });
}

/** The entries to mark for these places, by gateway and upstream. */
export function kongPlacesOf(
  places: readonly DrillPlace[],
  strategy: Strategy,
): readonly KongPlace[] {
  return strategy.gateways.flatMap((gateway) =>
    places.flatMap(({ service, targets }): KongPlace[] => {
      const isHit = (name: string) => targets.some(({ target }) => target === name);
      const at = { gateway: gateway.name, service: service.name };
      const { upstreams } = layoutOf({ strategy, gateway, service });
      return upstreams.flatMap(({ upstream, targets: entries }) => {
        const marked = entries.filter(({ kind, target }) => kind === 'real' && isHit(target));
        if (marked.length === 0) return [];
        return [{ ...at, upstream, targets: marked.map(({ target }) => target) }];
      });
    }),
  );
}

/** Services whose writes nobody takes while the places are away; their reads go elsewhere. */
export function refusedWrites(places: readonly DrillPlace[]): readonly string[] {
  return places.flatMap(({ service, targets, isWhole }) => {
    if (!splitsWrites(service) || !isWhole) return [];
    const hit = regionsOf([{ service, targets, isWhole }]);
    return writingRegions(service).every((region) => hit.includes(region)) ? [service.name] : [];
  });
}

/** Kong services in which an answer of the gateway's own stands for the places. */
export function terminatedServices(
  { scope }: Drill,
  strategy: Strategy,
): readonly { readonly gateway: string; readonly service: string }[] {
  const services = strategy.services.filter(
    ({ name }) => scope.services === null || scope.services.includes(name),
  );
  return strategy.gateways.flatMap((gateway) =>
    services.flatMap((service) => {
      if (scope.region === null) return [{ gateway: gateway.name, service: service.name }];
      const layout = layoutOf({ strategy, gateway, service });
      const inner = layout.upstreams.filter(
        ({ role, region }) => role === 'inner' && region === scope.region,
      );
      return inner.map(({ upstream }) => ({ gateway: gateway.name, service: upstream }));
    }),
  );
}

export function regionsOf(places: readonly DrillPlace[]): readonly string[] {
  return [...new Set(places.flatMap(({ targets }) => targets.map(({ region }) => region)))];
}

function isWholeRegions(service: ServiceStrategy, targets: readonly Target[]): boolean {
  const hit = new Set(targets.map(({ target }) => target));
  const regions = new Set(targets.map(({ region }) => region));
  return service.targets.every(({ region, target }) => !regions.has(region) || hit.has(target));
}
