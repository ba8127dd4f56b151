/**
 * In which steps an ejected or new target gets its weight back, by algorithm, as data.
 *
 * - round-robin: a part of the weight is a part of the traffic, so it is raised from 4 %, about
 *   × 1.35 a second (control-law.md §9 ii), in few writes; slower for one that was dead and may be
 *   cold, whose 30 s are Envoy's slow start.
 * - least-connections: a small weight gets nothing (recordings, fact 75), so it gets its full weight
 *   for a short while: one part in ten of the time, then one in three.
 * - consistent-hashing: each step moves keys, so there is one.
 */

import type { ServiceStrategy } from '../../model/strategy.ts';
import { TUNING } from '../tuning.ts';

export interface ReturnStep {
  /** Part of its own weight while it is on. */
  readonly shareRatio: number;
  /** How long it is on at a time, and at least in this step. */
  readonly dwellMs: number;
  /** How long it is off between; 0 = it stays on. */
  readonly restMs: number;
}

export function returnSteps(
  { algorithm, health }: ServiceStrategy,
  { isCold }: { readonly isCold: boolean },
): readonly ReturnStep[] {
  // No write sooner after another (G6).
  const spacingMs = TUNING.spacingIntervals * health.intervalMs;
  switch (algorithm.kind) {
    case 'round-robin': {
      const dwellMs = Math.max(spacingMs, isCold ? TUNING.coldDwellMs : TUNING.trialMinMs);
      return TUNING.trialSteps.map((shareRatio) => ({ shareRatio, dwellMs, restMs: 0 }));
    }
    case 'least-connections':
      return TUNING.sliceRests.map((rests) => ({
        shareRatio: 1,
        dwellMs: spacingMs,
        restMs: rests * spacingMs,
      }));
    case 'consistent-hashing':
      return [{ shareRatio: 0.25, dwellMs: Math.max(spacingMs, TUNING.coldDwellMs), restMs: 0 }];
  }
}

/** Part of its weight so long after the step began. */
export function shareAt({ shareRatio, dwellMs, restMs }: ReturnStep, passedMs: number): number {
  return restMs === 0 || passedMs % (dwellMs + restMs) < dwellMs ? shareRatio : 0;
}
