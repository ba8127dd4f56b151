/** What speaks against levers on single targets: their region must keep somebody who can serve. */

import { say } from '../../model/sentences.ts';
import { roomOf, triesPerSecond } from '../demand.ts';
import { rounded } from '../event.ts';
import { isKnownDead, type TargetFacts } from '../facts.ts';
import type { RegionWorld } from '../receivers.ts';
import type { LeverRefusal } from './lever-refusal.ts';

export function judgeDrain(target: string, world: RegionWorld): readonly LeverRefusal[] {
  const region = regionOf(target, world);
  const own = world.evidence[region]?.facts ?? [];
  const rest = own.filter((facts) => facts.target.target !== target && serves(facts, world));
  if (rest.length === 0) {
    const sentence = say('no-other-target', { region });
    return [{ code: 'only-target', sentence, isAbsolute: true }];
  }
  const roomRps = roomOf(rest);
  const loadRps = triesPerSecond(own, world.nowMs);
  if (roomRps === null || loadRps <= roomRps) return [];
  const numbers = { roomRps: rounded(roomRps), loadRps: rounded(loadRps) };
  const sentence = say('targets-have-no-room', { region, ...numbers });
  return [{ code: 'capacity', sentence, isAbsolute: false, numbers }];
}

export function judgeFactors(
  factors: Readonly<Record<string, number>>,
  world: RegionWorld,
): readonly LeverRefusal[] {
  const regions = new Set(Object.keys(factors).map((target) => regionOf(target, world)));
  return [...regions].flatMap((region): readonly LeverRefusal[] => {
    const own = world.evidence[region]?.facts ?? [];
    const left = own.filter((facts) => {
      const factor = factors[facts.target.target];
      return factor === undefined ? serves(facts, world) : factor > 0 && !isKnownDead(facts);
    });
    if (left.length > 0) return [];
    const sentence = say('no-target-at-all', { region });
    return [{ code: 'only-target', sentence, isAbsolute: true }];
  });
}

function serves(facts: TargetFacts, { levers }: RegionWorld): boolean {
  const { target } = facts.target;
  const isWanted = levers.drained[target] === undefined && levers.factors[target]?.factor !== 0;
  return isWanted && facts.state.rotation.kind !== 'out' && !isKnownDead(facts);
}

function regionOf(target: string, { service }: RegionWorld): string {
  return service.targets.find((one) => one.target === target)?.region ?? '';
}
