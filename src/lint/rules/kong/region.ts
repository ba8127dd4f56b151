/** The region a target seems to be in, from its tags or its name. */

import type { KongTarget } from '../../inputs/kong.ts';

function regionOf({ given, host }: KongTarget): string | null {
  const tags: readonly unknown[] = Array.isArray(given['tags']) ? given['tags'] : [];
  for (const tag of tags) {
    const name = typeof tag === 'string' ? /^(?:region|zone)[-:=](.+)$/.exec(tag)?.[1] : undefined;
    if (name !== undefined) return name;
  }
  return (
    host
      .split('.')
      .slice(1)
      .find((label) => REGION.test(label)) ?? null
  );
}

/** `region-a`, `zone1`, `eu-west-1`, `useast`, `primary`, `dc2`. */
const REGION =
  /^(?:(?:region|zone|az|dc|site)[-_]?\w+|(?:eu|us|ap|af|sa|ca|me|uk)-?(?:north|south|east|west|central)[-\w]*|primary|secondary|standby|backup|dr)$/i;

/** Targets by region; `null` unless the region of every target is known. */
export function byRegion(targets: readonly KongTarget[]): Map<string, KongTarget[]> | null {
  const regions = new Map<string, KongTarget[]>();
  for (const target of targets) {
    const region = regionOf(target);
    if (region === null) return null;
    regions.set(region, [...(regions.get(region) ?? []), target]);
  }
  return regions;
}
