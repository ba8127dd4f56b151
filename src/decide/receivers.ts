/**
 * Whether a region may be evacuated, and to whom: never the last region, never more than half of
 * the others, never to a region that is dead, was unwell a moment ago or looks equally bad, and on
 * partial evidence only where there is room. A hard loss moves anyway when room is short: there is
 * no choice.
 *
 * A receiver that sees no traffic cannot be judged. Then one trial move is allowed while less
 * than half of the giver's requests fail; from half on it may well be shared, and nothing moves
 * until the receiver has answered a few requests (design §7).
 */

import type { Said } from '../lib/said.ts';
import type { Approval } from '../model/approval.ts';
import type { HookResult } from '../model/hook.ts';
import type { RuleModes } from '../model/rule-modes.ts';
import { regionShares } from '../model/region-shares.ts';
import { say } from '../model/sentences.ts';
import type { ServiceStrategy } from '../model/strategy.ts';
import type { Caution } from './budget.ts';
import { seenRatio } from './cusum.ts';
import { roomOf, triesPerSecond } from './demand.ts';
import { rounded } from './event.ts';
import { isKnownDead } from './facts.ts';
import type { Levers } from './levers/lever-state.ts';
import type { Policy } from './policy.ts';
import { type RegionEvidence, tallyOfRegion } from './region-evidence.ts';
import { slowMeanMs } from './slow-run.ts';
import type { LossKind, RegionState } from './state.ts';
import { ratioOf, usualOf } from './tally.ts';
import { TUNING } from './tuning.ts';

export interface RegionWorld {
  readonly service: ServiceStrategy;
  readonly gateways: Policy['gateways'];
  readonly regions: NonNullable<Policy['regions']>;
  readonly evidence: Readonly<Record<string, RegionEvidence>>;
  /** As decided so far in this tick. */
  readonly states: Readonly<Record<string, RegionState>>;
  /** `null` while unknown. */
  readonly demandRps: number | null;
  readonly normalRatio: number;
  /** What the error budget asks for. */
  readonly caution: Caution;
  readonly approvals: readonly Approval[];
  readonly hooks: readonly HookResult[];
  readonly canShed: boolean;
  /** People's levers and drills in force. */
  readonly levers: Levers;
  /** Rules that only tell what they would do. */
  readonly rules: RuleModes;
  readonly nowMs: number;
  /** Since the tick before. */
  readonly elapsedMs: number;
}

export type Refuge =
  | {
      readonly kind: 'found';
      readonly receivers: readonly string[];
      /** Some receiver has not been seen under traffic. */
      readonly isTrial: boolean;
      readonly room: RoomReport;
    }
  | {
      readonly kind: 'refused';
      readonly code: string;
      readonly sentence: Said;
      readonly numbers: Readonly<Record<string, unknown>>;
    };

export interface RoomReport {
  readonly demandRps: number | null;
  /** `null` when some capacity is not stated. */
  readonly roomRps: number | null;
  readonly isShort: boolean;
}

export function findRefuge(region: string, kind: LossKind, world: RegionWorld): Refuge {
  const limit = regionLimit(region, kind, world);
  if (limit !== null) return limit;
  const receivers = receiversOf(region, world);
  const living = receivers.filter((name) => !isDeadRegion(world.evidence[name]));
  if (living.length === 0) {
    return refusal('nowhere', say('nobody-able'), { receivers });
  }
  const proven = living.filter((name) => wasWellLately(world.states[name], world.nowMs));
  if (proven.length === 0) {
    const sentence = say('maybe-common', { regions: living, withinMs: TUNING.commonCauseMs });
    return refusal('common-cause', sentence, { receivers: living });
  }
  const room = roomFor(living, world);
  if (kind === 'hard') return { kind: 'found', receivers: living, isTrial: false, room };
  // To be slow is better than to be refused.
  if (isFull(living, { world, room }) || (kind === 'slow' && room.isShort)) {
    return refusal('capacity', noRoomSaid(living, room), { ...room });
  }
  return kind === 'slow'
    ? compareLatency(region, living, { world, room })
    : compareReceivers(region, living, { world, room });
}

/** Regions that would serve in this one's place, for any gateway. */
export function receiversOf(region: string, world: RegionWorld): readonly string[] {
  const mayServe = (name: string) =>
    name !== region && isServing(world.states[name]) && world.states[name]?.held === undefined;
  const names = world.gateways.flatMap((gateway) =>
    Object.keys(regionShares(world.service, gateway.region, mayServe)),
  );
  return [...new Set(names)].sort();
}

export function isServing(state: RegionState | undefined): boolean {
  return state?.phase === 'healthy' || state?.phase === 'ramp';
}

/** Room of the regions together against the whole demand. */
export function roomFor(regions: readonly string[], world: RegionWorld): RoomReport {
  const rooms = regions.map((name) => {
    const statedRps = roomOf(world.evidence[name]?.facts ?? []);
    const learntRps = world.states[name]?.admission.capacityRps ?? null;
    if (statedRps === null || learntRps === null) return statedRps;
    return Math.min(statedRps, learntRps);
  });
  const isStated = rooms.every((room) => room !== null);
  const roomRps = isStated ? rounded(rooms.reduce((sum: number, room) => sum + room, 0)) : null;
  const demandRps = world.demandRps === null ? null : rounded(world.demandRps);
  const isShort = roomRps !== null && demandRps !== null && demandRps > roomRps;
  return { demandRps, roomRps, isShort };
}

/** A region on its way back counts as out, unless this one is lost: then it is all there is. */
function regionLimit(region: string, kind: LossKind, world: RegionWorld): Refuge | null {
  const names = Object.keys(world.states);
  const isOut = (state: RegionState | undefined) =>
    !isServing(state) || state?.held !== undefined || (kind !== 'hard' && state?.phase === 'ramp');
  const out = names.filter((name) => name !== region && isOut(world.states[name]));
  const max = Math.max(1, Math.floor((names.length - 1) / 2));
  if (names.length < 2 || world.service.failover.mode === 'isolate') {
    const { mode } = world.service.failover;
    return refusal('last-region', say('no-other-region'), { mode });
  }
  if (out.length < max) return null;
  const held = out.find((name) => world.levers.evacuated[name] !== undefined);
  const by = held === undefined ? undefined : world.levers.evacuated[held];
  const sentence =
    by === undefined || held === undefined
      ? say('enough-regions-out', { regions: out, max })
      : say('enough-regions-held', { regions: out, max, by: by.by, held, reason: by.reason });
  return refusal('region-limit', sentence, { out, max });
}

/** So little room beside their own load that moving is not worth it. */
function isFull(
  receivers: readonly string[],
  { world, room }: { readonly world: RegionWorld; readonly room: RoomReport },
): boolean {
  if (!room.isShort || room.roomRps === null || room.demandRps === null) return false;
  const facts = receivers.flatMap((name) => world.evidence[name]?.facts ?? []);
  const spareRps = room.roomRps - triesPerSecond(facts, world.nowMs);
  return spareRps < TUNING.worthMovingRatio * room.demandRps;
}

/**
 * A slow region is left for one that is faster by far, and not slow for itself. What is slow
 * everywhere is the load or a dependency, and moving would make it worse.
 */
function compareLatency(
  region: string,
  receivers: readonly string[],
  { world, room }: { readonly world: RegionWorld; readonly room: RoomReport },
): Refuge {
  const run = world.evidence[region]?.slow;
  const giverMs = (run === undefined ? null : slowMeanMs(run)) ?? 0;
  const sinceMs = (run?.sinceMs ?? world.nowMs) - 1;
  let isTrial = false;
  for (const name of receivers) {
    const facts = world.evidence[name]?.facts ?? [];
    const now = tallyOfRegion(facts, sinceMs);
    const state = world.states[name];
    const usualMs = state === undefined ? null : usualOf(state.latency, TUNING.latencyGateCount);
    const nowMs = now.latencyCount === 0 ? null : now.latencySumMs / now.latencyCount;
    const isSeen = now.latencyCount >= TUNING.receiverSeenTries;
    // A few answers do not show that it is well, but one that is as late shows that it may not be.
    const expectedMs = isSeen || usualMs === null ? nowMs : Math.max(nowMs ?? 0, usualMs);
    if (expectedMs !== null && expectedMs * TUNING.slowGainFactor > giverMs) {
      const numbers = { giverMs: rounded(giverMs), expectedMs };
      const said = { region: name, ...numbers, expectedMs: rounded(expectedMs) };
      return refusal('receiver-no-faster', say('no-faster', said), numbers);
    }
    isTrial ||= now.latencyCount < TUNING.slowTrialCount;
  }
  return { kind: 'found', receivers, isTrial, room };
}

function compareReceivers(
  region: string,
  receivers: readonly string[],
  { world, room }: { world: RegionWorld; room: RoomReport },
): Refuge {
  const run = world.evidence[region]?.cusum;
  const giverRatio = run === undefined ? 0 : seenRatio(run);
  const sinceMs = (run?.sinceMs ?? world.nowMs) - 1;
  const tallies = receivers.map((name) => ({
    name,
    ...tallyOfRegion(world.evidence[name]?.facts ?? [], sinceMs),
  }));
  const looked = tallies.filter(({ tries }) => tries >= TUNING.receiverSeenTries);
  const bad = looked.find((tally) => ratioOf(tally) >= TUNING.receiverRatio * giverRatio);
  if (bad !== undefined) {
    const { name, failures, tries } = bad;
    const sentence = say('fails-as-well', { region: name, failures, tries });
    return refusal('receiver-no-better', sentence, { giverRatio: rounded(giverRatio), ...bad });
  }
  if (giverRatio >= TUNING.sharedRatio && looked.length === 0) {
    const sentence = say('maybe-shared', { giverRatio });
    return refusal('maybe-shared', sentence, { giverRatio: rounded(giverRatio) });
  }
  const isTrial = tallies.some(({ tries }) => tries < TUNING.receiverTries);
  return { kind: 'found', receivers, isTrial, room };
}

export function wasWellLately(state: RegionState | undefined, nowMs: number): boolean {
  return state === undefined || nowMs - state.unwellAtMs >= TUNING.commonCauseMs;
}

/** Known to be unable to serve; a region of which nothing is known is not dead (G4). */
export function isDeadRegion(evidence: RegionEvidence | undefined): boolean {
  if (evidence === undefined) return true;
  return evidence.isHardLoss || evidence.facts.every((facts) => isKnownDead(facts));
}

/** What is short is known. */
export function noRoomSaid(regions: readonly string[], { roomRps, demandRps }: RoomReport): Said {
  const numbers = { roomRps: roomRps ?? 0, demandRps: demandRps ?? 0 };
  return say('has-no-room', { receivers: regions, ...numbers });
}

function refusal(code: string, sentence: Said, numbers: Readonly<Record<string, unknown>>): Refuge {
  return { kind: 'refused', code, sentence, numbers };
}
