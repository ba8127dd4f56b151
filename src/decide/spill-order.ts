/**
 * Who is asked first to take what another region spills: by preference, and among equally preferred
 * regions the one nearest to the gateways, since each request travels from there.
 */

import type { Region } from '../model/strategy.ts';

export interface Surroundings {
  readonly regions: readonly Region[];
  readonly gateways: readonly { readonly region: string }[];
}

/** @param names in the service's order, which decides what preference and distance leave open. */
export function inSpillOrder(
  names: readonly string[],
  { regions, gateways }: Surroundings,
): readonly string[] {
  const known = new Map(regions.map((region) => [region.name, region]));
  const priorityOf = (name: string) => known.get(name)?.priority ?? Infinity;
  const between = (from: string, to: string) =>
    from === to ? 0 : (known.get(from)?.rttMs[to] ?? known.get(to)?.rttMs[from] ?? null);
  const distanceOf = (name: string) => {
    const told = gateways.flatMap(({ region }) => between(region, name) ?? []);
    // What is not told is taken for far.
    return told.length === 0 ? Infinity : told.reduce((sum, rtt) => sum + rtt, 0) / told.length;
  };
  return names.toSorted(
    (a, b) => compare(priorityOf(a), priorityOf(b)) || compare(distanceOf(a), distanceOf(b)),
  );
}

/** A difference would not do: both may be infinite. */
function compare(a: number, b: number): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
