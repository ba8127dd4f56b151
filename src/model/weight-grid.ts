/**
 * Shares → integer weights. Every upstream's weights add up to `WEIGHT_TOTAL`, so that a weight
 * reads as hundredths of a percent and the same decision always gives the same bytes (G6).
 *
 * Invariants: a target with a positive ratio gets at least 1 (Kong's last resort, G1); one with
 * ratio 0 gets 0; rounding is by largest remainder, ties by name, so the order of input is
 * irrelevant. 10,000 slots is a small wheel for Kong (kong-recordings fact 99).
 */

import { assert } from '../lib/assert.ts';
import type { Weights } from './control.ts';

export const WEIGHT_TOTAL = 10_000;

/** Ratios by target, of any scale → weights by target, in order of name. */
export function toWeightGrid(ratios: Readonly<Record<string, number>>): Weights {
  const entries = Object.entries(ratios).sort(byName);
  const live = entries.filter(([, ratio]) => ratio > 0);
  assert(live.length <= WEIGHT_TOTAL, `more than ${WEIGHT_TOTAL} targets in one upstream`);
  const sum = live.reduce((total, [, ratio]) => total + ratio, 0);
  const weights: Record<string, number> = {};
  for (const [target] of entries) weights[target] = 0;
  if (live.length === 0) return weights;

  const exact = live.map(([target, ratio]) => ({ target, value: (ratio / sum) * WEIGHT_TOTAL }));
  let left = WEIGHT_TOTAL;
  for (const { target, value } of exact) {
    weights[target] = Math.max(1, Math.floor(value));
    left -= weights[target];
  }
  const byRemainder = exact
    .filter(({ value }) => value >= 1)
    .sort((a, b) => remainder(b.value) - remainder(a.value) || compare(a.target, b.target));
  for (let turn = 0; left > 0; turn += 1) {
    const { target } = byRemainder[turn % byRemainder.length] ?? exact[0] ?? { target: '' };
    weights[target] = (weights[target] ?? 0) + 1;
    left -= 1;
  }
  // The floor of 1 can overdraw; the heaviest pay, since they notice it least.
  while (left < 0) {
    const heaviest = exact.reduce((a, b) =>
      (weights[b.target] ?? 0) > (weights[a.target] ?? 0) ? b : a,
    ).target;
    weights[heaviest] = (weights[heaviest] ?? 0) - 1;
    left += 1;
  }
  return weights;
}

function byName([a]: [string, number], [b]: [string, number]): number {
  return compare(a, b);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Rounded, so that two equal ratios are not told apart by floating-point noise. */
function remainder(value: number): number {
  return Math.round((value - Math.floor(value)) * 1e9);
}
