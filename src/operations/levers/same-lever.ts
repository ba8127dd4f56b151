/** The same thing to the same services: a new word on it takes the place of the old one. */

import type { Override } from '../../model/override.ts';

type Subject = Pick<Override, 'lever' | 'services'>;

export function isSameLever(one: Subject, other: Subject): boolean {
  return subjectOf(one) === subjectOf(other);
}

function subjectOf({ lever, services }: Subject): string {
  const scope = services === null ? '*' : services.toSorted().join(',');
  switch (lever.kind) {
    case 'evacuate':
      return `evacuate ${lever.region} ${scope}`;
    case 'drain':
      return `drain ${lever.target} ${scope}`;
    case 'pin':
      return `pin ${pinned(lever)} ${scope}`;
    case 'freeze':
      return `freeze ${scope}`;
    default:
      return lever satisfies never;
  }
}

/** Shares of regions are one thing; each target is another. */
function pinned({ regionShares, targetFactors }: Override['lever'] & { kind: 'pin' }): string {
  const targets = Object.keys(targetFactors ?? {}).sort();
  return [...(regionShares === undefined ? [] : ['regions']), ...targets].join(',');
}
