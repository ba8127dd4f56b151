/**
 * Capacity feed-forward: where utilisation is measured, weights follow measured capacities
 * (`capacity-estimate.ts`). The estimate does not depend on the weight, so the loop gain is about 0
 * and nothing can oscillate.
 *
 * Weights change only when the shares of today would load somebody clearly more than the mean: by
 * more than the errors of the estimates, and by much more before the first change, since most pools
 * are what they are said to be. A target without an estimate counts as the mean, fewer
 * than two estimates as none. Estimates expire, and weights then go back in steps.
 */

import type { ControlEvent } from '../../model/control.ts';
import { say } from '../../model/sentences.ts';
import type { ServiceStrategy } from '../../model/strategy.ts';
import { controlEvent, rounded } from '../event.ts';
import type { TargetFacts } from '../facts.ts';
import { observed } from '../levers/would-be.ts';
import { TUNING } from '../tuning.ts';
import { errorOf, learnCapacity, noiseOf } from './capacity-estimate.ts';
import { LEVERS } from './levers.ts';
import { isUsable, type Sizing } from './sizing-state.ts';

export interface SizingInput {
  readonly service: ServiceStrategy;
  readonly region: string;
  readonly targets: readonly TargetFacts[];
  /** It only tells what it would do. */
  readonly isObserving: boolean;
  readonly nowMs: number;
}

export interface SizingOutcome {
  readonly sizings: Readonly<Record<string, Sizing>>;
  readonly events: readonly ControlEvent[];
}

export function decideSizings(input: SizingInput): SizingOutcome {
  const { targets, service, nowMs } = input;
  const noise = noiseOf(targets.map(({ state }) => state.sizing.estimate));
  const learnt = targets.map((facts) => ({
    facts,
    name: facts.target.target,
    sizing: { ...facts.state.sizing, estimate: learnCapacity(facts, { noise, nowMs }) },
  }));
  const keep = Object.fromEntries(learnt.map(({ name, sizing }) => [name, sizing]));
  const lastMs = Math.max(0, ...learnt.map(({ sizing }) => sizing.changedAtMs));
  if (nowMs - lastMs < TUNING.sizingSpacingMs) return { sizings: keep, events: [] };
  const toldMs = Math.max(0, ...learnt.map(({ sizing }) => sizing.toldAtMs ?? 0));
  if (input.isObserving && nowMs - toldMs < TUNING.retellMs) return { sizings: keep, events: [] };
  const known = learnt.filter(({ sizing: { estimate } }) => isUsable(estimate, nowMs));
  const isOff = !service.adapt.load || known.length < 2;
  const wanted = isOff ? relaxed(learnt) : wantedFactors(learnt, nowMs);
  const isDue = isOff
    ? learnt.some(({ sizing }) => sizing.factor !== 1)
    : isUneven(learnt, { wanted, service, noise });
  if (!isDue) return { sizings: keep, events: [] };
  const largest = Math.max(...wanted);
  const sizings = learnt.map(({ name, sizing }, index) => {
    const factor = onGrid((wanted[index] ?? 1) / largest, service);
    const isLess = factor < TUNING.sizingNear * sizing.factor;
    const reduced = isLess ? { reducedAtMs: nowMs } : {};
    return [name, { ...sizing, ...reduced, factor, changedAtMs: nowMs }] as const;
  });
  const outcome = Object.fromEntries(sizings);
  if (input.isObserving) {
    // Told again when it would change again; nobody's factor has.
    const told = learnt.map(({ name, sizing }) => [name, { ...sizing, toldAtMs: nowMs }] as const);
    const events = [observed(sizedEvent(input, outcome, isOff), 'trim')];
    return { sizings: Object.fromEntries(told), events };
  }
  return { sizings: outcome, events: [sizedEvent(input, outcome, isOff)] };
}

interface Learnt {
  readonly facts: TargetFacts;
  readonly name: string;
  readonly sizing: Sizing;
}

/** Estimates ÷ stated sizes; the mean where there is none. */
function wantedFactors(learnt: readonly Learnt[], nowMs: number): readonly number[] {
  const own = learnt.map(({ facts, sizing: { estimate } }) =>
    isUsable(estimate, nowMs) && estimate !== null ? estimate.rps / sizeOf(facts, learnt) : null,
  );
  const known = own.filter((value) => value !== null);
  const mean = known.reduce((sum, value) => sum + value, 0) / known.length;
  return own.map((value) => value ?? mean);
}

/** Half-way (in logarithms) back to the stated sizes; all the way when that is near. */
function relaxed(learnt: readonly Learnt[]): readonly number[] {
  const isNear = learnt.every(({ sizing }) => sizing.factor > TUNING.sizingNear);
  return learnt.map(({ sizing }) => (isNear ? 1 : Math.sqrt(sizing.factor)));
}

/** Whether the shares of now load somebody clearly more than the mean. */
function isUneven(
  learnt: readonly Learnt[],
  options: {
    readonly wanted: readonly number[];
    readonly service: ServiceStrategy;
    readonly noise: number;
  },
): boolean {
  const { wanted, service, noise } = options;
  const loads = learnt.flatMap(({ facts, sizing: { factor, estimate } }, index) => {
    const error = estimate === null ? null : errorOf(estimate, noise);
    const isIn = facts.state.rotation.kind === 'in';
    return isIn ? [{ load: factor / (wanted[index] ?? 1), error }] : [];
  });
  const mean = loads.reduce((sum, { load }) => sum + load, 0) / loads.length;
  const isFine = LEVERS[service.algorithm.kind].stepsPerOctave > 1;
  const base = isFine ? TUNING.sizingUneven.fine : TUNING.sizingUneven.coarse;
  const isSized = learnt.some(({ sizing }) => sizing.factor !== 1);
  const sigmas = isSized ? TUNING.sizingSigmas.more : TUNING.sizingSigmas.first;
  return loads.some(({ load, error }) => error !== null && load / mean > base + sigmas * error);
}

/** As `targetSizes`: by stated capacity when all state it, else 1 each. */
function sizeOf({ target }: TargetFacts, learnt: readonly Learnt[]): number {
  const stated = learnt.every(({ facts }) => facts.target.capacityRps !== null);
  return stated ? (target.capacityRps ?? 1) : 1;
}

function onGrid(factor: number, { algorithm }: ServiceStrategy): number {
  const isFine = LEVERS[algorithm.kind].stepsPerOctave > 1;
  const steps = isFine ? TUNING.sizingSteps.fine : TUNING.sizingSteps.coarse;
  return 2 ** (Math.round(Math.log2(factor) * steps) / steps);
}

function sizedEvent(
  { service, region, nowMs }: SizingInput,
  sizings: Readonly<Record<string, Sizing>>,
  isOff: boolean,
): ControlEvent {
  const entries = Object.entries(sizings);
  const parts = entries.map(([name, { factor }]) =>
    say('name-and-part', { name, partRatio: factor }),
  );
  const said = say(isOff ? 'shares-as-stated' : 'shares-by-capacity', { region, parts });
  const capacities = entries.map(([name, { estimate }]) => [
    name,
    estimate === null ? null : rounded(estimate.rps),
  ]);
  return controlEvent(nowMs, 'capacity-learnt', {
    upstream: service.upstream,
    region,
    said,
    evidence: { capacityRps: Object.fromEntries(capacities) },
  });
}
