/**
 * In which steps an ejected or new target gets its weight back, by algorithm, as data.
 *
 * - round-robin: a part of the weight is a part of the traffic, so it is raised from 4 %, about
 *   × 1.35 a second (control-law.md §9 ii), in few writes; slower for one that was dead and may be
 *   cold, whose 30 s are Envoy's slow start.
 * - least-connections: a weight of 1/k or less gets nothing while another target has fewer than k
 *   requests open (recordings, fact 75), and how many they have nobody knows. So it is tried for a
 *   slice of time, one part in ten, then one in three; the first slices at weights that may starve
 *   it, since a request or two say as much as a hundred, and each further one at more.
 * - consistent-hashing: each step moves keys, so there is one.
 */

import type { ServiceStrategy } from '../../model/strategy.ts';
import { TUNING } from '../tuning.ts';

export interface ReturnStep {
  /** Part of its own weight while it is on. */
  readonly shareRatio: number;
  /** Shares of its first slices, before it is given `shareRatio`. */
  readonly gentler: readonly number[];
  /** How long it is on at a time, and at least in this step. */
  readonly dwellMs: number;
  /** How long it is off between; 0 = it stays on. */
  readonly restMs: number;
}

/** One stretch of time in which it is on, and the rest after it. */
export interface Slice {
  /** From 0: how many were before it in this step. */
  readonly index: number;
  readonly sinceMs: number;
  /** Tries of the step before it began. */
  readonly triesBefore: number;
}

export function returnSteps(
  { algorithm, health }: ServiceStrategy,
  { isCold, fullRps }: { readonly isCold: boolean; readonly fullRps: number },
): readonly ReturnStep[] {
  // No write sooner after another (G6).
  const spacingMs = TUNING.spacingIntervals * health.intervalMs;
  switch (algorithm.kind) {
    case 'round-robin': {
      const dwellMs = Math.max(spacingMs, isCold ? TUNING.coldDwellMs : TUNING.trialMinMs);
      // At high rates the first step is smaller: a second of it already says enough.
      const least = TUNING.trialLeastRatio;
      const first = Math.max(least, TUNING.trialRps / Math.max(1e-3, fullRps));
      return TUNING.trialSteps.map((share, index) => ({
        shareRatio: index === 0 ? Math.min(share, first) : share,
        gentler: [],
        dwellMs,
        restMs: 0,
      }));
    }
    case 'least-connections':
      return TUNING.sliceRests.map((rests, index) => ({
        shareRatio: 1,
        gentler: index === 0 ? TUNING.sliceShares : [],
        dwellMs: spacingMs,
        restMs: rests * spacingMs,
      }));
    case 'consistent-hashing':
      return [
        {
          shareRatio: 0.25,
          gentler: [],
          dwellMs: Math.max(spacingMs, TUNING.coldDwellMs),
          restMs: 0,
        },
      ];
  }
}

export function firstSlice(sinceMs: number): Slice {
  return { index: 0, sinceMs, triesBefore: 0 };
}

/** The slice of now: a starved one is followed at once by one of more weight, others after a rest. */
export function sliceAt(
  { gentler, dwellMs, restMs }: ReturnStep,
  slice: Slice,
  { tries, nowMs }: { readonly tries: number; readonly nowMs: number },
): Slice {
  const passedMs = nowMs - slice.sinceMs;
  const isStarved = tries === slice.triesBefore && slice.index < gentler.length;
  if (restMs === 0 || passedMs < (isStarved ? dwellMs : dwellMs + restMs)) return slice;
  return { index: slice.index + 1, sinceMs: nowMs, triesBefore: tries };
}

/** Part of its weight in the slice of now. */
export function shareIn(
  { shareRatio, gentler, dwellMs, restMs }: ReturnStep,
  { index, sinceMs }: Slice,
  nowMs: number,
): number {
  if (restMs > 0 && nowMs - sinceMs >= dwellMs) return 0;
  return gentler[index] ?? shareRatio;
}
