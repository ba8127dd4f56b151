/**
 * The failures of one simulated year. Each source has its own stream of random numbers per year and
 * each failure draws the same count of them, so that two designs, or two values of an assumption,
 * meet the same failures (common random numbers) and their difference is not noise.
 */

import { assert } from '../../lib/assert.ts';
import { exponential, seededRandom, type Random } from '../../lib/random.ts';
import type { Effect } from './losses.ts';
import { shareOf, YEAR_MS, type FaultPlan, type FaultSource, type ForecastModel } from './model.ts';
import type { Part } from './parts.ts';
import type { Duration } from './phase-times.ts';

/** An effect for a while. */
export interface TimedEffect {
  readonly fromMs: number;
  readonly untilMs: number;
  readonly effect: Effect;
}

/** A loss at one moment, in ms of full outage. */
export interface SpotLoss {
  readonly atMs: number;
  readonly part: Part;
  readonly lossMs: number;
}

export interface Year {
  readonly effects: TimedEffect[];
  readonly spots: SpotLoss[];
}

/** A source with its effects made once: their identity is what sums of years are cached by. */
export interface PreparedSource {
  readonly source: FaultSource;
  /** Of the traffic, in peace; 0 for what is no region. */
  readonly share: number;
  readonly plans: readonly PreparedPlan[];
}

interface PreparedPlan {
  readonly plan: FaultPlan;
  readonly stages: readonly { readonly duration: Duration; readonly effect: Effect }[];
  /** Broken and out of the rotation; repaired and still out. */
  readonly out: Effect;
  readonly returning: Effect;
}

/** Draws per failure, whatever its plan: plan, repair, and this many stages. */
const STAGES_MAX = 4;
/** More failures of one source in a year are not drawn: the assumption is then absurd. */
const FAILURES_MAX = 100_000;

export function prepareSources(model: ForecastModel): PreparedSource[] {
  return model.sources.map((source) => {
    const { scope, cause } = source;
    const plans = source.plans.map((plan) => ({
      plan,
      stages: plan.stages.map(({ part, ratio, duration }) => ({
        duration,
        effect: { kind: 'failing', scope, cause, part, ratio } as const,
      })),
      out: { kind: 'out', scope, cause, ratio: plan.failingRatio } as const,
      returning: { kind: 'out', scope, cause, ratio: 0 } as const,
    }));
    return { source, share: shareOf(model, source), plans };
  });
}

export function drawYear(
  sources: readonly PreparedSource[],
  { seed, year }: { seed: number; year: number },
): Year {
  const drawn: Year = { effects: [], spots: [] };
  for (const [index, prepared] of sources.entries()) {
    const random = seededRandom(year + 2 ** 32 * ((seed * 1_009 + index) % 2 ** 20));
    const gapMs = YEAR_MS / prepared.source.perYear;
    let atMs = exponential(random, gapMs);
    for (let count = 0; atMs < YEAR_MS && count < FAILURES_MAX; count += 1) {
      addFailure(drawn, { prepared, atMs, random });
      atMs += exponential(random, gapMs);
    }
  }
  return drawn;
}

function addFailure(
  year: Year,
  { prepared, atMs, random }: { prepared: PreparedSource; atMs: number; random: Random },
): void {
  const { source, share, plans } = prepared;
  const { plan, stages, out, returning } = choosePlan(plans, random());
  const repairedMs = atMs + exponential(random, source.repairMs);
  let fromMs = atMs;
  for (let index = 0; index < STAGES_MAX; index += 1) {
    const draw = random();
    const stage = stages[index];
    if (stage === undefined) continue;
    const untilMs = Math.min(fromMs + lengthOf(stage.duration, draw), repairedMs);
    add(year, { fromMs, untilMs, effect: stage.effect });
    fromMs = untilMs;
  }
  if (plan.startLossMs > 0) {
    year.spots.push({ atMs, part: 'falseFailover', lossMs: plan.startLossMs * share });
  }
  const wasRepairedFirst = source.repairMs > 0 && fromMs >= repairedMs;
  if (!plan.isMoved || wasRepairedFirst) return;
  const backMs = repairedMs + plan.returnMs;
  add(year, { fromMs, untilMs: repairedMs, effect: out });
  add(year, { fromMs: repairedMs, untilMs: backMs, effect: returning });
  if (plan.returnLossMs > 0) {
    year.spots.push({ atMs: backMs, part: 'failback', lossMs: plan.returnLossMs * share });
  }
}

function add(year: Year, timed: TimedEffect): void {
  if (timed.untilMs > timed.fromMs) year.effects.push(timed);
}

function lengthOf({ lowMs, highMs }: Duration, draw: number): number {
  return lowMs === highMs ? lowMs : lowMs + draw * (highMs - lowMs);
}

function choosePlan(plans: readonly PreparedPlan[], draw: number): PreparedPlan {
  let rest = draw;
  for (const plan of plans) {
    rest -= plan.plan.probability;
    if (rest < 0) return plan;
  }
  const last = plans.at(-1); // rounding of the probabilities
  assert(last !== undefined, 'a source has plans');
  return last;
}
