/**
 * Wanted weights against actual ones → changes in a safe order: all raises before all lowerings,
 * so that no prefix of the plan holds less capacity than the worse of its two ends (G2). Only what
 * differs is in it (G6). A plan is a value: dry-run is not applying it.
 */

import type { Plan, WeightChange, Weights } from '../model/control.ts';

export interface PlanInput {
  readonly gateway: string;
  readonly upstream: string;
  readonly desired: Weights;
  /** As in Kong's database now; targets that Kong does not have cannot be written. */
  readonly actual: Weights;
}

export function planWeights({ gateway, upstream, desired, actual }: PlanInput): Plan {
  const changes: WeightChange[] = [];
  for (const [target, to] of Object.entries(desired)) {
    const from = actual[target];
    if (from !== undefined && from !== to) changes.push({ upstream, target, from, to });
  }
  return { gateway, changes: changes.sort(raisesFirst) };
}

/** Largest raise first; then the largest lowering; ties by name. */
function raisesFirst(a: WeightChange, b: WeightChange): number {
  const isRaise = (change: WeightChange) => change.to > change.from;
  if (isRaise(a) !== isRaise(b)) return isRaise(a) ? -1 : 1;
  const bySize = Math.abs(b.to - b.from) - Math.abs(a.to - a.from);
  return bySize !== 0 ? bySize : a.target < b.target ? -1 : 1;
}

/** Targets of the strategy that Kong does not have. */
export function missingTargets({ desired, actual }: Pick<PlanInput, 'desired' | 'actual'>) {
  return Object.keys(desired).filter((target) => actual[target] === undefined);
}
