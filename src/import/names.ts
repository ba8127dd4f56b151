/** Names of services: as Kong has them, as far as the grammar takes them; each its own upstream. */

import type { Draft } from './drafts.ts';
import { asName } from './regions.ts';

export function nameServices(drafts: readonly Draft[]): readonly string[] {
  const taken = new Set<string>();
  return drafts.map((draft) => {
    const base = asName(draft.name);
    for (let turn = 1; ; turn += 1) {
      const name = turn === 1 ? base : `${base.slice(0, 58)}-${turn}`;
      // Upstreams are named in lower case, without what a host name cannot have.
      const key = name.toLowerCase().replaceAll(/[^a-z0-9-]/g, '-');
      if (taken.has(key)) continue;
      taken.add(key);
      return name;
    }
  });
}
