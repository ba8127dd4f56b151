/**
 * Time-outs of slots (requests, tries). Nearly all are stopped before they ring, so they stay out
 * of the agenda: those of one length stand in a list, in order by themselves, and only the first
 * is on the agenda. Starting and stopping is a few array writes; a slot has at most one timer.
 */

import { grownFloats, grownInts } from './slots.ts';

export interface TimersOptions {
  /** Puts a call of `ring(lane)` on the agenda. */
  readonly arm: (atMs: number, lane: number) => void;
  readonly onRing: (slot: number) => void;
}

const NONE = -1;

export class Timers {
  readonly #arm: TimersOptions['arm'];
  readonly #onRing: TimersOptions['onRing'];
  /** Of each lane. */
  readonly #durationsMs: number[] = [];
  #heads = new Int32Array(0);
  #tails = new Int32Array(0);
  #isArmed = new Int32Array(0);
  /** Of each slot. */
  #lanes = new Int32Array(0);
  #dueMs = new Float64Array(0);
  #next = new Int32Array(0);
  #previous = new Int32Array(0);

  constructor({ arm, onRing }: TimersOptions) {
    this.#arm = arm;
    this.#onRing = onRing;
  }

  /** The lane of timers of this length. */
  laneOf(durationMs: number): number {
    const known = this.#durationsMs.indexOf(durationMs);
    if (known >= 0) return known;
    const lane = this.#durationsMs.push(durationMs) - 1;
    this.#heads = grownInts(this.#heads, lane + 1).fill(NONE, lane);
    this.#tails = grownInts(this.#tails, lane + 1).fill(NONE, lane);
    this.#isArmed = grownInts(this.#isArmed, lane + 1);
    return lane;
  }

  /** There are more slots now. */
  grow(capacity: number): void {
    const before = this.#lanes.length;
    this.#lanes = grownInts(this.#lanes, capacity).fill(NONE, before);
    this.#dueMs = grownFloats(this.#dueMs, capacity);
    this.#next = grownInts(this.#next, capacity);
    this.#previous = grownInts(this.#previous, capacity);
  }

  start(slot: number, lane: number, nowMs: number): void {
    const dueMs = nowMs + (this.#durationsMs[lane] ?? 0);
    const tail = this.#tails[lane] ?? NONE;
    this.#lanes[slot] = lane;
    this.#dueMs[slot] = dueMs;
    this.#next[slot] = NONE;
    this.#previous[slot] = tail;
    this.#tails[lane] = slot;
    if (tail === NONE) this.#heads[lane] = slot;
    else this.#next[tail] = slot;
    if (this.#isArmed[lane] === 1) return;
    this.#isArmed[lane] = 1;
    this.#arm(dueMs, lane);
  }

  /** Does nothing when the slot has no timer. */
  stop(slot: number): void {
    const lane = this.#lanes[slot] ?? NONE;
    if (lane === NONE) return;
    this.#lanes[slot] = NONE;
    const next = this.#next[slot] ?? NONE;
    const previous = this.#previous[slot] ?? NONE;
    if (previous === NONE) this.#heads[lane] = next;
    else this.#next[previous] = next;
    if (next === NONE) this.#tails[lane] = previous;
    else this.#previous[next] = previous;
  }

  /** Rings those of the lane that are due, and arms it for the next. */
  ring(lane: number, nowMs: number): void {
    for (;;) {
      const head = this.#heads[lane] ?? NONE;
      if (head === NONE) {
        this.#isArmed[lane] = 0;
        return;
      }
      const dueMs = this.#dueMs[head] ?? 0;
      if (dueMs > nowMs) {
        this.#arm(dueMs, lane);
        return;
      }
      this.stop(head);
      this.#onRing(head);
    }
  }
}
