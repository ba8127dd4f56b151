/**
 * What people's levers cost at this moment, for the status: they are obeyed whatever they cost, so
 * that has to be said loudly.
 */

import type { Said } from '../../lib/said.ts';
import { endsAtMs } from '../../model/override.ts';
import { say } from '../../model/sentences.ts';
import type { ServiceStrategy } from '../../model/strategy.ts';
import { roomOf, triesPerSecond } from '../demand.ts';
import { rounded } from '../event.ts';
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
export function costsOf(state: UpstreamState, context: CostContext): readonly Said[] {
  const levers = leversOf(state.levers);
  if (levers.all.length === 0) return [];
  const troubles = troublesOf(state, context);
  if (troubles.length === 0) return [];
  return levers.all.map((override) => {
    const minutes = Math.ceil((endsAtMs(override) - context.nowMs) / 60_000);
    return say('lever-costs', { saying: sayingOf(override), minutes, troubles });
  });
}

function troublesOf(state: UpstreamState, { service, facts, nowMs }: CostContext): readonly Said[] {
  const { evacuated } = leversOf(state.levers);
  const regions = [...new Set(service.targets.map(({ region }) => region))];
  const troubles = regions.flatMap((region) => {
    if (evacuated[region] !== undefined) return [];
    const own = facts.filter(({ target }) => target.region === region);
    if (own.every(isKnownDead)) return [say('trouble-dead', { region })];
    const kind = state.regions[region]?.evacuation?.kind;
    if (kind !== undefined && kind !== 'held') return [say('trouble-out', { region })];
    const roomRps = roomOf(own);
    const loadRps = triesPerSecond(own, nowMs);
    if (roomRps === null || loadRps <= roomRps) return [];
    const numbers = { loadRps: rounded(loadRps), roomRps: rounded(roomRps) };
    return [say('trouble-full', { region, ...numbers })];
  });
  const { shedRatio } = state.split;
  return shedRatio > 0 ? [...troubles, say('trouble-shed', { shedRatio })] : troubles;
}
