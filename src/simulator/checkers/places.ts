/**
 * Where weights can be written: each upstream of each service's layout at each gateway, with what
 * the checkers need to know of it. In the flat layout a service has one place at a gateway, in the
 * two-level one an outer place whose targets are regions and an inner one for each region.
 */

import { policyOf } from '../../decide/policy.ts';
import type { Weights } from '../../model/control.ts';
import { baselineOf } from '../../model/layout.ts';
import type { LayoutTarget, LayoutUpstream, ServiceLayout } from '../../model/layout-shape.ts';
import type { Strategy } from '../../model/strategy.ts';

export interface Place {
  readonly gateway: string;
  readonly layout: ServiceLayout;
  readonly upstream: LayoutUpstream;
  /** What `restore --baseline` writes. */
  readonly baseline: Weights;
}

export interface Places {
  /** `null` for an upstream that the strategy does not have. */
  find(where: { readonly gateway: string; readonly upstream: string }): Place | null;
  all(): readonly Place[];
}

export function placesOf(strategy: Strategy): Places {
  const { layouts } = policyOf(strategy);
  const all = Object.entries(layouts).flatMap(([gateway, services]) =>
    Object.values(services).flatMap((layout) => {
      const baselines = baselineOf(layout);
      return layout.upstreams.map((upstream): Place => {
        const baseline = baselines[upstream.upstream] ?? {};
        return { gateway, layout, upstream, baseline };
      });
    }),
  );
  const byKey = new Map(all.map((place) => [keyOf(place.gateway, place.upstream.upstream), place]));
  return {
    find: ({ gateway, upstream }) => byKey.get(keyOf(gateway, upstream)) ?? null,
    all: () => all,
  };
}

/**
 * Targets of the upstream behind which somebody can serve: a region's while any target that its
 * inner upstream leads to can. The shed target answers, but serves nobody.
 */
export function ableAt(
  { upstream, layout }: Pick<Place, 'upstream' | 'layout'>,
  able: ReadonlySet<string>,
): ReadonlySet<string> {
  const isAble = (one: LayoutTarget): boolean => {
    if (one.kind === 'real') return able.has(one.target);
    if (one.kind === 'shed') return false;
    const inner = layout.upstreams.find((other) => other.upstream === one.upstream);
    return inner?.targets.some((target) => target.kind === 'real' && isAble(target)) ?? false;
  };
  return new Set(upstream.targets.filter(isAble).map(({ target }) => target));
}

/** Of real targets, by region. */
export function regionOfTargets({
  upstream,
}: Pick<Place, 'upstream'>): ReadonlyMap<string, string> {
  return new Map(
    upstream.targets.flatMap((one) => (one.kind === 'real' ? [[one.target, one.region]] : [])),
  );
}

function keyOf(gateway: string, upstream: string): string {
  return `${gateway} ${upstream}`;
}
