/**
 * Capacity feed-forward: where utilisation is measured, a target's capacity is what it serves ÷ how
 * busy that keeps it (gRPC A58: λ / (u + e)), and weights follow capacities. The estimate does not
 * depend on the weight, so the loop gain is about 0 and nothing can oscillate.
 *
 * Weights change only when the shares of today would load somebody clearly more than the mean; the
 * more samples, the less counts as clear. A target without an estimate counts as the mean, fewer
 * than two estimates as none. Estimates expire, and weights then go back in steps.
 */

import type { ControlEvent } from '../../model/control.ts';
import type { ServiceStrategy } from '../../model/strategy.ts';
import { controlEvent, percent, rounded } from '../event.ts';
import type { TargetFacts } from '../facts.ts';
import { tallySince } from '../tally.ts';
import { TUNING } from '../tuning.ts';
import { LEVERS } from './levers.ts';
import { type CapacityEstimate, isUsable, type Sizing } from './sizing-state.ts';

export interface SizingInput {
  readonly service: ServiceStrategy;
  readonly region: string;
  readonly targets: readonly TargetFacts[];
  readonly nowMs: number;
}

export interface SizingOutcome {
  readonly sizings: Readonly<Record<string, Sizing>>;
  readonly events: readonly ControlEvent[];
}

export function decideSizings(input: SizingInput): SizingOutcome {
  const { targets, service, nowMs } = input;
  const learnt = targets.map((facts) => ({
    facts,
    name: facts.target.target,
    sizing: { ...facts.state.sizing, estimate: learn(facts, nowMs) },
  }));
  const keep = Object.fromEntries(learnt.map(({ name, sizing }) => [name, sizing]));
  const lastMs = Math.max(0, ...learnt.map(({ sizing }) => sizing.changedAtMs));
  if (nowMs - lastMs < TUNING.sizingSpacingMs) return { sizings: keep, events: [] };
  const known = learnt.filter(({ sizing: { estimate } }) => isUsable(estimate, nowMs));
  const isOff = !service.adapt.load || known.length < 2;
  const wanted = isOff ? relaxed(learnt) : wantedFactors(learnt, nowMs);
  const isDue = isOff
    ? learnt.some(({ sizing }) => sizing.factor !== 1)
    : isUneven(learnt, { wanted, service });
  if (!isDue) return { sizings: keep, events: [] };
  const largest = Math.max(...wanted);
  const sizings = learnt.map(({ name, sizing }, index) => {
    const factor = onGrid((wanted[index] ?? 1) / largest, service);
    return [name, { ...sizing, factor, changedAtMs: nowMs }] as const;
  });
  const outcome = Object.fromEntries(sizings);
  return { sizings: outcome, events: [sizedEvent(input, outcome, isOff)] };
}

interface Learnt {
  readonly facts: TargetFacts;
  readonly name: string;
  readonly sizing: Sizing;
}

function learn({ state, utilisation }: TargetFacts, nowMs: number): CapacityEstimate | null {
  const before = state.sizing.estimate;
  const kept = before !== null && nowMs - before.atMs <= TUNING.sizingExpiryMs ? before : null;
  if (utilisation === null || utilisation.atMs <= (before?.atMs ?? 0)) return kept;
  // A sample that spans a change of its weight is of neither, and the rate needs a full window.
  const movedAtMs = Math.max(state.sizing.changedAtMs, state.trim.movedAtMs);
  const isFull = nowMs - (state.window[0]?.atMs ?? nowMs) >= TUNING.windowMs - 2 * TUNING.tickMs;
  if (nowMs - movedAtMs < TUNING.windowMs || !isFull) return kept;
  const { tries, failures, overload } = tallySince(state.window, nowMs - TUNING.windowMs);
  const answered = tries + overload;
  const rate = (1_000 * answered) / TUNING.windowMs;
  // Hardly used, it says little; A58 waits for continuous reports as well.
  if (rate < TUNING.sizingMinRps || utilisation.ratio < TUNING.sizingMinUtilisation) return kept;
  const rps = rate / (utilisation.ratio + failures / answered);
  const sample = { rps, recentRps: rps, samples: 1, sinceMs: nowMs, atMs: utilisation.atMs };
  if (kept === null) return sample;
  const recentRps = kept.recentRps + TUNING.sizingAlpha * (rps - kept.recentRps);
  const hasChanged = Math.abs(Math.log(recentRps / kept.rps)) > TUNING.sizingChange;
  // Who is always busy has queues and time-outs: a first guess, soon displaced by better ones.
  const isSaturated = utilisation.ratio >= TUNING.sizingSaturated;
  const most = isSaturated ? 3 : TUNING.sizingSamples;
  const samples = hasChanged ? 3 : Math.min(most, kept.samples + 1);
  const mean = hasChanged ? recentRps : kept.rps + (rps - kept.rps) / samples;
  return { ...kept, rps: mean, recentRps, samples, atMs: utilisation.atMs };
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
  { wanted, service }: { wanted: readonly number[]; service: ServiceStrategy },
): boolean {
  const loads = learnt.flatMap(({ facts, sizing }, index) =>
    facts.state.rotation.kind === 'in' ? [sizing.factor / (wanted[index] ?? 1)] : [],
  );
  const mean = loads.reduce((sum, load) => sum + load, 0) / loads.length;
  const samples = Math.min(...learnt.flatMap(({ sizing }) => sizing.estimate?.samples ?? []));
  const isFine = LEVERS[service.algorithm.kind].stepsPerOctave > 1;
  const base = isFine ? TUNING.sizingUneven.fine : TUNING.sizingUneven.coarse;
  return Math.max(...loads) / mean > base + TUNING.sizingUneven.noise / Math.sqrt(samples);
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
  const parts = entries.map(([name, { factor }]) => `${name} ${percent(factor)}`).join(', ');
  const message = isOff
    ? `${region} shares as stated again (${parts}): utilisation is not known or not to be used.`
    : `${region} shares by measured capacity: ${parts} of the full part of a target.`;
  const capacities = entries.map(([name, { estimate }]) => [
    name,
    estimate === null ? null : rounded(estimate.rps),
  ]);
  return controlEvent(nowMs, 'capacity-learnt', {
    upstream: service.upstream,
    region,
    message,
    evidence: { capacityRps: Object.fromEntries(capacities) },
  });
}
