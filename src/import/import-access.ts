/** Regions that only read, from the upstreams of the writes that `generate` wrote beside the others. */

import { isShedHost } from '../model/loopback.ts';
import type { Draft } from './drafts.ts';
import type { FoundTarget } from './picture.ts';

export interface FoundAccess {
  readonly readRegions: readonly string[];
  /** Where a write is refused that nobody can take; `null` when there is no such place. */
  readonly refusalHost: string | null;
}

export function importAccess({ parts }: Draft): FoundAccess {
  const writing = parts.filter(({ isWrites }) => isWrites === true);
  const targets = writing.flatMap(({ upstream }) => upstream.targets);
  const hosts = targets.map(({ target }) => target.replace(/:\d+$/, ''));
  if (writing.length === 0) return { readRegions: [], refusalHost: null };
  const all = parts.flatMap(({ upstream }) => upstream.targets.flatMap(regionsOf));
  const takes = new Set(targets.flatMap(regionsOf));
  return {
    readRegions: [...new Set(all)].filter((region) => !takes.has(region)),
    refusalHost: hosts.find(isShedHost) ?? null,
  };
}

function regionsOf({ tags }: FoundTarget): readonly string[] {
  return tags.flatMap((tag) => (tag.startsWith('region-') ? [tag.slice('region-'.length)] : []));
}
