/** Why a split says nothing, as far as its numbers tell. Pure. */

import type { Said } from '../../lib/said.ts';
import { LEAST_EXPECTED } from '../../lib/chi-squared.ts';
import type { SplitRow } from '../../model/checks.ts';
import { sayWhy } from '../../operations/checks-speech.ts';

export function whyUntested(rows: readonly SplitRow[], requests: number): Said {
  const [only] = rows;
  if (rows.length < 2) return sayWhy('one-target', { name: only?.name ?? '–' });
  return sayWhy('too-few', { requests, needed: neededRequests(rows) });
}

/** Two groups must expect enough: the largest share, and all others together. */
function neededRequests(rows: readonly SplitRow[]): number {
  const ratios = rows.map(({ expectedRatio }) => expectedRatio);
  const whole = ratios.reduce((sum, ratio) => sum + ratio, 0);
  const largest = Math.max(...ratios) / whole;
  const smaller = Math.min(largest, 1 - largest);
  return smaller <= 0 ? LEAST_EXPECTED : Math.ceil(LEAST_EXPECTED / smaller);
}
