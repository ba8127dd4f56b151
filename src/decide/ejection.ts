/**
 * Target ejection: an accused target leaves the rotation at once, for 10 s · 2^(strikes − 1).
 *
 * What bounds the damage of a false alarm: at most a third of a region's targets (at least one)
 * are out at a time, and only while the rest can carry the region's load (G3). When more than half
 * of a pool looks bad at once it is not the targets but the region, a dependency or the observer:
 * nobody is ejected and the region level decides. A refusal is told once per episode.
 */

import type { Said } from '../lib/said.ts';
import type { ControlEvent } from '../model/control.ts';
import { say } from '../model/sentences.ts';
import type { ServiceStrategy } from '../model/strategy.ts';
import { controlEvent, rounded } from './event.ts';
import { triesPerSecond } from './demand.ts';
import { isKnownDead } from './facts.ts';
import { onlyObserves, toldAsObserved } from './levers/would-be.ts';
import { outCap } from './out-cap.ts';
import type { TargetState } from './state.ts';
import type { Accusation, TargetEvidence } from './target-evidence.ts';
import { tellOnce } from './told.ts';
import { TUNING } from './tuning.ts';

export interface EjectionContext {
  readonly service: ServiceStrategy;
  readonly upstream: string;
  readonly region: string;
  /** It only tells what it would do. */
  readonly isObserving: boolean;
  readonly nowMs: number;
}

/** Decides for one region's targets; returns the states of all of them. */
export function decideEjections(
  evidence: readonly TargetEvidence[],
  context: EjectionContext,
): { readonly targets: Readonly<Record<string, TargetState>>; readonly events: ControlEvent[] } {
  const targets: Record<string, TargetState> = {};
  const events: ControlEvent[] = [];
  const suspects = evidence.filter(({ isSuspect }) => isSuspect).length;
  let out = evidence.filter(({ facts }) => facts.state.rotation.kind !== 'in');

  for (const weighed of [...evidence].sort(worstFirst)) {
    const { facts, accusation } = weighed;
    const name = facts.target.target;
    const before = withEvidence(weighed, context.nowMs);
    if (accusation === null) {
      targets[name] = before;
      continue;
    }
    const refusal = refusalOf({ weighed, evidence, out, suspects, context });
    if (refusal === null) {
      out = [...out, weighed];
      targets[name] = ejected(before, accusation, context);
      events.push(ejectedEvent(weighed, accusation, { state: targets[name], context }));
    } else {
      const { told, isNews } = tellOnce(before.told, refusal.code, context.nowMs);
      targets[name] = { ...before, told };
      if (isNews) {
        events.push(refusedEvent(weighed, accusation, { refusal, context }));
      }
    }
  }
  return { targets, events };
}

interface Refusal {
  readonly code: string;
  readonly sentence: Said;
  readonly numbers: Readonly<Record<string, unknown>>;
}

function refusalOf(options: {
  readonly weighed: TargetEvidence;
  readonly evidence: readonly TargetEvidence[];
  readonly out: readonly TargetEvidence[];
  readonly suspects: number;
  readonly context: EjectionContext;
}): Refusal | null {
  const { weighed, evidence, out, suspects, context } = options;
  const count = evidence.length;
  const numbers = { targets: count, suspects, out: out.length };
  if (count === 1) {
    return { code: 'only-one', numbers, sentence: say('only-target') };
  }
  if (2 * suspects > count) {
    const sentence = say('pool-looks-bad', { suspects, targets: count });
    return { code: 'pool', numbers, sentence };
  }
  const cap = outCap(count);
  if (out.length >= cap) {
    const sentence = say('enough-targets-out', { out: out.length, cap });
    return { code: 'cap', numbers: { ...numbers, cap }, sentence };
  }
  const rest = evidence.filter((other) => other !== weighed && !out.includes(other));
  const short = shortfall(rest, { weighed, all: evidence, nowMs: context.nowMs });
  if (short !== null || !context.isObserving) return short;
  return { code: 'observed', sentence: onlyObserves('ejection'), numbers };
}

/** Leaving out what Kong already leaves out costs nobody any capacity. */
function shortfall(
  rest: readonly TargetEvidence[],
  options: { weighed: TargetEvidence; all: readonly TargetEvidence[]; nowMs: number },
): Refusal | null {
  if (options.weighed.facts.kong === 'down') return null;
  const able = rest.map(({ facts }) => facts).filter((facts) => !isKnownDead(facts));
  const demandRps = triesPerSecond(
    options.all.map(({ facts }) => facts),
    options.nowMs,
  );
  if (able.some(({ target }) => target.capacityRps === null)) {
    // Unknown capacity: the others may take at most double of what they had.
    if (2 * able.length >= options.all.length) return null;
    const sentence = say('few-targets-left', { able: able.length, targets: options.all.length });
    return { code: 'capacity', numbers: { able: able.length }, sentence };
  }
  const stated = able.reduce((sum, { target }) => sum + (target.capacityRps ?? 0), 0);
  const roomRps = stated * TUNING.ceilingRatio;
  if (demandRps <= roomRps) return null;
  const numbers = { demandRps: rounded(demandRps), roomRps: rounded(roomRps) };
  return { code: 'capacity', numbers, sentence: say('rest-is-full', numbers) };
}

/** Takes this tick's evidence into the state, and forgives strikes with clean time. */
export function withEvidence(weighed: TargetEvidence, nowMs: number): TargetState {
  const { facts, relative, absolute, deadSinceMs } = weighed;
  const { state } = facts;
  const forgiven =
    state.strikes > 0 &&
    state.rotation.kind === 'in' &&
    nowMs - state.strikesAtMs >= TUNING.strikeForgivenMs;
  return {
    ...state,
    relative,
    absolute,
    deadSinceMs,
    strikes: forgiven ? state.strikes - 1 : state.strikes,
    strikesAtMs: forgiven ? nowMs : state.strikesAtMs,
    ejectedAtMs: state.ejectedAtMs.filter((atMs) => atMs > nowMs - TUNING.budgetWindowMs),
  };
}

/** One more strike, out for twice as long as the last time. */
export function ejected(
  state: TargetState,
  { seen }: Pick<Accusation, 'seen'>,
  { service, nowMs }: Pick<EjectionContext, 'service' | 'nowMs'>,
): TargetState {
  const strikes = state.strikes + 1;
  // Where a trial is at full weight, each one costs more.
  const isSliced = service.algorithm.kind === 'least-connections';
  const firstMs = isSliced ? TUNING.slicedEjectionMs : TUNING.ejectionMs;
  const lastsMs = Math.min(TUNING.ejectionMaxMs, firstMs * 2 ** (strikes - 1));
  return {
    ...state,
    relative: { score: 0, sinceMs: null, tries: 0, failures: 0 },
    absolute: { score: 0, sinceMs: null, tries: 0, failures: 0 },
    rotation: { kind: 'out', sinceMs: nowMs, untilMs: nowMs + lastsMs, seen },
    strikes,
    strikesAtMs: nowMs,
    ejectedAtMs: [...state.ejectedAtMs, nowMs].slice(-2 * TUNING.targetReturnsPerHour),
    told: {},
  };
}

function ejectedEvent(
  { facts }: TargetEvidence,
  accusation: Accusation,
  { state, context }: { state: TargetState; context: EjectionContext },
): ControlEvent {
  const { nowMs, upstream, region } = context;
  const untilMs = state.rotation.kind === 'out' ? state.rotation.untilMs : nowMs;
  const { target } = facts.target;
  return controlEvent(nowMs, 'target-ejected', {
    upstream,
    region,
    target,
    said: say('target-ejected', {
      target,
      lastsMs: untilMs - nowMs,
      accusation: accusation.sentence,
    }),
    evidence: {
      kind: accusation.kind,
      seenRatio: rounded(accusation.seen),
      strikes: state.strikes,
      untilMs,
      ...accusation.numbers,
    },
  });
}

function refusedEvent(
  { facts }: TargetEvidence,
  accusation: Accusation,
  { refusal, context }: { refusal: Refusal; context: EjectionContext },
): ControlEvent {
  const { nowMs, upstream, region } = context;
  const { target } = facts.target;
  const event = controlEvent(nowMs, 'ejection-refused', {
    upstream,
    region,
    target,
    said: say('ejection-refused', {
      target,
      accusation: accusation.sentence,
      seenRatio: accusation.seen,
      why: refusal.sentence,
    }),
    evidence: {
      kind: accusation.kind,
      refused: refusal.code,
      ...accusation.numbers,
      ...refusal.numbers,
    },
  });
  return refusal.code === 'observed' ? toldAsObserved(event, 'ejection', 'target-ejected') : event;
}

/** Ties break by name, so that the decision does not depend on the order of the input. */
function worstFirst(a: TargetEvidence, b: TargetEvidence): number {
  const bySeen = (b.accusation?.seen ?? 0) - (a.accusation?.seen ?? 0);
  if (bySeen !== 0) return bySeen;
  return a.facts.target.target < b.facts.target.target ? -1 : 1;
}
