/**
 * What Ballast has under way, read from its journal: a region that is out or returning, a target
 * that is ejected or trimmed. While anything is open, weights may still have to be written long
 * after the fault is over.
 */

import type { ControlEvent } from '../../model/control.ts';

/** Event kinds that begin an episode, and those that end the same one. */
const LIFE_OF = {
  region: {
    begins: ['region-evacuated', 'region-spilled', 'shed-started'],
    ends: ['failback-done', 'evacuation-undone', 'spill-ended', 'shed-ended'],
  },
  target: {
    begins: ['target-ejected', 'target-trimmed'],
    ends: ['target-readmitted', 'trim-relaxed', 'trim-ended'],
  },
} as const;

export interface Episodes {
  /** Takes one event in; true when it opened an episode. */
  add(event: ControlEvent): boolean;
  readonly size: number;
}

export function createEpisodes(): Episodes {
  const open = new Set<string>();
  return {
    add: ({ kind, upstream, region, target }) => {
      let isNew = false;
      for (const [scope, { begins, ends }] of Object.entries(LIFE_OF)) {
        const key = `${scope} ${upstream} ${scope === 'region' ? region : target}`;
        if (ends.some((one) => one === kind)) open.delete(key);
        if (!begins.some((one) => one === kind) || open.has(key)) continue;
        open.add(key);
        isNew = true;
      }
      return isNew;
    },
    get size() {
      return open.size;
    },
  };
}
