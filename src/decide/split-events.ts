/** What is told of spilling and shedding: their beginnings and ends, with the numbers. */

import type { Said } from '../lib/said.ts';
import type { ControlEvent } from '../model/control.ts';
import { say } from '../model/sentences.ts';
import type { Reservoir } from './basins.ts';
import { controlEvent, rounded } from './event.ts';
import type { RegionWorld } from './receivers.ts';
import type { SplitState } from './split-state.ts';
import { TUNING } from './tuning.ts';

interface SplitChange {
  readonly world: RegionWorld;
  readonly before: SplitState;
  readonly after: SplitState;
  readonly reservoirs: readonly Reservoir[];
}

export function splitEvents(change: SplitChange): readonly ControlEvent[] {
  const spilled = change.reservoirs.flatMap((reservoir) => spillEvent(reservoir, change) ?? []);
  const shed = shedEvent(change);
  return shed === null ? spilled : [...spilled, shed];
}

function spillEvent(reservoir: Reservoir, { world, before, after, reservoirs }: SplitChange) {
  const { region, loadRps, capacityRps } = reservoir;
  const wasOn = before.spills[region]?.isOn === true;
  const isOn = after.spills[region]?.isOn === true;
  if (wasOn === isOn) return null;
  const { upstream } = world.service;
  const numbers = { loadRps: rounded(loadRps), capacityRps: rounded(capacityRps ?? 0) };
  if (!isOn) {
    const { offRatio, offMs } = TUNING.spill;
    const said =
      loadRps === 0
        ? say('nothing-to-spill', { region })
        : say('spill-ended', { region, ...numbers, offRatio, offMs });
    return controlEvent(world.nowMs, 'spill-ended', { upstream, region, said, evidence: numbers });
  }
  const takers = reservoirs.filter(
    (other) => other.region !== region && (after.fill[other.region] ?? 0) > 0,
  );
  const where =
    takers.length === 0
      ? say('nobody-takes-it')
      : takers.map((taker) => takerSentence(taker, after));
  const loadRatio = loadRps / Math.max(1, capacityRps ?? 1);
  const { onRatio } = TUNING.spill;
  const said = say('spill-started', { region, ...numbers, loadRatio, onRatio, where });
  const keptRatio = rounded(after.kept[region] ?? 1);
  const evidence = { ...numbers, keptRatio, fill: after.fill, onRatio };
  return controlEvent(world.nowMs, 'spill-started', { upstream, region, said, evidence });
}

function takerSentence({ region, capacityRps, loadRps }: Reservoir, { fill }: SplitState): Said {
  const partRatio = fill[region] ?? 0;
  if (capacityRps === null) return say('takes-part-blindly', { region, partRatio });
  const roomRps = rounded(Math.max(0, TUNING.ceilingRatio * capacityRps - loadRps));
  return say('takes-part-of-it', { region, partRatio, roomRps });
}

function shedEvent({ world, before, after, reservoirs }: SplitChange): ControlEvent | null {
  const isShedding = after.sheddingSinceMs !== null;
  if (isShedding === (before.sheddingSinceMs !== null)) return null;
  const { nowMs, service } = world;
  const demandRps = rounded(world.demandRps ?? 0);
  const serving = reservoirs.filter(
    // Where nobody may help, a region that serves its own is still the one that cannot serve all.
    ({ standing, loadRps, limitRps }) => (standing !== 'out' || loadRps > 0) && limitRps < Infinity,
  );
  const limits = Object.fromEntries(serving.map((one) => [one.region, rounded(one.limitRps)]));
  if (!isShedding) {
    const lastedMs = nowMs - (before.sheddingSinceMs ?? nowMs);
    return controlEvent(nowMs, 'shed-ended', {
      upstream: service.upstream,
      said: say('shed-ended', { demandRps, service: service.name, lastedMs }),
      evidence: { demandRps, limits, lastedMs },
    });
  }
  const { shedRatio } = after;
  return controlEvent(nowMs, 'shedding', {
    upstream: service.upstream,
    said: say('shedding', {
      shedRatio,
      service: service.name,
      demandRps,
      limits: serving.map(limitSentence),
    }),
    evidence: { demandRps, limits, shedRatio: rounded(shedRatio) },
  });
}

function limitSentence({ region, limitRps, statedRps }: Reservoir): Said {
  const stated = statedRps === null ? null : TUNING.admissionRatio * statedRps;
  const key = stated !== null && limitRps === stated ? 'limit-as-stated' : 'limit-as-shown';
  return say(key, { region, limitRps: rounded(limitRps) });
}
