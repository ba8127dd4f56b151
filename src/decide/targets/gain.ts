/**
 * How hard a trim may push without oscillating (control-law.md §5.1, simulated there). A trim is
 * integral control in log-weights: x ← x − η·e, and the latency answers a change of load with
 * the loop gain g = ρ / (1 − ρ). With a delay of d moves it is stable while η·g < bound(d) =
 * 2·sin(π / (2(2d + 1))); half of that is used (gain margin 2).
 */

/** By delay in moves: from a decision to the first evidence of what it did. */
const BOUND: readonly number[] = [2, 1, 0.618, 0.445, 0.347, 0.285];

/** A trim waits for the evidence of its last move, so a move is what the delay is counted in. */
const DELAY_MOVES = 1;

/** Load that is assumed when nothing says it, between the usual and the ceiling. */
const ASSUMED_LOAD = 0.7;

/** No single step is larger than this, however low the load; α of control-law.md §9.4 is 0.2. */
const MAX_GAIN = 0.4;

/** @param load ρ of the pool (0–1); `null` when neither capacity nor utilisation is known. */
export function trimGain(load: number | null, delayMoves: number = DELAY_MOVES): number {
  const rho = Math.min(0.98, Math.max(0.05, load ?? ASSUMED_LOAD));
  const bound = BOUND[Math.min(delayMoves, BOUND.length - 1)] ?? 0;
  return Math.min(MAX_GAIN, (0.5 * bound * (1 - rho)) / rho);
}
