/** How busy each target is at the assumed load: now, and with each region lost. */

import { regionShares, targetSizes } from '../../model/region-shares.ts';
import type { ServiceStrategy } from '../../model/strategy.ts';

export interface TargetLoads {
  readonly target: string;
  readonly region: string;
  readonly capacityRps: number | null;
  readonly nowRps: number;
  /** Most of all losses of another region; `null` when there is no other or none may take over. */
  readonly worstRps: number | null;
  /** The region whose loss that is. */
  readonly worstLost: string | null;
}

interface Load {
  readonly seenFrom: string;
  readonly rps: number;
}

export function targetLoads(service: ServiceStrategy, load: Load): readonly TargetLoads[] {
  const regions = [...new Set(service.targets.map(({ region }) => region))];
  const now = loadsWithout(service, load, null);
  const losses = regions.map((lost) => ({ lost, loads: loadsWithout(service, load, lost) }));
  return service.targets.map(({ target, region, capacityRps }) => {
    const others = losses.filter(({ lost }) => lost !== region);
    const worst = others.toSorted(
      (left, right) => (right.loads[target] ?? 0) - (left.loads[target] ?? 0),
    )[0];
    const worstRps = worst?.loads[target] ?? 0;
    const takesOver = worst !== undefined && worstRps > 0;
    return {
      target,
      region,
      capacityRps,
      nowRps: now[target] ?? 0,
      worstRps: takesOver ? worstRps : null,
      worstLost: takesOver ? worst.lost : null,
    };
  });
}

/** Requests per second of each target, as the baseline weights share them out. */
function loadsWithout(
  service: ServiceStrategy,
  { seenFrom, rps }: Load,
  lost: string | null,
): Readonly<Record<string, number>> {
  const shares = regionShares(service, seenFrom, (region) => region !== lost);
  const byRegion = Map.groupBy(service.targets, ({ region }) => region);
  return Object.fromEntries(
    [...byRegion].flatMap(([region, targets]) => {
      const sizes = Object.entries(targetSizes(targets));
      const total = sizes.reduce((sum, [, size]) => sum + size, 0);
      const share = region === lost ? 0 : (shares[region] ?? 0);
      return sizes.map(([target, size]) => [target, (rps * share * size) / total]);
    }),
  );
}
