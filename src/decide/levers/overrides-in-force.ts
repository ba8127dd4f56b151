/** What is in force anywhere, for the status: each override once, oldest first. */

import type { Override } from '../../model/override.ts';
import type { DecideState } from '../state.ts';
import { leversOf } from './lever-state.ts';

export function overridesInForce({ upstreams }: DecideState): readonly Override[] {
  const all = Object.values(upstreams).flatMap(({ levers }) => leversOf(levers).all);
  const byId = new Map(all.map((override) => [override.id, override]));
  return [...byId.values()].toSorted((a, b) => a.atMs - b.atMs || (a.id < b.id ? -1 : 1));
}
