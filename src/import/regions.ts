/**
 * Which region each target of a service is in, guessed from the strongest sign that says it of all
 * of them: tags, host names, the upstream they came from, roles in host names, Enterprise's
 * `failover` flag, weights that are far apart. A sign that tells regions apart beats one that puts
 * all targets into the same region.
 */

import type { GuessCode } from './contract.ts';
import { regionInName, regionInTag, roleInName } from './region-words.ts';

/** A target with what is known of where it is. */
export interface PlacedTarget {
  /** As Kong stores it. */
  readonly target: string;
  readonly weight: number;
  readonly tags: readonly string[];
  readonly isFailover: boolean;
  /** Region in the name of the upstream it came from, when several were merged. */
  readonly upstreamRegion: string | null;
}

export interface RegionGuess {
  /** Region by target. */
  readonly regionOf: ReadonlyMap<string, string>;
  readonly sign: Sign;
}

export type Sign = Extract<GuessCode, `region-${string}`>;

/** All targets in one region that nothing names. */
export const ONLY_REGION = 'main';
const PRIMARY = 'primary';
const STANDBY = 'standby';

/** Beyond this ratio between two weights they are roles, not sizes. */
const ROLE_RATIO = 10;

export function guessRegions(targets: readonly PlacedTarget[]): RegionGuess {
  const complete = SIGNS.flatMap(({ sign, read }) => {
    const regions = read(targets);
    return regions.every((region) => region !== null) ? [{ sign, regions }] : [];
  });
  const telling = complete.find(({ regions }) => new Set(regions).size > 1);
  const chosen = telling ?? complete[0] ?? { sign: 'region-unknown' as const, regions: [] };
  return {
    sign: targets.length === 0 ? 'region-unknown' : chosen.sign,
    regionOf: new Map(
      targets.map(({ target }, index) => [target, asName(chosen.regions[index] ?? ONLY_REGION)]),
    ),
  };
}

interface SignReader {
  readonly sign: Sign;
  /** One entry per target; `null` where this sign says nothing. */
  readonly read: (targets: readonly PlacedTarget[]) => readonly (string | null)[];
}

const SIGNS: readonly SignReader[] = [
  { sign: 'region-from-tag', read: each(({ tags }) => firstRegion(tags)) },
  { sign: 'region-from-host', read: each(({ target }) => regionInName(target)) },
  { sign: 'region-from-upstream', read: each(({ upstreamRegion }) => upstreamRegion) },
  { sign: 'region-from-role', read: each(({ target }) => roleInName(target)) },
  { sign: 'region-from-failover-flag', read: byFailoverFlag },
  { sign: 'region-from-weight', read: byWeight },
];

function each(
  read: (target: PlacedTarget) => string | null,
): (targets: readonly PlacedTarget[]) => readonly (string | null)[] {
  return (targets) => targets.map(read);
}

function firstRegion(tags: readonly string[]): string | null {
  for (const tag of tags) {
    const region = regionInTag(tag);
    if (region !== null) return region;
  }
  return null;
}

function byFailoverFlag(targets: readonly PlacedTarget[]): readonly (string | null)[] {
  const flags = new Set(targets.map(({ isFailover }) => isFailover));
  return targets.map(({ isFailover }) => {
    if (flags.size < 2) return null;
    return isFailover ? STANDBY : PRIMARY;
  });
}

/** 100 : 1 and 100 : 0 are roles; 60 : 40 are sizes. */
function byWeight(targets: readonly PlacedTarget[]): readonly (string | null)[] {
  const heaviest = Math.max(...targets.map(({ weight }) => weight));
  const light = targets.filter(({ weight }) => weight * ROLE_RATIO < heaviest);
  if (light.length === 0) return targets.map(() => null);
  return targets.map((target) => (light.includes(target) ? STANDBY : PRIMARY));
}

/** As the grammar takes names. */
export function asName(text: string): string {
  const name = text
    .replaceAll(/[^A-Za-z0-9._-]+/g, '-')
    .replaceAll(/^[._-]+|-+$/g, '')
    .slice(0, 64);
  return name === '' ? ONLY_REGION : name;
}
