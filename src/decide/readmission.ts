/**
 * The way back of an ejected target: when its time is up and its own probe is clean it is tried
 * at 5 %, then 25 % of its weight, then it is in. Each step must serve enough clean tries to
 * contradict what it was ejected for (rule of three); a failure or two that look like it put it out
 * again, for longer.
 *
 * A target that used up its budget of returns for the hour stays out (G5).
 */

import type { ControlEvent } from '../model/control.ts';
import { ejected } from './ejection.ts';
import { controlEvent, percent, seconds } from './event.ts';
import type { TargetFacts } from './facts.ts';
import { FRESH_TARGET, type Rotation, type TargetState } from './state.ts';
import { TUNING } from './tuning.ts';

export interface ReadmissionContext {
  readonly upstream: string;
  readonly region: string;
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
  const { untilMs, seen } = options.rotation;
  const overBudget = state.ejectedAtMs.length > TUNING.targetReturnsPerHour;
  if (nowMs < untilMs || facts.probe !== 'good' || overBudget) return { state, events: [] };
  const next: TargetState = {
    ...state,
    rotation: { kind: 'trial', step: 0, sinceMs: nowMs, tries: 0, failures: 0, seen },
  };
  return { state: next, events: [trialEvent(facts, 0, { seen, context: options.context })] };
}

function continueTrial(
  facts: TargetFacts,
  state: TargetState,
  options: { rotation: Rotation & { kind: 'trial' }; context: ReadmissionContext },
) {
  const { context } = options;
  const { nowMs } = context;
  const { step, sinceMs, seen } = options.rotation;
  const tries = options.rotation.tries + facts.tick.tries;
  const failures = options.rotation.failures + facts.tick.failures;
  if (looksLikeBefore({ tries, failures }, seen) || facts.probe === 'bad') {
    const next = ejected(state, { seen: Math.max(seen, failures / Math.max(1, tries)) }, nowMs);
    return { state: next, events: [failedEvent(facts, next, { tries, failures, context })] };
  }
  const counted: TargetState = { ...state, rotation: { ...options.rotation, tries, failures } };
  const enough = tries - failures >= trialTriesOf(seen);
  if (!enough || nowMs - sinceMs < TUNING.trialMinMs) return { state: counted, events: [] };
  if (step + 1 >= TUNING.trialSteps.length) {
    const { strikes, ejectedAtMs, window, trim } = state;
    const next: TargetState = {
      ...FRESH_TARGET,
      window,
      strikes,
      strikesAtMs: nowMs,
      ejectedAtMs,
      trim,
    };
    return { state: next, events: [backEvent(facts, { tries, failures, context })] };
  }
  const next: TargetState = {
    ...state,
    rotation: { kind: 'trial', step: step + 1, sinceMs: nowMs, tries: 0, failures: 0, seen },
  };
  return { state: next, events: [trialEvent(facts, step + 1, { seen, context })] };
}

/**
 * Whether the trial looks more like the fault it was ejected for than like a healthy target: a
 * likelihood ratio, so one failure among a few tries is enough after 30 % failing, and two among
 * hundreds are after 2 %.
 */
function looksLikeBefore(trial: { tries: number; failures: number }, seen: number): boolean {
  const p0 = TUNING.normalFloorRatio;
  const p1 = Math.min(TUNING.faultCapRatio, Math.max(seen, 2 * p0));
  const successes = trial.tries - trial.failures;
  const score = trial.failures * Math.log(p1 / p0) + successes * Math.log((1 - p1) / (1 - p0));
  return trial.failures > 0 && score >= TUNING.trialScore;
}

function trialEvent(
  { target }: TargetFacts,
  step: number,
  { seen, context }: { seen: number; context: ReadmissionContext },
): ControlEvent {
  const share = TUNING.trialSteps[step] ?? 1;
  const needed = trialTriesOf(seen);
  return controlEvent(context.nowMs, 'target-readmitted', {
    upstream: context.upstream,
    region: context.region,
    target: target.target,
    message:
      `${target.target} is tried at ${percent(share)} of its weight: its probe is clean; ` +
      `${needed} clean tries must contradict the ${percent(seen)} it failed.`,
    evidence: { step, shareRatio: share, seenRatio: seen, neededTries: needed },
  });
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
    message: `${target.target} is back at full weight: ${failures} of ${tries} tries failed.`,
    evidence: { step: TUNING.trialSteps.length, shareRatio: 1, tries, failures },
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
    message:
      `${target.target} ejected again for ${seconds(untilMs - context.nowMs)}: in its trial ` +
      `${failures} of ${tries} tries failed and its probe is ${probe}.`,
    evidence: { kind: 'trial', tries, failures, probe, strikes: state.strikes, untilMs },
  });
}
