/**
 * What a step of a return must show before the next one, and what ends the return. Pure questions
 * on the counts of the step; answers are a reason with a sentence, or `null` for "go on".
 */

import type { Said } from '../lib/said.ts';
import { say } from '../model/sentences.ts';
import { isBeyond } from './beyond.ts';
import { rounded } from './event.ts';
import { roomOf } from './demand.ts';
import type { RegionWorld } from './receivers.ts';
import { receiversOf, roomFor } from './receivers.ts';
import { type RegionEvidence, tallyOfRegion } from './region-evidence.ts';
import { isRelief } from './relief.ts';
import type { Evacuation, Ramp, RegionState } from './state.ts';
import { BLANK, usualOf } from './tally.ts';
import { TUNING } from './tuning.ts';

export interface Waiting {
  readonly code: string;
  readonly sentence: Said;
  readonly numbers?: Readonly<Record<string, unknown>>;
}

interface StepContext {
  readonly ramp: Ramp;
  readonly evacuation: Evacuation;
  readonly world: RegionWorld;
}

/** Whether nothing speaks against a region that is out. */
export function looksClean({ facts, tick }: RegionEvidence): boolean {
  const good = facts.filter(({ probe }) => probe === 'good').length;
  const up = facts.filter(({ kong }) => kong !== 'down').length;
  const needed = TUNING.cleanTargetsRatio * facts.length;
  return good >= needed && up >= needed && tick.failures === 0;
}

/** The failing ratio (overload included) that a return does not bear. */
function gateRatioOf(evacuation: Evacuation, normalRatio: number): number {
  const usual = Math.max(TUNING.gateFloorRatio, TUNING.gateFactor * normalRatio);
  return evacuation.seen === null ? usual : Math.min(usual, evacuation.seen / 2);
}

/** Why the return has to be aborted. */
export function rampFailure(
  evidence: RegionEvidence,
  state: RegionState,
  { ramp, evacuation, world }: StepContext,
): Waiting | null {
  if (evidence.isHardLoss) return { code: 'hard-loss', sentence: hardLossSentence(evidence) };
  const gateRatio = gateRatioOf(evacuation, world.normalRatio);
  if (ramp.failures >= TUNING.gateFailures && isBeyond(ramp, gateRatio)) {
    return tooManyFailures(ramp, gateRatio);
  }
  if (evidence.isPartialLoss) {
    const { score } = evidence.cusum;
    const numbers = { score: rounded(score), threshold: rounded(evidence.threshold) };
    return { code: 'alarm', sentence: say('alarm-went-off', numbers) };
  }
  const { dwells, minMs } = TUNING.slowAbort;
  const longMs = Math.max(minMs, dwells * world.service.failback.minDwellMs);
  const slow = world.nowMs - ramp.sinceMs > longMs ? latencyGate(evidence, state, world) : null;
  return slow === null ? null : { ...slow, code: 'still-slow' };
}

/** Why the next step has to wait. */
export function stepGate(
  evidence: RegionEvidence,
  state: RegionState,
  { ramp, evacuation, world }: StepContext,
): Waiting | null {
  const { minRequests } = world.service.failback;
  const caution = isRelief(evidence.region, world) ? 1 : world.caution.dwellFactor;
  const dwellMs = caution * world.service.failback.minDwellMs;
  if (world.nowMs - ramp.sinceMs < dwellMs) {
    return { code: 'time', sentence: say('step-lasts', { dwellMs }) };
  }
  const needed = rampTriesOf(evacuation);
  if (ramp.tries - ramp.failures < minRequests || ramp.rampTries < needed) {
    const sentence = say('clean-tries', { served: ramp.rampTries, needed });
    return { code: 'tries', sentence };
  }
  const gateRatio = gateRatioOf(evacuation, world.normalRatio);
  if (ramp.failures > Math.max(TUNING.gateFailures - 1, gateRatio * ramp.tries)) {
    return tooManyFailures(ramp, gateRatio);
  }
  return latencyGate(evidence, state, world) ?? roomGate(evidence, { ramp, world });
}

function tooManyFailures({ failures, tries }: Ramp, gateRatio: number): Waiting {
  const ratio = failures / tries;
  return {
    code: 'failures',
    sentence: say('too-many-failures', { failures, tries, failedRatio: ratio, gateRatio }),
    numbers: { ratio: rounded(ratio), gateRatio: rounded(gateRatio) },
  };
}

/** Clean tries that contradict what the region was sent away for (rule of three). */
function rampTriesOf({ seen }: Evacuation): number {
  return seen === null ? 0 : Math.ceil(TUNING.ruleOfThree / Math.max(seen, 0.005));
}

function latencyGate(
  evidence: RegionEvidence,
  state: RegionState,
  world: RegionWorld,
): Waiting | null {
  const usualMs = usualOf(state.latency, TUNING.latencyGateCount);
  const recent = tallyOfRegion(evidence.facts, world.nowMs - TUNING.windowMs);
  if (usualMs === null) return null;
  // A small share gives few answers: then all of the step count.
  const { count, sum } =
    recent.latencyCount >= TUNING.latencyGateCount
      ? { count: recent.latencyCount, sum: recent.latencySumMs }
      : (state.ramp?.latency ?? BLANK);
  if (count < TUNING.latencyGateCount) return null;
  const meanMs = sum / count;
  if (meanMs <= TUNING.latencyGateFactor * usualMs) return null;
  const numbers = { meanMs: rounded(meanMs), usualMs: rounded(usualMs) };
  return { code: 'slow', sentence: say('latency-is-high', numbers), numbers };
}

/** The returning region must have room for its next share, unless the others have none either. */
function roomGate(
  evidence: RegionEvidence,
  { ramp, world }: { ramp: Ramp; world: RegionWorld },
): Waiting | null {
  const roomRps = roomOf(evidence.facts);
  const share = world.service.failback.steps[ramp.step + 1] ?? 1;
  if (roomRps === null || world.demandRps === null) return null;
  const neededRps = share * world.demandRps;
  const others = roomFor(
    receiversOf(evidence.region, world).filter((name) => name !== evidence.region),
    world,
  );
  if (neededRps <= roomRps || others.isShort) return null;
  const numbers = { roomRps: rounded(roomRps), neededRps: rounded(neededRps) };
  return { code: 'room', sentence: say('no-room-for-step', numbers), numbers };
}

export function hardLossSentence({ probes, requests, kong }: RegionEvidence): Said {
  return say('lost-again', {
    probes: say(`testimony-${probes}`),
    requests: say(`testimony-${requests}`),
    kong: say(`testimony-${kong}`),
  });
}
