/**
 * The way back of an evacuated region: hold, then clean probes, then steps of its baseline share,
 * each gated on time, clean tries, latency and room. Any failing evidence during the hold starts
 * the clean time anew; failures or a hard loss during the ramp send it away again, with a doubled
 * hold. Missing evidence waits (G4); a used-up budget of returns waits too (G5).
 */

import type { Said } from '../lib/said.ts';
import { isWithinWindow } from '../lib/weekly-window.ts';
import { inEnglish, say } from '../model/sentences.ts';
import { askPermission } from './approval.ts';
import { passBefore, withAfter } from './hooks.ts';
import { hasBeenShort, UNLIMITED } from './admission-state.ts';
import { anew, continueTrickle, slowToTrickle } from './canary.ts';
import { QUIET } from './cusum.ts';
import { holdMsOf, type RegionOutcome, withRelapse } from './evacuation.ts';
import { controlEvent, rounded } from './event.ts';
import {
  hardLossSentence,
  looksClean,
  rampFailure,
  stepGate,
  type Waiting,
} from './failback-gates.ts';
import { onlyObserves, toldAsObserved } from './levers/would-be.ts';
import { receiversOf, type RegionWorld } from './receivers.ts';
import type { RegionEvidence } from './region-evidence.ts';
import type { Evacuation, Ramp, RegionState } from './state.ts';
import { BLANK, remember } from './tally.ts';
import { isRelief, provenStep } from './relief.ts';
import { considerUndoing } from './trial-move.ts';
import { TUNING } from './tuning.ts';

/** Phases `evacuated` and `probing`. */
export function continueHold(
  evidence: RegionEvidence,
  state: RegionState,
  options: { readonly evacuation: Evacuation; readonly world: RegionWorld },
): RegionOutcome {
  const { world } = options;
  const { nowMs } = world;
  const weighed = considerUndoing(evidence, state, options);
  if ('undone' in weighed) return weighed.undone;
  const isClean = looksClean(evidence);
  const cleanSinceMs = isClean ? (weighed.evacuation.cleanSinceMs ?? nowMs) : null;
  const evacuation = { ...weighed.evacuation, cleanSinceMs };
  const returnedAtMs = state.returnedAtMs.filter((at) => at > nowMs - TUNING.budgetWindowMs);
  const isLost = evacuation.kind === 'hard' && options.evacuation.kind !== 'hard';
  const admission = isLost ? UNLIMITED : state.admission;
  const held: RegionState = { ...state, admission, evacuation, returnedAtMs };
  if (nowMs - evacuation.atMs < evacuation.holdMs) return { state: held, events: [] };

  const probing: RegionState =
    state.phase === 'probing' ? held : { ...held, phase: 'probing', sinceMs: nowMs };
  const waiting = returnGate(evidence, probing, { evacuation, world });
  if (waiting !== null) return wait(probing, { evacuation, waiting, evidence, world });
  const hook = passBefore(evidence.region, probing, { move: 'failback', world });
  if (hook.waiting !== null) {
    const { waiting: running } = hook;
    const outcome = wait(hook.state, { evacuation, waiting: running, evidence, world });
    return { ...outcome, events: [...hook.events, ...outcome.events] };
  }
  const step = isRelief(evidence.region, world) ? Math.max(0, provenStep(evidence, world)) : 0;
  const ramp: Ramp = {
    step,
    sinceMs: nowMs,
    tries: 0,
    failures: 0,
    rampTries: 0,
    waitingFor: null,
  };
  const next: RegionState = {
    ...hook.state,
    phase: 'ramp',
    sinceMs: nowMs,
    cusum: QUIET,
    ramp,
    returnedAtMs: [...returnedAtMs, nowMs],
  };
  return { state: next, events: [stepEvent(evidence.region, step, world)] };
}

/** Phase `ramp`. */
export function continueRamp(
  evidence: RegionEvidence,
  state: RegionState,
  options: { readonly ramp: Ramp; readonly evacuation: Evacuation; readonly world: RegionWorld },
): RegionOutcome {
  const { evacuation, world } = options;
  const { nowMs, service } = world;
  const { tick } = evidence;
  const bad = tick.failures + tick.overload;
  const ramp: Ramp = {
    ...options.ramp,
    tries: options.ramp.tries + tick.tries + tick.overload,
    failures: options.ramp.failures + bad,
    rampTries: options.ramp.rampTries + tick.tries - tick.failures,
    latency: {
      count: (options.ramp.latency ?? BLANK).count + tick.latencyCount,
      sum: (options.ramp.latency ?? BLANK).sum + tick.latencySumMs,
    },
  };
  const counted: RegionState = { ...state, cusum: evidence.cusum, ramp };
  const failure = rampFailure(evidence, counted, { ramp, evacuation, world });
  const hasOthers = receiversOf(evidence.region, world).length > 0;
  const { trickle = null } = ramp;
  if (failure !== null && hasOthers) {
    const { sentence, code } = failure;
    const isPartial = code === 'failures' || code === 'alarm';
    const canary = { region: evidence.region, ramp, world, sentence };
    const slowed = isPartial ? slowToTrickle(counted, canary) : null;
    if (slowed !== null) return slowed;
    return abort(evidence, counted, { ramp, evacuation, failure, world });
  }
  if (trickle !== null) {
    return continueTrickle(counted, { region: evidence.region, ramp, world, trickle });
  }
  const waiting =
    failure ??
    stepGate(evidence, counted, { ramp, evacuation, world }) ??
    observedReturn(evacuation, world);
  if (waiting !== null) return waitInStep(counted, { ramp, waiting, evidence, world });
  if (ramp.step + 1 >= service.failback.steps.length) return finish(evidence, counted, world);
  const next: Ramp = {
    ...anew(ramp, { trickle, nowMs }),
    step: nextStep(evidence, { ramp, world }),
  };
  return {
    state: { ...counted, ramp: next },
    events: [stepEvent(evidence.region, next.step, world, ramp)],
  };
}

/** One further, or as far as it has already carried when that relieves the others. */
function nextStep(
  evidence: RegionEvidence,
  { ramp, world }: { readonly ramp: Ramp; readonly world: RegionWorld },
): number {
  const proven = isRelief(evidence.region, world) ? provenStep(evidence, world) : 0;
  return Math.min(world.service.failback.steps.length - 1, Math.max(ramp.step + 1, proven));
}

/** Remembers what latency is usual for the region in peace. */
export function learnLatency(
  state: RegionState,
  evidence: RegionEvidence,
  elapsedMs: number,
): RegionState {
  const isAtPeace = state.phase === 'healthy' && evidence.cusum.score === 0;
  if (!isAtPeace || hasBeenShort(state.admission) || evidence.slow.score > 0) return state;
  const { latencyCount, latencySumMs } = evidence.tick;
  const news = { count: latencyCount, sum: latencySumMs };
  const time = { elapsedMs, tauMs: TUNING.latencyTauMs };
  return { ...state, latency: remember(state.latency, news, time) };
}

function returnGate(
  evidence: RegionEvidence,
  state: RegionState,
  { evacuation, world }: { evacuation: Evacuation; world: RegionWorld },
): Waiting | null {
  const { nowMs, service } = world;
  const neededMs = Math.min(TUNING.cleanMs, service.failback.holdMs);
  const { cleanSinceMs } = evacuation;
  if (cleanSinceMs === null) {
    const good = evidence.facts.filter(({ probe }) => probe === 'good').length;
    const targets = evidence.facts.length;
    return { code: 'not-clean', sentence: say('few-answer-probes', { good, targets }) };
  }
  if (nowMs - cleanSinceMs < neededMs) {
    return { code: 'clean-too-short', sentence: say('must-look-well', { neededMs }) };
  }
  if (state.returnedAtMs.length >= TUNING.regionReturnsPerHour) {
    const sentence = say('returned-often', { count: state.returnedAtMs.length });
    return { code: 'budget', sentence };
  }
  const blocked = service.failback.blocked.find((window) => isWithinWindow(window, nowMs));
  if (blocked !== undefined) {
    const sentence = say('returns-blocked', { window: blocked.text });
    return { code: 'blocked-window', sentence };
  }
  // What fails just now fails elsewhere, for want of this region.
  if (world.caution.holdsReturns && !isRelief(evidence.region, world)) {
    return { code: 'error-budget', sentence: say('budget-is-low') };
  }
  if (service.failback.approval === 'manual' && evacuation.isRestored !== true) {
    const { upstream } = service;
    const { region } = evidence;
    const sinceMs = evacuation.atMs;
    const move = { upstream, region, kind: 'failback', sinceMs, nowMs } as const;
    const { isGranted, code, id, sentence } = askPermission(world.approvals, move);
    if (!isGranted) return { code, sentence, numbers: { approval: id } };
  }
  return observedReturn(evacuation, world);
}

/** A rule that only observes makes no step by itself, but one that people asked for. */
function observedReturn({ isRestored }: Evacuation, { rules }: RegionWorld): Waiting | null {
  if (rules.failback === 'act' || isRestored === true) return null;
  return { code: 'observed', sentence: onlyObserves('failback') };
}

function wait(
  state: RegionState,
  options: {
    evacuation: Evacuation;
    waiting: Waiting;
    evidence: RegionEvidence;
    world: RegionWorld;
  },
): RegionOutcome {
  const { evacuation, waiting, evidence, world } = options;
  const next = { ...state, evacuation: { ...evacuation, waitingFor: waiting.code } };
  if (evacuation.waitingFor === waiting.code) return { state: next, events: [] };
  const said = say('return-waits', { region: evidence.region, why: waiting.sentence });
  return { state: next, events: [waitingEvent(said, { waiting, evidence, world })] };
}

function waitInStep(
  state: RegionState,
  options: { ramp: Ramp; waiting: Waiting; evidence: RegionEvidence; world: RegionWorld },
): RegionOutcome {
  const { ramp, waiting, evidence, world } = options;
  // Time and tries are the ordinary course of a step, not worth a line in the journal.
  if (waiting.code === 'time' || waiting.code === 'tries') return { state, events: [] };
  // Failures are not waited away: an average would hide that they have just begun.
  const { nowMs } = world;
  const counts =
    waiting.code === 'failures' ? anew(ramp, { trickle: ramp.trickle ?? null, nowMs }) : ramp;
  const next = { ...state, ramp: { ...counts, waitingFor: waiting.code } };
  if (ramp.waitingFor === waiting.code) return { state: next, events: [] };
  const shareRatio = world.service.failback.steps[ramp.step] ?? 1;
  const { region } = evidence;
  const said = say('step-waits', { region, shareRatio, why: waiting.sentence });
  return { state: next, events: [waitingEvent(said, { waiting, evidence, world })] };
}

function waitingEvent(
  said: Said,
  options: { waiting: Waiting; evidence: RegionEvidence; world: RegionWorld },
) {
  const { waiting, evidence, world } = options;
  const kind = waiting.code === 'approval' ? 'awaiting-approval' : 'failback-waiting';
  const event = controlEvent(world.nowMs, kind, {
    upstream: world.service.upstream,
    region: evidence.region,
    said,
    evidence: { waitingFor: waiting.code, ...waiting.numbers },
  });
  return waiting.code === 'observed' ? toldAsObserved(event, 'failback', 'failback-step') : event;
}

function abort(
  evidence: RegionEvidence,
  before: RegionState,
  options: { ramp: Ramp; evacuation: Evacuation; failure: Waiting; world: RegionWorld },
): RegionOutcome {
  const { ramp, evacuation, failure, world } = options;
  const { nowMs } = world;
  const relapsed = withRelapse(before, nowMs);
  const holdMs = holdMsOf(relapsed, world);
  const share = world.service.failback.steps[ramp.step] ?? 1;
  const state: RegionState = {
    ...relapsed,
    phase: 'evacuated',
    sinceMs: nowMs,
    cusum: QUIET,
    ramp: null,
    evacuation: {
      ...evacuation,
      atMs: nowMs,
      kind: evidence.isHardLoss ? 'hard' : 'partial',
      seen: evidence.isHardLoss ? evacuation.seen : Math.max(ramp.failures / ramp.tries, 0.01),
      holdMs,
      cleanSinceMs: null,
      trial: null,
      waitingFor: null,
    },
  };
  const event = controlEvent(nowMs, 'failback-aborted', {
    upstream: world.service.upstream,
    region: evidence.region,
    said: say('sent-away-again', {
      region: evidence.region,
      shareRatio: share,
      why: failure.sentence,
      holdMs,
    }),
    evidence: {
      step: ramp.step,
      shareRatio: share,
      tries: ramp.tries,
      failures: ramp.failures,
      reason: failure.code,
      relapses: state.relapses,
      holdMs,
      hardLoss: evidence.isHardLoss ? inEnglish(hardLossSentence(evidence)) : null,
      ...failure.numbers,
    },
  });
  return { state, events: [event] };
}

function finish(evidence: RegionEvidence, state: RegionState, world: RegionWorld): RegionOutcome {
  const { nowMs } = world;
  const since = state.evacuation?.atMs ?? nowMs;
  const next: RegionState = {
    ...state,
    phase: 'healthy',
    sinceMs: nowMs,
    evacuation: null,
    ramp: null,
    refused: null,
  };
  const event = controlEvent(nowMs, 'failback-done', {
    upstream: world.service.upstream,
    region: evidence.region,
    said: say('region-is-back', {
      region: evidence.region,
      failures: state.ramp?.failures ?? 0,
      tries: state.ramp?.tries ?? 0,
      lastedMs: nowMs - since,
    }),
    evidence: { rampTries: state.ramp?.rampTries ?? 0, relapses: rounded(state.relapses) },
  });
  const back = withAfter(evidence.region, next, { move: 'failback', world });
  return { state: back, events: [event] };
}

function stepEvent(region: string, step: number, world: RegionWorld, before?: Ramp) {
  const { steps, minDwellMs, minRequests } = world.service.failback;
  const share = steps[step] ?? 1;
  const proof =
    before === undefined
      ? say('looked-well')
      : say('step-before', { failures: before.failures, tries: before.tries });
  return controlEvent(world.nowMs, 'failback-step', {
    upstream: world.service.upstream,
    region,
    said: say('region-returns', { region, shareRatio: share, proof }),
    evidence: { step, shareRatio: share, minDwellMs, minRequests },
  });
}
