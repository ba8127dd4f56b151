/**
 * The clock and the agenda of a simulation, as its users see them. Time is virtual, in ms from 0;
 * what is due at the same moment happens in the order in which it was scheduled.
 */

export interface Engine {
  readonly nowMs: number;
  /** Taken from the agenda and handled so far, of every kind. */
  readonly events: number;
  /**
   * Calls `run` at that moment (at once in virtual time when it lies in the past), from within
   * `run(…)` of the engine. For what happens rarely (faults, ticks, messages): it costs a closure.
   */
  schedule(atMs: number, run: () => void): void;
  /**
   * Handles everything due up to and including `untilMs` and leaves the clock there; stops early,
   * after the event at hand, when something called `interrupt`.
   */
  run(untilMs: number): 'done' | 'interrupted';
  /** Makes `run` return after the event at hand, so that promises settled by it can go on. */
  interrupt(): void;
}
