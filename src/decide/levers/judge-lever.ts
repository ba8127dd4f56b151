/**
 * What speaks against a lever, at the moment in which it would come into force. What would leave
 * requests without any place is refused whatever is forced (G2); the rest is for an admin to force:
 * too little room (G3) and the safety rules of the strategy.
 */

import { holdsStandby } from '../../model/promotion.ts';
import { isWithinWindow } from '../../lib/weekly-window.ts';
import type { Lever, Override } from '../../model/override.ts';
import { say } from '../../model/sentences.ts';
import type { SafetyRules } from '../../model/strategy.ts';
import { roomOf } from '../demand.ts';
import { rounded } from '../event.ts';
import type { RegionWorld } from '../receivers.ts';
import { isDeadRegion, noRoomSaid, receiversOf, roomFor, wasWellLately } from '../receivers.ts';
import { TUNING } from '../tuning.ts';
import { judgeDrain, judgeFactors } from './judge-targets.ts';
import { hourlyRatio } from './moved-share.ts';
import type { LeverRefusal } from './lever-refusal.ts';
import type { LeverState } from './lever-state.ts';

export interface LeverContext {
  readonly world: RegionWorld;
  readonly moved: LeverState['moved'];
  readonly safety: SafetyRules | undefined;
  /** Shares of regions as they are written now. */
  readonly shares: Readonly<Record<string, number>>;
}

/** A freeze is never refused: it moves nothing. */
export function judgeLever(override: Override, context: LeverContext): readonly LeverRefusal[] {
  const { lever } = override;
  if (lever.kind === 'freeze') return [];
  return [...ruleRefusals(override, context), ...placeRefusals(lever, context)];
}

function placeRefusals(
  lever: Exclude<Lever, { kind: 'freeze' }>,
  context: LeverContext,
): readonly LeverRefusal[] {
  switch (lever.kind) {
    case 'evacuate':
      return judgeEvacuation(lever, context);
    case 'drain':
      return judgeDrain(lever.target, context.world);
    case 'pin':
      return [
        ...(lever.regionShares === undefined ? [] : judgeShares(lever.regionShares, context)),
        ...judgeFactors(lever.targetFactors ?? {}, context.world),
      ];
  }
}

/** The strategy's safety rules, and the gating switch. */
function ruleRefusals(
  override: Override,
  { world, moved, safety, shares }: LeverContext,
): readonly LeverRefusal[] {
  const { lever, origin } = override;
  const { nowMs, levers } = world;
  const refusals: LeverRefusal[] = [];
  const { frozen } = levers;
  if (frozen !== null) {
    const { by, reason } = frozen;
    const sentence = say('weights-frozen', { by, service: world.service.name, reason });
    refusals.push({ code: 'frozen', sentence, isAbsolute: false });
  }
  // What a drill moves is moved back by itself; a promotion of data is not.
  if (origin === 'drill' && holdsStandby(world.service) && movedBy(lever, shares) > 0) {
    const sentence = say('standby-not-promoted', { service: world.service.name });
    refusals.push({ code: 'isolate', sentence, isAbsolute: true });
  }
  const windows = origin === 'drill' ? safety?.blockedDrills : safety?.blockedLevers;
  const blocked = windows?.find((window) => isWithinWindow(window, nowMs));
  if (blocked !== undefined) {
    const key = origin === 'drill' ? 'drills-blocked' : 'levers-blocked';
    const sentence = say(key, { window: blocked.text });
    refusals.push({ code: 'blocked-window', sentence, isAbsolute: false });
  }
  const before = hourlyRatio(moved, nowMs);
  const now = movedBy(lever, shares);
  const max = safety?.maxMovedPerHour ?? Infinity;
  if (now > 0 && before + now > max) {
    const sentence = say('moved-too-much', {
      movedRatio: before + now,
      service: world.service.name,
      maxRatio: max,
    });
    const numbers = { movedRatio: rounded(before + now), maxMovedPerHour: max };
    refusals.push({ code: 'hourly-share', sentence, isAbsolute: false, numbers });
  }
  return refusals;
}

/** What a lever takes from regions, as a part of the service's traffic. */
export function movedBy(lever: Lever, shares: Readonly<Record<string, number>>): number {
  if (lever.kind === 'evacuate') return (1 - (lever.keepRatio ?? 0)) * (shares[lever.region] ?? 0);
  if (lever.kind !== 'pin' || lever.regionShares === undefined) return 0;
  const wanted = lever.regionShares;
  return Object.entries(shares).reduce(
    (sum, [region, share]) => sum + Math.max(0, share - (wanted[region] ?? 0)),
    0,
  );
}

function judgeEvacuation(
  { region, keepRatio = 0 }: Lever & { kind: 'evacuate' },
  { world, shares }: LeverContext,
): readonly LeverRefusal[] {
  const { service, nowMs } = world;
  if (service.failover.mode === 'isolate') {
    const sentence = say('may-not-leave', { service: service.name, region });
    return [{ code: 'last-region', sentence, isAbsolute: true }];
  }
  const receivers = receiversOf(region, world);
  if (receivers.length === 0) {
    const sentence = say('serves-nowhere-else', { service: service.name });
    return [{ code: 'last-region', sentence, isAbsolute: true }];
  }
  const living = receivers.filter((name) => !isDeadRegion(world.evidence[name]));
  if (living.length === 0) {
    const sentence = say('cannot-serve-now', { regions: receivers });
    return [{ code: 'receiver-lost', sentence, isAbsolute: true, numbers: { receivers } }];
  }
  const refusals: LeverRefusal[] = [];
  const unwell = living.filter((name) => !wasWellLately(world.states[name], nowMs));
  if (unwell.length === living.length) {
    const withinMs = TUNING.commonCauseMs;
    const sentence = say('unwell-lately', { regions: unwell, withinMs });
    refusals.push({ code: 'receiver-unwell', sentence, isAbsolute: false, numbers: { unwell } });
  }
  const leavesRatio = 1 - keepRatio * (shares[region] ?? 0);
  const demandRps = world.demandRps === null ? null : leavesRatio * world.demandRps;
  const room = roomFor(living, { ...world, demandRps });
  if (room.isShort) {
    const sentence = noRoomSaid(living, room);
    const numbers = { roomRps: room.roomRps, demandRps: room.demandRps };
    refusals.push({ code: 'capacity', sentence, isAbsolute: false, numbers });
  }
  return refusals;
}

function judgeShares(
  wanted: Readonly<Record<string, number>>,
  { world }: LeverContext,
): readonly LeverRefusal[] {
  const { service, demandRps, levers, evidence } = world;
  const sum = Object.values(wanted).reduce((total, share) => total + share, 0);
  if (Math.abs(sum - 1) > 0.005) {
    const sentence = say('shares-add-up', { sumRatio: sum });
    return [{ code: 'invalid', sentence, isAbsolute: true }];
  }
  const serving = Object.keys(wanted).filter((region) => (wanted[region] ?? 0) > 0);
  const living = serving.filter(
    (region) => levers.evacuated[region] === undefined && !isDeadRegion(evidence[region]),
  );
  if (living.length === 0) {
    const sentence = say('cannot-serve-now', { regions: serving });
    return [{ code: 'receiver-lost', sentence, isAbsolute: true }];
  }
  const refusals: LeverRefusal[] = [];
  for (const region of serving) {
    const held = levers.evacuated[region];
    if (held !== undefined) {
      const sentence = say('region-is-held', { region, by: held.by, reason: held.reason });
      refusals.push({ code: 'held', sentence, isAbsolute: false });
    }
    const loadRps = demandRps === null ? 0 : demandRps * (wanted[region] ?? 0);
    const roomRps = roomOf(evidence[region]?.facts ?? []);
    if (roomRps === null || loadRps <= roomRps) continue;
    const rates = { roomRps: rounded(roomRps), loadRps: rounded(loadRps) };
    const sentence = say('region-has-no-room', { region, ...rates });
    refusals.push({ code: 'capacity', sentence, isAbsolute: false, numbers: { region } });
  }
  if (service.failover.mode === 'isolate') {
    const sentence = say('may-not-leave-any', { service: service.name });
    refusals.push({ code: 'isolate', sentence, isAbsolute: false });
  }
  return refusals;
}
