/** What is told of spilling and shedding: their beginnings and ends, with the numbers. */

import type { ControlEvent } from '../model/control.ts';
import type { Reservoir } from './basins.ts';
import { controlEvent, percent, rounded, seconds } from './event.ts';
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
    const message =
      loadRps === 0
        ? `${region} has no requests of its own to spill any more.`
        : `${region} keeps all of its requests again: ${numbers.loadRps} rps have been below ` +
          `${percent(offRatio)} of its ${numbers.capacityRps} rps for ${seconds(offMs)}.`;
    return controlEvent(world.nowMs, 'spill-ended', {
      upstream,
      region,
      message,
      evidence: numbers,
    });
  }
  const takers = reservoirs.filter(
    (other) => other.region !== region && (after.fill[other.region] ?? 0) > 0,
  );
  const where =
    takers.length === 0
      ? 'no other region has room for it'
      : takers.map((taker) => takerSentence(taker, after)).join(' and ');
  const message =
    `${region} spills: ${numbers.loadRps} rps for a capacity of ${numbers.capacityRps} ` +
    `(${percent(loadRps / Math.max(1, capacityRps ?? 1))}, ${percent(TUNING.spill.onRatio)} is allowed); ${where}.`;
  const keptRatio = rounded(after.kept[region] ?? 1);
  const evidence = { ...numbers, keptRatio, fill: after.fill, onRatio: TUNING.spill.onRatio };
  return controlEvent(world.nowMs, 'spill-started', { upstream, region, message, evidence });
}

function takerSentence({ region, capacityRps, loadRps }: Reservoir, { fill }: SplitState): string {
  const part = percent(fill[region] ?? 0);
  if (capacityRps === null) return `${region} takes ${part} of it, its room is not known`;
  const roomRps = rounded(Math.max(0, TUNING.ceilingRatio * capacityRps - loadRps));
  return `${region} takes ${part} of it, having room for ${roomRps} rps`;
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
      message: `All ${demandRps} rps of ${service.name} are served again, after ${seconds(lastedMs)}.`,
      evidence: { demandRps, limits, lastedMs },
    });
  }
  const who = serving.map((one) => `${one.region} ${limitSentence(one)}`).join(' and ');
  return controlEvent(nowMs, 'shedding', {
    upstream: service.upstream,
    message:
      `${percent(after.shedRatio)} of ${service.name} is refused with Retry-After: ` +
      `${demandRps} rps come in, ${who}.`,
    evidence: { demandRps, limits, shedRatio: rounded(after.shedRatio) },
  });
}

function limitSentence({ limitRps, statedRps }: Reservoir): string {
  const stated = statedRps === null ? null : TUNING.admissionRatio * statedRps;
  const source = stated !== null && limitRps === stated ? 'as stated' : 'as it has shown';
  return `can serve ${rounded(limitRps)}, ${source}`;
}
