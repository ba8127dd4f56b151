import { TUNING } from './tuning.ts';

/** How many of a region's targets may be out, or down to a trickle, at once (control-law.md §9 ii). */
export function outCap(count: number): number {
  return Math.max(1, Math.floor(count * TUNING.ejectedMaxRatio));
}
