/**
 * What Ballast has under way, read from its journal: a region that is out or returning, a target
 * that is ejected or trimmed, traffic that is spilt or shed. While anything is open, weights may
 * still have to be written long after the fault is over.
 */

import type { ControlEvent, EventKind } from '../../model/control.ts';

interface Life {
  readonly of: 'region' | 'target' | 'upstream';
  readonly begins: readonly EventKind[];
  readonly ends: readonly EventKind[];
  /** Evidence that is 1 when an ending event really ends it, and is a step otherwise. */
  readonly part?: string;
}

const LIVES: readonly Life[] = [
  {
    of: 'region',
    begins: ['region-evacuated'],
    ends: ['failback-done', 'evacuation-undone'],
  },
  // Levers: while in force, and until what they took away is wholly back.
  { of: 'region', begins: ['override-set'], ends: ['failback-done', 'evacuation-undone'] },
  { of: 'upstream', begins: ['override-set'], ends: ['override-ended'] },
  { of: 'region', begins: ['spill-started'], ends: ['spill-ended'] },
  { of: 'upstream', begins: ['shedding'], ends: ['shed-ended'] },
  {
    of: 'target',
    begins: ['target-ejected'],
    ends: ['target-readmitted'],
    part: 'shareRatio',
  },
  {
    of: 'target',
    begins: ['target-slow', 'target-trimmed'],
    ends: ['trim-relaxed'],
    part: 'partRatio',
  },
];

export interface Episodes {
  readonly add: (event: ControlEvent) => void;
  /** Open ones. */
  readonly count: () => number;
}

export function createEpisodes(): Episodes {
  const open = new Set<string>();
  const add = (event: ControlEvent) => {
    for (const [index, { of, begins, ends, part }] of LIVES.entries()) {
      const key = `${index} ${event.upstream} ${event[of]}`;
      if (begins.includes(event.kind)) open.add(key);
      const isWhole = part === undefined || event.evidence[part] === 1;
      if (ends.includes(event.kind) && isWhole) open.delete(key);
    }
  };
  return { add, count: () => open.size };
}
