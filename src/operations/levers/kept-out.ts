/** Which overrides of people keep a region out, so that `restore` ends them. */

import type { Override } from '../../model/override.ts';

export function isKeptOutBy({ lever, origin }: Override, region: string): boolean {
  if (origin === 'drill') return false;
  if (lever.kind === 'evacuate') return lever.region === region;
  if (lever.kind !== 'pin' || lever.regionShares === undefined) return false;
  return (lever.regionShares[region] ?? 0) === 0;
}
