/**
 * Sending a region's traffic away: hard losses at once, partial ones when the receivers stand the
 * comparison; and taking a partial move back when the receivers turn out no better.
 *
 * Each refusal is told once per episode; the episode ends when the evidence is gone.
 */

import type { Said } from '../lib/said.ts';
import type { ControlEvent } from '../model/control.ts';
import { say } from '../model/sentences.ts';
import { UNLIMITED } from './admission-state.ts';
import { QUIET, seenRatio } from './cusum.ts';
import {
  evidenceNumbers,
  evidenceSentence,
  refugeNumbers,
  refugeSentence,
  shortEvent,
} from './evacuation-words.ts';
import { isBusyRegion } from './demand.ts';
import { controlEvent } from './event.ts';
import { askPermission } from './approval.ts';
import { passBefore, withAfter } from './hooks.ts';
import { isSlow, NOT_SLOW, slowMeanMs, withoutQueue } from './slow-run.ts';
import { onlyObserves, toldAsObserved } from './levers/would-be.ts';
import { findRefuge, type Refuge, type RegionWorld } from './receivers.ts';
import type { RegionEvidence } from './region-evidence.ts';
import type { Evacuation, LossKind, RegionState } from './state.ts';
import { ratioOf } from './tally.ts';
import { tellOnce } from './told.ts';
import { TUNING } from './tuning.ts';

export interface RegionOutcome {
  readonly state: RegionState;
  readonly events: readonly ControlEvent[];
  /** What the service's normal failing ratio has turned out to be, when that was learnt. */
  readonly learntRatio?: number;
}

export function considerEvacuation(
  heard: RegionEvidence,
  state: RegionState,
  world: RegionWorld,
): RegionOutcome {
  const { nowMs, service } = world;
  // What spills was busy when it began to.
  const isBusy = state.admission.isBinding || isBusyRegion(heard.facts, nowMs);
  const slow = withoutQueue(heard.slow, state.admission, { isBusy, nowMs });
  const evidence = { ...heard, slow };
  const kind = reasonOf(evidence, service);
  if (kind !== null) {
    const { region } = evidence;
    const found = findRefuge(region, kind, world);
    // People are asked only for what could be done.
    const refuge =
      found.kind === 'found' ? (permission(kind, { region, state }, world) ?? found) : found;
    if (refuge.kind === 'refused') return refuse(evidence, state, { kind, refuge, world });
    if (world.rules.evacuation === 'observe') {
      const sentence = say('observed-with-refuge', {
        observed: onlyObserves('evacuation'),
        refuge: refugeSentence(refuge),
      });
      const only = { kind: 'refused', code: 'observed', sentence, numbers: {} } as const;
      return refuse(evidence, state, { kind, refuge: only, world });
    }
    const hook = passBefore(evidence.region, state, { move: 'failover', world });
    const outcome =
      hook.waiting === null
        ? evacuate(evidence, hook.state, { kind, refuge, world })
        : refuse(evidence, hook.state, { kind, refuge: waitingFor(hook.waiting), world });
    return { ...outcome, events: [...hook.events, ...outcome.events] };
  }
  const witnessSinceMs = evidence.lostCount === 1 ? (state.witnessSinceMs ?? nowMs) : null;
  const isLone = witnessSinceMs !== null && nowMs - witnessSinceMs >= TUNING.loneWitnessMs;
  const next = { ...state, witnessSinceMs, cusum: evidence.cusum, slow: evidence.slow };
  if (isLone) {
    const sentence = say('lone-witness');
    const refuge = { kind: 'refused', code: 'lone-witness', sentence, numbers: {} } as const;
    return refuse(evidence, next, { kind: 'hard', refuge, world });
  }
  const isQuiet = evidence.cusum.score < evidence.threshold / 2 && evidence.slow.score === 0;
  const isOver = evidence.lostCount === 0 && isQuiet;
  return { state: isOver ? { ...next, refused: null } : next, events: [] };
}

function waitingFor({ code, sentence }: { code: string; sentence: Said }) {
  return { kind: 'refused', code, sentence, numbers: {} } as const;
}

/** The strongest reason there is to leave the region. */
function reasonOf(evidence: RegionEvidence, { adapt }: RegionWorld['service']): LossKind | null {
  if (evidence.isHardLoss) return 'hard';
  if (evidence.isPartialLoss && adapt.errors) return 'partial';
  return isSlow(evidence.slow) && adapt.latency ? 'slow' : null;
}

/** How long the next hold is: doubled for each relapse that is not yet forgotten. */
export function holdMsOf(
  state: Pick<RegionState, 'relapses' | 'relapsedAtMs' | 'evacuation'>,
  { service, nowMs }: Pick<RegionWorld, 'service' | 'nowMs'>,
): number {
  const { holdMs, holdMaxMs } = service.failback;
  const doubled = holdMs * 2 ** rememberedRelapses(state, nowMs);
  return Math.round(Math.min(Math.max(holdMs, holdMaxMs), doubled));
}

/** Counts one more relapse, after forgetting what is old. */
export function withRelapse(state: RegionState, nowMs: number): RegionState {
  const kept = Math.round(rememberedRelapses(state, nowMs));
  return { ...state, relapses: Math.min(kept + 1, 30), relapsedAtMs: nowMs };
}

/** Forgotten only while it is in: to have been held says nothing for a region. */
function rememberedRelapses(
  state: Pick<RegionState, 'relapses' | 'relapsedAtMs' | 'evacuation'>,
  nowMs: number,
): number {
  const heldMs = state.evacuation?.holdMs ?? 0;
  const halvings = (nowMs - state.relapsedAtMs - heldMs) / TUNING.relapseHalfLifeMs;
  return state.relapses * 0.5 ** Math.max(0, halvings);
}

/** People's say and the rest after an undone move come before any evidence. */
function permission(
  kind: LossKind,
  { region, state }: { readonly region: string; readonly state: RegionState },
  { service, approvals, nowMs }: RegionWorld,
): Refuge | null {
  const { upstream } = service;
  if (service.failover.approval === 'manual') {
    const move = { upstream, region, kind: 'failover', sinceMs: state.sinceMs, nowMs } as const;
    const { isGranted, code, id, sentence } = askPermission(approvals, move);
    if (!isGranted) return { kind: 'refused', code, sentence, numbers: { approval: id } };
  }
  if (kind !== 'hard' && nowMs < state.noMoveUntilMs) {
    const sentence = say('move-did-not-help', { restMs: state.noMoveUntilMs - nowMs });
    return { kind: 'refused', code: 'undone-before', sentence, numbers: {} };
  }
  return null;
}

function evacuate(
  evidence: RegionEvidence,
  before: RegionState,
  options: { kind: LossKind; refuge: Refuge & { kind: 'found' }; world: RegionWorld },
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
    ...(kind === 'slow' ? { seenMs: slowMeanMs(evidence.slow) ?? 0 } : {}),
    holdMs,
    cleanSinceMs: null,
    trial: kind === 'hard' ? null : { tries: 0, failures: 0, latencyCount: 0, latencySumMs: 0 },
    waitingFor: null,
  };
  const next: RegionState = {
    ...state,
    phase: 'evacuated',
    sinceMs: nowMs,
    cusum: QUIET,
    slow: NOT_SLOW,
    // Its last answers before the loss show nothing of what it can serve when it is back.
    admission: kind === 'hard' ? UNLIMITED : state.admission,
    evacuation,
    ramp: null,
    refused: null,
    told: {},
    witnessSinceMs: null,
  };
  const event = controlEvent(nowMs, 'region-evacuated', {
    upstream: world.service.upstream,
    region: evidence.region,
    said: say('region-evacuated', {
      region: evidence.region,
      evidence: evidenceSentence(kind, evidence, world),
      refuge: refugeSentence(refuge),
      holdMs,
    }),
    evidence: { ...evidenceNumbers(kind, evidence, world), holdMs, ...refugeNumbers(refuge) },
  });
  const short = refuge.room.isShort ? [shortEvent(evidence.region, { kind, refuge, world })] : [];
  const moved = withAfter(evidence.region, next, { move: 'failover', world });
  return { state: moved, events: [event, ...short] };
}

function refuse(
  evidence: RegionEvidence,
  state: RegionState,
  options: { kind: LossKind; refuge: Refuge & { kind: 'refused' }; world: RegionWorld },
): RegionOutcome {
  const { kind, refuge, world } = options;
  const { told, isNews } = tellOnce(state.told, refuge.code, world.nowMs);
  const { cusum, slow } = evidence;
  const next = { ...state, cusum, slow, refused: refuge.code, told };
  if (!isNews) return { state: next, events: [] };
  const isAsking = refuge.code === 'approval';
  const event = controlEvent(world.nowMs, isAsking ? 'awaiting-approval' : 'evacuation-refused', {
    upstream: world.service.upstream,
    region: evidence.region,
    said: say('region-stays', {
      region: evidence.region,
      evidence: evidenceSentence(kind, evidence, world),
      why: refuge.sentence,
    }),
    evidence: {
      ...evidenceNumbers(kind, evidence, world),
      refused: refuge.code,
      ...refuge.numbers,
    },
  });
  const isObserved = refuge.code === 'observed';
  const line = isObserved ? toldAsObserved(event, 'evacuation', 'region-evacuated') : event;
  return { state: next, events: [line] };
}
