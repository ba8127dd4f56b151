/**
 * What would have to improve first: by formula, how the expected downtime follows each assumption
 * (elasticity, by central differences) and what is saved when it is twice as good.
 */

import type { AssumptionKey } from './assumptions.ts';
import { buildModel } from './build-model.ts';
import { forecastByFormula } from './formula.ts';
import type { ForecastInput } from './input.ts';
import { totalOf } from './parts.ts';

export const LEVERS = [
  'targetMtbfMs',
  'targetMttrMs',
  'regionMtbfMs',
  'regionMttrMs',
  'gatewayMtbfMs',
  'gatewayMttrMs',
  'clientSwitchMs',
  'commonCauseRatio',
  'commonCauseMttrMs',
  'coverageRatio',
  'personMs',
  'falseFailoverMs',
  'failbackMistakeRatio',
  'detection',
  'action',
  'load',
] as const;

export type Lever = (typeof LEVERS)[number];

export interface Sensitivity {
  readonly lever: Lever;
  /** Percent more downtime for one percent more of it. */
  readonly elasticity: number;
  /** ms per year less when it is twice as good: rarer, shorter, or half of what escapes it. */
  readonly savedMs: number;
}

const STEP_RATIO = 0.01;
/** Larger is better. */
const RARER_IS_BETTER: ReadonlySet<Lever> = new Set([
  'targetMtbfMs',
  'regionMtbfMs',
  'gatewayMtbfMs',
  'falseFailoverMs',
]);

/** Largest saving first. */
export function sensitivities(input: ForecastInput): readonly Sensitivity[] {
  const baseMs = expectedMs(input);
  if (baseMs === 0) return [];
  const rows = LEVERS.map((lever) => {
    const moreMs = expectedMs(scaledBy(input, lever, 1 + STEP_RATIO));
    const lessMs = expectedMs(scaledBy(input, lever, 1 - STEP_RATIO));
    const better = scaledBy(input, lever, RARER_IS_BETTER.has(lever) ? 2 : 0.5);
    return {
      lever,
      elasticity: (moreMs - lessMs) / (2 * STEP_RATIO * baseMs),
      savedMs: baseMs - expectedMs(better),
    };
  });
  return rows.toSorted((left, right) => right.savedMs - left.savedMs);
}

function expectedMs(input: ForecastInput): number {
  return totalOf(forecastByFormula(buildModel(input)));
}

function scaledBy(input: ForecastInput, lever: Lever, factor: number): ForecastInput {
  const { assumptions, scale } = input;
  if (lever === 'load') return { ...input, rps: input.rps * factor };
  if (lever === 'detection' || lever === 'action') {
    return { ...input, scale: { ...scale, [lever]: scale[lever] * factor } };
  }
  // What escapes coverage is scaled, so that "twice as good" halves that.
  if (lever === 'coverageRatio') {
    return withAssumption(input, lever, 1 - (1 - assumptions.coverageRatio) * factor);
  }
  return withAssumption(input, lever, assumptions[lever] * factor);
}

function withAssumption(input: ForecastInput, key: AssumptionKey, value: number): ForecastInput {
  return { ...input, assumptions: { ...input.assumptions, [key]: value } };
}
