/**
 * When a drill gives way: automation beats a drill. What a drill has taken away is given back, or
 * what it holds still is let go, as soon as something real is seen to fail that the drill did not
 * cause. A person's lever never gives way.
 */

import type { Override } from '../../model/override.ts';
import { isKnownDead } from '../facts.ts';
import type { RegionWorld } from '../receivers.ts';
import type { RegionEvidence } from '../region-evidence.ts';

export function yieldsNow({ origin, lever }: Override, world: RegionWorld): boolean {
  if (origin !== 'drill') return false;
  const regions = Object.values(world.evidence);
  switch (lever.kind) {
    case 'evacuate':
      return regions.some(
        (evidence) => evidence.region !== lever.region && isLost(evidence, world),
      );
    case 'drain': {
      const home = world.service.targets.find(({ target }) => target === lever.target)?.region;
      const others = (world.evidence[home ?? '']?.facts ?? []).filter(
        ({ target }) => target.target !== lever.target,
      );
      return others.some(isKnownDead) || regions.some((evidence) => isLost(evidence, world));
    }
    case 'pin':
    case 'freeze':
      return regions.some((evidence) => isLost(evidence, world));
  }
}

/** What the automation would leave, or has left. */
function isLost(
  { region, isHardLoss, isPartialLoss }: RegionEvidence,
  world: RegionWorld,
): boolean {
  const kind = world.states[region]?.evacuation?.kind;
  const isOut = kind !== undefined && kind !== 'held';
  return isHardLoss || isPartialLoss || isOut;
}
