/**
 * The way back of an ejected target: when its time is up and its own probe is clean it is tried in
 * the steps of its algorithm (`targets/return-steps.ts`), then it is in. Each step must serve enough
 * clean tries to contradict what it was ejected for (rule of three) and be no slower than its pool;
 * a failure or two that look like the old fault put it out again, for longer.
 *
 * A target that used up its budget of returns for the hour stays out (G5).
 */

import type { Said } from '../lib/said.ts';
import type { ControlEvent } from '../model/control.ts';
import { say } from '../model/sentences.ts';
import type { ServiceStrategy } from '../model/strategy.ts';
import { ejected } from './ejection.ts';
import { controlEvent } from './event.ts';
import type { TargetFacts } from './facts.ts';
import { FRESH_TARGET, type Rotation, type TargetState } from './state.ts';
import { tallySince } from './tally.ts';
import {
  firstSlice,
  type ReturnStep,
  returnSteps,
  shareIn,
  type Slice,
  sliceAt,
} from './targets/return-steps.ts';
import { TUNING } from './tuning.ts';

export interface ReadmissionContext {
  readonly upstream: string;
  readonly region: string;
  readonly service: ServiceStrategy;
  /** What answers usually take in its pool; `null` while not known. */
  readonly medianMs: number | null;
  /** What each target in rotation serves, per second. */
  readonly fullRps: number;
  /** Requests of its pool have been told of lately. */
  readonly isHeard: boolean;
  /** Some were told of at this very tick. */
  readonly hasNews: boolean;
  readonly nowMs: number;
}

/** @param state with this tick's evidence taken in. */
export function decideReadmission(
  facts: TargetFacts,
  state: TargetState,
  context: ReadmissionContext,
): { readonly state: TargetState; readonly events: readonly ControlEvent[] } {
  switch (state.rotation.kind) {
    case 'in':
      return { state, events: [] };
    case 'out':
      return leaveEjection(facts, state, { rotation: state.rotation, context });
    case 'trial':
      return continueTrial(facts, state, { rotation: state.rotation, context });
  }
}

/** Clean tries that a step of the trial needs. */
function trialTriesOf(seen: number): number {
  const { min, max } = TUNING.trialTries;
  return Math.min(max, Math.max(min, Math.ceil(TUNING.ruleOfThree / Math.max(seen, 1e-6))));
}

function leaveEjection(
  facts: TargetFacts,
  state: TargetState,
  options: { rotation: Rotation & { kind: 'out' }; context: ReadmissionContext },
) {
  const { nowMs } = options.context;
  const { untilMs, seen, isDrained } = options.rotation;
  const overBudget = state.ejectedAtMs.length > TUNING.targetReturnsPerHour;
  if (nowMs < untilMs || facts.probe !== 'good' || overBudget) return { state, events: [] };
  return begin(facts, state, { step: 0, seen, isDrained, context: options.context });
}

function continueTrial(
  facts: TargetFacts,
  state: TargetState,
  options: { rotation: Rotation & { kind: 'trial' }; context: ReadmissionContext },
) {
  const { rotation, context } = options;
  const { nowMs } = context;
  const { step, sinceMs, seen, isDrained } = rotation;
  const tries = rotation.tries + facts.tick.tries;
  const failures = rotation.failures + facts.tick.failures;
  if (looksLikeBefore({ tries, failures }, seen) || facts.probe === 'bad') {
    const next = ejected(state, { seen: seenNow(seen, { tries, failures }) }, context);
    return { state: next, events: [failedEvent(facts, next, { tries, failures, context })] };
  }
  const steps = stepsOf(seen, context);
  const present = steps[step];
  const passedMs = nowMs - sinceMs;
  const part = presentPart(present, { rotation, tries, context });
  const counted: TargetState = { ...state, rotation: { ...rotation, ...part, tries, failures } };
  const isServed = tries - failures >= trialTriesOf(seen) && passedMs >= (present?.dwellMs ?? 0);
  // A step is taken on news only: in silence what was served before says nothing of now (G4).
  const isProven = isServed && context.hasNews;
  if (!isProven || isSlow(facts, context)) return { state: counted, events: [] };
  if (step + 1 < steps.length) {
    return begin(facts, state, { step: step + 1, seen, isDrained, context });
  }
  const { strikes, ejectedAtMs, window, trim, sizing } = state;
  // What was caught once is found sooner the second time (control-law.md §9 ii).
  const score = TUNING.headStartRatio * TUNING.targetThreshold.min;
  const next: TargetState = {
    ...FRESH_TARGET,
    window,
    relative: { score, sinceMs: nowMs, tries: 0, failures: 0 },
    strikes,
    strikesAtMs: nowMs,
    ejectedAtMs,
    trim,
    sizing,
  };
  return { state: next, events: [backEvent(facts, { tries, failures, context })] };
}

/** A step keeps the share that it began with; slices go on and off, but not in silence (G4). */
function presentPart(
  present: ReturnStep | undefined,
  options: {
    rotation: Rotation & { kind: 'trial' };
    tries: number;
    context: ReadmissionContext;
  },
): { readonly share: number; readonly slice?: Slice } {
  const { rotation, tries, context } = options;
  const { share = present?.shareRatio ?? 1, slice = firstSlice(rotation.sinceMs) } = rotation;
  const isSliced = present !== undefined && present.restMs > 0;
  if (!isSliced || !context.isHeard) return { share };
  const next = sliceAt(present, slice, { tries, nowMs: context.nowMs });
  return { share: shareIn(present, next, context.nowMs), slice: next };
}

function begin(
  facts: TargetFacts,
  state: TargetState,
  options: {
    step: number;
    seen: number;
    isDrained: true | undefined;
    context: ReadmissionContext;
  },
) {
  const { step, seen, isDrained, context } = options;
  const present = stepsOf(seen, context)[step];
  const sinceMs = context.nowMs;
  const share = present === undefined ? 1 : shareIn(present, firstSlice(sinceMs), sinceMs);
  const rotation = { kind: 'trial', step, share, sinceMs, tries: 0, failures: 0, seen } as const;
  const events = [trialEvent(facts, step, { seen, isDrained, context })];
  const marked = isDrained === undefined ? rotation : { ...rotation, isDrained };
  return { state: { ...state, rotation: marked }, events };
}

function stepsOf(seen: number, { service, fullRps }: ReadmissionContext): readonly ReturnStep[] {
  return returnSteps(service, { isCold: seen >= TUNING.coldSeenRatio, fullRps });
}

/** A cold target gets no more until it answers about as fast as the others. */
function isSlow({ state }: TargetFacts, { medianMs, nowMs }: ReadmissionContext): boolean {
  const { latencyCount, latencySumMs } = tallySince(state.window, nowMs - TUNING.hardWindowMs);
  if (latencyCount < TUNING.lostTries || medianMs === null) return false;
  return latencySumMs / latencyCount > TUNING.coldFactor * Math.max(1, medianMs);
}

/**
 * Whether the trial looks more like a fault than like a healthy target, the one it was ejected for
 * or a milder one: a likelihood ratio, so one failure among a few tries is enough after 30 %
 * failing, and two among hundreds are after 2 %.
 */
function looksLikeBefore(trial: { tries: number; failures: number }, seen: number): boolean {
  const p0 = TUNING.normalFloorRatio;
  const successes = trial.tries - trial.failures;
  const scores = [seen, TUNING.trialMildRatio].map((ratio) => {
    const p1 = Math.min(TUNING.faultCapRatio, Math.max(ratio, 2 * p0));
    return trial.failures * Math.log(p1 / p0) + successes * Math.log((1 - p1) / (1 - p0));
  });
  return trial.failures > 0 && Math.max(...scores) >= TUNING.trialScore;
}

/**
 * A handful of tries says that it still fails, not how much: one failure of one is no 100 %, which
 * the next trial would contradict all too easily.
 */
function seenNow(seen: number, trial: { tries: number; failures: number }): number {
  const weight = TUNING.seenPriorTries;
  return Math.max(seen, (trial.failures + weight * seen) / (trial.tries + weight));
}

function trialEvent(
  { target }: TargetFacts,
  step: number,
  options: { seen: number; isDrained: true | undefined; context: ReadmissionContext },
): ControlEvent {
  const { seen, isDrained, context } = options;
  const present = stepsOf(seen, context)[step];
  const share = present?.gentler[0] ?? present?.shareRatio ?? 1;
  const needed = trialTriesOf(seen);
  const proof = isDrained
    ? say('proof-after-drain', { needed })
    : say('proof-after-failing', { needed, seenRatio: seen });
  const part = partSaid(share, present);
  return controlEvent(context.nowMs, 'target-readmitted', {
    upstream: context.upstream,
    region: context.region,
    target: target.target,
    said: say('target-tried', { target: target.target, part, proof }),
    evidence: { step, shareRatio: share, seenRatio: seen, neededTries: needed },
  });
}

function partSaid(shareRatio: number, step: ReturnStep | undefined): Said {
  const hasMore = step !== undefined && step.gentler.length > 0;
  if (step === undefined || step.restMs <= 0) {
    return say(hasMore ? 'part-and-more' : 'part-of-weight', { shareRatio });
  }
  const key = hasMore ? 'part-and-more-in-slices' : 'part-in-slices';
  return say(key, { shareRatio, sliceMs: step.dwellMs });
}

function backEvent(
  { target }: TargetFacts,
  options: { tries: number; failures: number; context: ReadmissionContext },
): ControlEvent {
  const { context, tries, failures } = options;
  return controlEvent(context.nowMs, 'target-readmitted', {
    upstream: context.upstream,
    region: context.region,
    target: target.target,
    said: say('target-back', { target: target.target, failures, tries }),
    evidence: { shareRatio: 1, tries, failures },
  });
}

function failedEvent(
  { target, probe }: TargetFacts,
  state: TargetState,
  options: { tries: number; failures: number; context: ReadmissionContext },
): ControlEvent {
  const { context, tries, failures } = options;
  const untilMs = state.rotation.kind === 'out' ? state.rotation.untilMs : context.nowMs;
  return controlEvent(context.nowMs, 'target-ejected', {
    upstream: context.upstream,
    region: context.region,
    target: target.target,
    said: say('target-ejected-again', {
      target: target.target,
      lastsMs: untilMs - context.nowMs,
      failures,
      tries,
      probe: say(`probe-${probe}`),
    }),
    evidence: { kind: 'trial', tries, failures, probe, strikes: state.strikes, untilMs },
  });
}
