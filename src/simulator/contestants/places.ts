/**
 * What is where in the Kong of a contestant: where each target leads, which service an upstream is
 * for, and which targets' health an upstream tells. The configurations that Ballast is compared with
 * are flat; what is generated has the layout of the strategy.
 */

import { assert } from '../../lib/assert.ts';
import { layoutOf } from '../../model/layout.ts';
import type { LayoutUpstream } from '../../model/layout-shape.ts';
import type { Gateway, Strategy } from '../../model/strategy.ts';
import type { ContestantName } from '../contract.ts';
import type { Place } from '../world/contract.ts';

export interface UpstreamPlace {
  /** Of the strategy. */
  readonly service: string;
  /** Targets of the strategy whose weight and health here are their own. */
  readonly homeTargets: readonly string[];
  readonly resolve: (target: string) => Place;
}

export type Places = ReadonlyMap<string, UpstreamPlace>;

/** By the name of the upstream in Kong. */
export function placesOf(
  contestant: ContestantName,
  { strategy, gateway }: { readonly strategy: Strategy; readonly gateway: Gateway },
): Places {
  const isGenerated = contestant === 'generated' || contestant === 'ballast';
  return new Map(
    strategy.services.flatMap((service) => {
      if (isGenerated) {
        const { upstreams } = layoutOf({ strategy, gateway, service });
        return upstreams.map((one) => [one.upstream, laidOut(service.name, one)] as const);
      }
      const targets = service.targets.map(({ target }) => target);
      return [[service.upstream, flat(service.name, targets)] as const];
    }),
  );
}

function flat(service: string, homeTargets: readonly string[]): UpstreamPlace {
  return {
    service,
    homeTargets,
    resolve: (target) => {
      assert(homeTargets.includes(target), `${target} is a target of ${service}`);
      return { kind: 'server', server: target };
    },
  };
}

function laidOut(service: string, { role, region, targets }: LayoutUpstream): UpstreamPlace {
  return {
    service,
    homeTargets: targets.flatMap((one) =>
      one.kind === 'real' && (role === 'flat' || one.region === region) ? [one.target] : [],
    ),
    resolve: (name) => {
      const target = targets.find((one) => one.target === name);
      assert(target !== undefined, `${name} is a target of ${service}`);
      switch (target.kind) {
        case 'real':
          return { kind: 'server', server: name };
        // The inner service has the name of its upstream (`generate/loopback-services.ts`).
        case 'region':
          return { kind: 'service', service: target.upstream };
        case 'shed':
          return { kind: 'shed' };
      }
    },
  };
}
