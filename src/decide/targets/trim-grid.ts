/** The geometric grid on which trims go into weights, so that few of their changes are writes (G6). */

import type { ServiceStrategy } from '../../model/strategy.ts';
import { TUNING } from '../tuning.ts';
import { type Lever, LEVERS } from './levers.ts';
import type { Trim } from './trim-state.ts';

/** On the grid, with hysteresis: a level must be most of a step away before it is another. */
export function stepOf(level: number, present: number, lever: Lever): number {
  if (level >= 1) return 0;
  const exact = -Math.log2(level) * lever.stepsPerOctave;
  if (level <= lever.trickle) return Math.round(exact);
  return Math.abs(exact - present) < TUNING.trimHysteresis ? present : Math.round(exact);
}

/** Part of its full weight that a trimmed target gets. */
export function trimFactor({ step }: Trim, service: ServiceStrategy): number {
  return 2 ** (-step / LEVERS[service.algorithm.kind].stepsPerOctave);
}

/** Writes are spaced (G6), and the evidence of one comes a tick after it. */
export function moveSpacingMs({ health }: ServiceStrategy): number {
  return TUNING.spacingIntervals * health.intervalMs + TUNING.trimSettleMs;
}
