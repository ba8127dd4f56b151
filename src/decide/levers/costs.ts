/**
 * What people's levers cost at this moment, for the status: they are obeyed whatever they cost, so
 * that has to be said loudly.
 */

import { endsAtMs } from '../../model/override.ts';
import type { ServiceStrategy } from '../../model/strategy.ts';
import { roomOf, triesPerSecond } from '../demand.ts';
import { percent, rounded } from '../event.ts';
import { isKnownDead, type TargetFacts } from '../facts.ts';
import type { UpstreamState } from '../state.ts';
import { leversOf } from './lever-state.ts';
import { sayingOf } from './lever-words.ts';

interface CostContext {
  readonly service: ServiceStrategy;
  readonly facts: readonly TargetFacts[];
  readonly nowMs: number;
}

/** Nothing at all while nothing is lost by them. */
export function costsOf(
  state: UpstreamState,
  context: CostContext,
): { readonly costs?: readonly string[] } {
  const levers = leversOf(state.levers);
  if (levers.all.length === 0) return {};
  const troubles = troublesOf(state, context);
  const costs = levers.all.flatMap((override) => {
    if (troubles.length === 0) return [];
    const minutes = Math.ceil((endsAtMs(override) - context.nowMs) / 60_000);
    return [`${sayingOf(override)}, for ${minutes} min more, while ${troubles.join(' and ')}.`];
  });
  return costs.length === 0 ? {} : { costs };
}

function troublesOf(state: UpstreamState, { service, facts, nowMs }: CostContext): string[] {
  const { evacuated } = leversOf(state.levers);
  const regions = [...new Set(service.targets.map(({ region }) => region))];
  const troubles = regions.flatMap((region) => {
    if (evacuated[region] !== undefined) return [];
    const own = facts.filter(({ target }) => target.region === region);
    if (own.every(isKnownDead)) return [`${region} cannot serve`];
    const kind = state.regions[region]?.evacuation?.kind;
    if (kind !== undefined && kind !== 'held') return [`${region} is out for its own faults`];
    const roomRps = roomOf(own);
    const loadRps = triesPerSecond(own, nowMs);
    if (roomRps === null || loadRps <= roomRps) return [];
    return [`${region} serves ${rounded(loadRps)} rps and has room for ${rounded(roomRps)}`];
  });
  const { shedRatio } = state.split;
  return shedRatio > 0
    ? [...troubles, `${percent(shedRatio)} of the requests are refused`]
    : troubles;
}
