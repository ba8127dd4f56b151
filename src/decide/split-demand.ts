/** The split of one upstream in its surroundings: shares of its regions' phases in, states out. */

import { UNLIMITED } from './admission-state.ts';
import { baseShares, pinnedShares } from './allocate.ts';
import type { RegionWorld } from './receivers.ts';
import { decideSplit, type SplitOutcome } from './split.ts';
import type { RegionState, UpstreamState } from './state.ts';

/** Each gateway asks for the same part, for want of better knowledge. */
export function splitDemand(
  world: RegionWorld,
  before: UpstreamState,
): SplitOutcome & { readonly states: Readonly<Record<string, RegionState>> } {
  const { service, gateways, states, levers } = world;
  const base: Record<string, number> = {};
  for (const { region } of gateways) {
    const shares = pinnedShares(levers, states) ?? baseShares(service, region, states);
    for (const [name, share] of Object.entries(shares)) {
      base[name] = (base[name] ?? 0) + share / gateways.length;
    }
  }
  const known = Object.entries(states).map(([name, { admission }]) => [name, admission] as const);
  const admissions = Object.fromEntries(known);
  const outcome = decideSplit({ world, before: before.split, admissions, base });
  const entries = Object.entries(states).map(([name, state]) => {
    return [name, { ...state, admission: outcome.admissions[name] ?? UNLIMITED }] as const;
  });
  return { ...outcome, states: Object.fromEntries(entries) };
}
