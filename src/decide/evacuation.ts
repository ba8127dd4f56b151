/**
 * Sending a region's traffic away: hard losses at once, partial ones when the receivers stand the
 * comparison; and taking a partial move back when the receivers turn out no better.
 *
 * Each refusal is told once per episode; the episode ends when the evidence is gone.
 */

import type { ControlEvent } from '../model/control.ts';
import { QUIET, seenRatio } from './cusum.ts';
import { controlEvent, percent, rounded, seconds } from './event.ts';
import { findRefuge, type Refuge, type RegionWorld } from './receivers.ts';
import type { RegionEvidence } from './region-evidence.ts';
import type { Evacuation, RegionState } from './state.ts';
import { ratioOf } from './tally.ts';
import { tellOnce } from './told.ts';
import { TUNING } from './tuning.ts';

export interface RegionOutcome {
  readonly state: RegionState;
  readonly events: readonly ControlEvent[];
  /** What the service's normal failing ratio has turned out to be, when that was learnt. */
  readonly learntRatio?: number;
}

/** A single witness is told of after this long; two usually come within a second or two. */
const LONE_WITNESS_MS = 5_000;

export function considerEvacuation(
  evidence: RegionEvidence,
  state: RegionState,
  world: RegionWorld,
): RegionOutcome {
  const { nowMs, service } = world;
  const isPartial = evidence.isPartialLoss && service.adapt.errors;
  if (evidence.isHardLoss || isPartial) {
    const kind = evidence.isHardLoss ? 'hard' : 'partial';
    const refuge = permission(kind, state, world) ?? findRefuge(evidence.region, kind, world);
    return refuge.kind === 'found'
      ? evacuate(evidence, state, { kind, refuge, world })
      : refuse(evidence, state, { kind, refuge, world });
  }
  const witnessSinceMs = evidence.lostCount === 1 ? (state.witnessSinceMs ?? nowMs) : null;
  const isLone = witnessSinceMs !== null && nowMs - witnessSinceMs >= LONE_WITNESS_MS;
  const next = { ...state, witnessSinceMs, cusum: evidence.cusum };
  if (isLone) {
    const sentence = 'a single kind of witness moves nothing';
    const refuge = { kind: 'refused', code: 'lone-witness', sentence, numbers: {} } as const;
    return refuse(evidence, next, { kind: 'hard', refuge, world });
  }
  const isOver = evidence.lostCount === 0 && evidence.cusum.score < evidence.threshold / 2;
  return { state: isOver ? { ...next, refused: null } : next, events: [] };
}

/** How long the next hold is: doubled for each relapse that is not yet forgotten. */
export function holdMsOf(
  state: Pick<RegionState, 'relapses' | 'relapsedAtMs'>,
  { service, nowMs }: Pick<RegionWorld, 'service' | 'nowMs'>,
): number {
  const halvings = (nowMs - state.relapsedAtMs) / TUNING.relapseHalfLifeMs;
  const relapses = state.relapses * 0.5 ** Math.max(0, halvings);
  const { holdMs, holdMaxMs } = service.failback;
  return Math.round(Math.min(Math.max(holdMs, holdMaxMs), holdMs * 2 ** relapses));
}

/** Counts one more relapse, after forgetting what is old. */
export function withRelapse(state: RegionState, nowMs: number): RegionState {
  const halvings = (nowMs - state.relapsedAtMs) / TUNING.relapseHalfLifeMs;
  const kept = Math.round(state.relapses * 0.5 ** Math.max(0, halvings));
  return { ...state, relapses: Math.min(kept + 1, 30), relapsedAtMs: nowMs };
}

/** People's say and the rest after an undone move come before any evidence. */
function permission(
  kind: 'hard' | 'partial',
  state: RegionState,
  { service, nowMs }: RegionWorld,
): Refuge | null {
  const numbers = {};
  if (service.failover.approval === 'manual') {
    const sentence = 'the strategy says that a person approves failovers';
    return { kind: 'refused', code: 'approval', sentence, numbers };
  }
  if (kind === 'partial' && nowMs < state.noMoveUntilMs) {
    const sentence = `its last move did not help; none for ${seconds(state.noMoveUntilMs - nowMs)}`;
    return { kind: 'refused', code: 'undone-before', sentence, numbers };
  }
  return null;
}

function evacuate(
  evidence: RegionEvidence,
  before: RegionState,
  options: { kind: 'hard' | 'partial'; refuge: Refuge & { kind: 'found' }; world: RegionWorld },
): RegionOutcome {
  const { kind, refuge, world } = options;
  const { nowMs } = world;
  const returnedLately = before.returnedAtMs.some((at) => nowMs - at < TUNING.relapseHalfLifeMs);
  const state = returnedLately ? withRelapse(before, nowMs) : before;
  const holdMs = holdMsOf(state, world);
  const seen =
    kind === 'partial'
      ? seenRatio(evidence.cusum)
      : evidence.requests === 'lost'
        ? ratioOf(evidence.recent)
        : null;
  const evacuation: Evacuation = {
    atMs: nowMs,
    kind,
    seen,
    holdMs,
    cleanSinceMs: null,
    trial: kind === 'partial' ? { tries: 0, failures: 0 } : null,
    waitingFor: null,
  };
  const next: RegionState = {
    ...state,
    phase: 'evacuated',
    sinceMs: nowMs,
    cusum: QUIET,
    evacuation,
    ramp: null,
    refused: null,
    told: {},
    witnessSinceMs: null,
  };
  const event = controlEvent(nowMs, 'region-evacuated', {
    upstream: world.service.upstream,
    region: evidence.region,
    message:
      `${evidence.region} evacuated: ${evidenceSentence(kind, evidence, world)}; ` +
      `${refugeSentence(refuge)}. It is held for ${seconds(holdMs)} at least.`,
    evidence: { ...evidenceNumbers(kind, evidence, world), holdMs, ...refugeNumbers(refuge) },
  });
  const short = refuge.room.isShort ? [shortEvent(evidence.region, refuge, world)] : [];
  return { state: next, events: [event, ...short] };
}

function refuse(
  evidence: RegionEvidence,
  state: RegionState,
  options: { kind: 'hard' | 'partial'; refuge: Refuge & { kind: 'refused' }; world: RegionWorld },
): RegionOutcome {
  const { kind, refuge, world } = options;
  const { told, isNews } = tellOnce(state.told, refuge.code, world.nowMs);
  const next = { ...state, cusum: evidence.cusum, refused: refuge.code, told };
  if (!isNews) return { state: next, events: [] };
  const event = controlEvent(world.nowMs, 'evacuation-refused', {
    upstream: world.service.upstream,
    region: evidence.region,
    message:
      `${evidence.region} stays: ${evidenceSentence(kind, evidence, world)}, ` +
      `but ${refuge.sentence}.`,
    evidence: {
      ...evidenceNumbers(kind, evidence, world),
      refused: refuge.code,
      ...refuge.numbers,
    },
  });
  return { state: next, events: [event] };
}

function evidenceSentence(
  kind: 'hard' | 'partial',
  evidence: RegionEvidence,
  { nowMs }: RegionWorld,
): string {
  if (kind === 'partial') {
    const { tries, failures, sinceMs, score } = evidence.cusum;
    const span = seconds(nowMs - (sinceMs ?? nowMs) + 1_000);
    const ratio = percent(seenRatio(evidence.cusum));
    const { joint, suspects, threshold } = evidence;
    const proof =
      joint === null
        ? `over ${suspects} suspect targets, score ${rounded(score)} of ${rounded(threshold)}`
        : `and ${joint.services} services of the region agree, together ${joint.tries} tries and ` +
          `score ${rounded(joint.score)} of ${rounded(threshold)}`;
    return `${failures} of ${tries} tries failed (${ratio}) in ${span} ${proof}`;
  }
  const { facts, recent } = evidence;
  const bad = facts.filter(({ probe }) => probe === 'bad').length;
  const down = facts.filter(({ kong }) => kong === 'down').length;
  const sentences = {
    probes: `${bad} of ${facts.length} targets fail Ballast's probes`,
    requests:
      `${recent.failures} of ${recent.tries} tries failed in ` + seconds(TUNING.hardWindowMs),
    kong: `most Kong nodes call ${down} of ${facts.length} targets UNHEALTHY`,
  };
  const speaking = (['probes', 'requests', 'kong'] as const).filter(
    (witness) => evidence[witness] === 'lost',
  );
  return speaking.map((witness) => sentences[witness]).join(' and ');
}

function evidenceNumbers(kind: 'hard' | 'partial', evidence: RegionEvidence, world: RegionWorld) {
  const { cusum, threshold, recent, probes, requests, kong, suspects } = evidence;
  return {
    kind,
    probes,
    requests,
    kong,
    recentTries: recent.tries,
    recentFailures: recent.failures,
    runTries: cusum.tries,
    runFailures: cusum.failures,
    score: rounded(cusum.score),
    threshold: rounded(threshold),
    suspectTargets: suspects,
    joint: evidence.joint,
    normalRatio: rounded(world.normalRatio),
  };
}

function refugeSentence({ receivers, isTrial, room }: Refuge & { kind: 'found' }): string {
  const names = receivers.join(' and ');
  const known =
    room.roomRps === null || room.demandRps === null
      ? `${names} takes over, its room is not known`
      : `${names} has room for ${room.roomRps} of ${room.demandRps} rps`;
  return isTrial ? `${known}, as a trial because it has seen little traffic` : known;
}

function refugeNumbers({ receivers, isTrial, room }: Refuge & { kind: 'found' }) {
  return { receivers, isTrial, demandRps: room.demandRps, roomRps: room.roomRps };
}

function shortEvent(region: string, refuge: Refuge & { kind: 'found' }, world: RegionWorld) {
  const { demandRps, roomRps } = refuge.room;
  const excessRps = rounded((demandRps ?? 0) - (roomRps ?? 0));
  return controlEvent(world.nowMs, 'capacity-short', {
    upstream: world.service.upstream,
    region,
    message:
      `${refuge.receivers.join(' and ')} is short of room without ${region}: ${roomRps} for ` +
      `${demandRps} rps, ${excessRps} too many.`,
    evidence: { demandRps, roomRps, excessRps, ceilingRatio: TUNING.ceilingRatio },
  });
}
