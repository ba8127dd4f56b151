/**
 * What each upstream in Kong means to telemetry. In the two-level layout a request leaves two log
 * entries: the outer one is the user's request, the inner one has the tries at targets; a flat
 * upstream's entry is both. Everything is counted under the service's own upstream. Pure.
 */

import { layoutOf } from '../model/layout.ts';
import type { LayoutUpstream } from '../model/layout-shape.ts';
import type { ServiceStrategy, Strategy } from '../model/strategy.ts';

export interface KnownUpstream {
  readonly service: ServiceStrategy;
  readonly role: LayoutUpstream['role'];
  /** Its own targets, whose weights in it are theirs; the others are last resorts. */
  readonly homeTargets: readonly string[];
}

export interface UpstreamNames {
  /** By name in Kong, over all gateways. */
  readonly known: ReadonlyMap<string, KnownUpstream>;
  /** Those whose health says something of targets, by gateway. */
  readonly watched: Readonly<Record<string, readonly string[]>>;
  /** `ip:port` of shed targets. */
  readonly shedAddresses: ReadonlySet<string>;
}

export function upstreamNames(strategy: Strategy): UpstreamNames {
  const known = new Map<string, KnownUpstream>();
  const watched: Record<string, string[]> = {};
  const shedAddresses = new Set<string>();
  for (const gateway of strategy.gateways) {
    const own = (watched[gateway.name] ??= []);
    for (const service of strategy.services) {
      for (const one of layoutOf({ strategy, gateway, service }).upstreams) {
        const isWrites = one.serves === 'writes';
        // The upstream of the reads speaks for the targets: the same weights, the same probes.
        const homeTargets = isWrites ? [] : homeTargetsOf(one);
        known.set(one.upstream, { service, role: one.role, homeTargets });
        if (one.role !== 'outer' && !isWrites) own.push(one.upstream);
        for (const { kind, target } of one.targets) {
          if (kind === 'shed') shedAddresses.add(target);
        }
      }
    }
  }
  return { known, watched, shedAddresses };
}

function homeTargetsOf({ role, region, targets }: LayoutUpstream): readonly string[] {
  return targets.flatMap((one) =>
    one.kind === 'real' && (role === 'flat' || one.region === region) ? [one.target] : [],
  );
}
