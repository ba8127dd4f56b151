/**
 * What a target's weight can and cannot do under each of Kong's algorithms, as data.
 *
 * - round-robin: a weight is an exact share (recordings, facts 72 and 87), so a slow target is
 *   trimmed in fine steps and keeps a trickle that says when it is well.
 * - least-connections: it already sends less to a slow target, and a smaller weight starves one
 *   whenever fewer requests are in flight than weights differ (fact 75). So: only what is clearly and lastingly
 *   slow, in octaves, never 0; the way back is a test at full weight, since a starved target
 *   gives no evidence.
 * - consistent-hashing: a change of weight moves keys (100 → 50 moves 19 % of them, kong-facts A5),
 *   so there are two big steps and long waits. A factor never adds ring places: they are
 *   parts of 160 · targets.
 *
 * `latency` as Kong's algorithm is not offered (design §7).
 */

import type { Algorithm } from '../../model/strategy.ts';

export interface Lever {
  /** Slower than its pool by less than this is left alone; nats (0.2 = 1.22×, 0.7 = 2×). */
  readonly deadBand: number;
  /** How long a target must have been slow before its first trim, once the test alarms. */
  readonly persistMs: number;
  /** The same without an alarm, for small and lasting differences; `null`: never. */
  readonly patientMs: number | null;
  /** Trims are parts 2^(−k / stepsPerOctave) of the full weight. */
  readonly stepsPerOctave: number;
  /** The least part of its weight that a trimmed target keeps. */
  readonly trickle: number;
  /** Whether a part of the weight is that part of the traffic. */
  readonly isExact: boolean;
  /** First wait before more weight; doubles with each relapse. */
  readonly holdMs: { readonly slow: number; readonly extreme: number };
}

export const LEVERS: Readonly<Record<Algorithm['kind'], Lever>> = {
  'round-robin': {
    deadBand: 0.2,
    persistMs: 3_000,
    patientMs: 20_000,
    stepsPerOctave: 4,
    trickle: 0.02,
    isExact: true,
    holdMs: { slow: 10_000, extreme: 10_000 },
  },
  'least-connections': {
    deadBand: 0.7,
    persistMs: 8_000,
    patientMs: null,
    stepsPerOctave: 1,
    trickle: 1 / 32,
    isExact: false,
    holdMs: { slow: 20_000, extreme: 30_000 },
  },
  'consistent-hashing': {
    deadBand: 0.7,
    persistMs: 8_000,
    patientMs: null,
    stepsPerOctave: 0.5,
    trickle: 1 / 16,
    isExact: true,
    holdMs: { slow: 60_000, extreme: 30_000 },
  },
};
