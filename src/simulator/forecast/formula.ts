/**
 * Expected downtime per year by formula (control-law 6): each source by itself, rate × duration of
 * each phase × what is lost in it, plus the product term for all regions gone at once.
 *
 *     Σ ν · [c·(T_det + T_act + T_conv/2) + (1−c)·T_repair] · share  +  ν_cc·T_cc  +  overload  + …
 *
 * Exact for the mean when failures do not overlap and durations vary little beside repair times;
 * with T exponential of mean m, the expected part of it between a and b is m·(e^{−a/m} − e^{−b/m}).
 */

import { lossesOf, overloadOf, type Effect } from './losses.ts';
import { shareOf, YEAR_MS, type FaultPlan, type FaultSource, type ForecastModel } from './model.ts';
import { noParts, PARTS, type Parts } from './parts.ts';
import { meanOf } from './phase-times.ts';

export function forecastByFormula(model: ForecastModel): Parts {
  const total = noParts();
  const peace = lossesOf(model, []);
  const peaceOverload = overloadOf(model.demand, peace.loads, null);
  for (const [source, count] of counted(model.sources)) {
    for (const plan of source.plans) {
      const rate = count * source.perYear * plan.probability;
      for (const { effect, expectedMs } of expectedEffects(source, plan)) {
        if (expectedMs === 0) continue;
        const { parts, loads } = lossesOf(model, [effect]);
        for (const part of PARTS) total[part] += rate * expectedMs * parts[part];
        const excess = overloadOf(model.demand, loads, null) - peaceOverload;
        total.overload += rate * expectedMs * Math.max(0, excess) * model.overflowFactor;
      }
      const share = shareOf(model, source);
      total.falseFailover += rate * plan.startLossMs * share;
      total.failback += rate * outChance(source, plan) * plan.returnLossMs * share;
    }
  }
  total.noRegionLeft += YEAR_MS * allRegionsGone(model);
  return total;
}

/** The targets of a region are one and the same source (sources.ts). */
function counted(sources: readonly FaultSource[]): ReadonlyMap<FaultSource, number> {
  const counts = new Map<FaultSource, number>();
  for (const source of sources) counts.set(source, (counts.get(source) ?? 0) + 1);
  return counts;
}

interface ExpectedEffect {
  readonly effect: Effect;
  readonly expectedMs: number;
}

function expectedEffects(source: FaultSource, plan: FaultPlan): ExpectedEffect[] {
  const { scope, cause, repairMs } = source;
  const effects: ExpectedEffect[] = [];
  let fromMs = 0;
  for (const { part, ratio, duration } of plan.stages) {
    const untilMs = fromMs + meanOf(duration);
    const expectedMs = repairMs * (survival(fromMs, repairMs) - survival(untilMs, repairMs));
    effects.push({ effect: { kind: 'failing', scope, cause, part, ratio }, expectedMs });
    fromMs = untilMs;
  }
  if (!plan.isMoved) return effects;
  const chance = outChance(source, plan);
  return [
    ...effects,
    {
      effect: { kind: 'out', scope, cause, ratio: plan.failingRatio },
      expectedMs: repairMs * chance,
    },
    { effect: { kind: 'out', scope, cause, ratio: 0 }, expectedMs: plan.returnMs * chance },
  ];
}

/** Probability that it is not repaired before its traffic has moved. */
function outChance({ repairMs }: FaultSource, plan: FaultPlan): number {
  if (!plan.isMoved) return 0;
  if (repairMs === 0) return 1;
  const movedMs = plan.stages.reduce((sum, { duration }) => sum + meanOf(duration), 0);
  return survival(movedMs, repairMs);
}

function survival(afterMs: number, meanMs: number): number {
  return afterMs === 0 ? 1 : Math.exp(-afterMs / meanMs);
}

/** Probability that no region works, as if independent: the product of what each is gone. */
function allRegionsGone(model: ForecastModel): number {
  const gone = model.regions.map((region, index) => {
    const whole = unavailability(model, { kind: 'region', index });
    const targets = unavailability(model, { kind: 'target', index }) / region.targets;
    // With one region, and with one target in it, single failures are counted already.
    const isSingle = model.regions.length === 1;
    const byTargets = isSingle && region.targets === 1 ? 0 : targets ** region.targets;
    return (isSingle ? 0 : whole) + byTargets;
  });
  return gone.reduce((product, ratio) => product * ratio, 1);
}

function unavailability(
  { sources }: ForecastModel,
  place: { readonly kind: 'region' | 'target'; readonly index: number },
): number {
  let brokenMs = 0;
  for (const source of sources) {
    const { scope, perYear, repairMs } = source;
    if (scope.kind !== place.kind || scope.region !== place.index) continue;
    for (const plan of source.plans) {
      const outMs = repairMs * outChance(source, plan) * plan.failingRatio;
      brokenMs += perYear * plan.probability * outMs;
    }
  }
  return brokenMs / YEAR_MS;
}
