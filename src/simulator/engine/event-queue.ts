/**
 * The agenda's events by time: the near ones, which are nearly all, in a wheel, the others in a heap.
 *
 * An event is a time and a number that says what is due. Events of equal time leave in the order in
 * which they came.
 */

import { EventHeap } from './event-heap.ts';
import { EventWheel } from './event-wheel.ts';

export class EventQueue {
  readonly #near = new EventWheel();
  readonly #far = new EventHeap();
  /** Modulo 2³². */
  #nextOrder = 0;
  /** Where the first event is, as `headMs` found it. */
  #isNear = false;

  get size(): number {
    return this.#near.size + this.#far.size;
  }

  /** Time of the first event; `Infinity` when there is none. */
  headMs(): number {
    const nearMs = this.#near.headMs;
    const farMs = this.#far.headMs();
    this.#isNear = nearMs < farMs || (nearMs === farMs && this.#isNearFirst());
    return this.#isNear ? nearMs : farMs;
  }

  /** Takes the first event; only after `headMs` said that there is one. */
  pop(): number {
    if (this.#isNear) return this.#near.pop();
    this.#near.advance(this.#far.headMs());
    return this.#far.pop();
  }

  push(atMs: number, payload: number): void {
    const order = this.#nextOrder;
    this.#nextOrder = (order + 1) | 0;
    if (!this.#near.push(atMs, order, payload)) this.#far.push(atMs, order, payload);
  }

  /** Of two first events of equal time. */
  #isNearFirst(): boolean {
    return this.#near.size > 0 && ((this.#near.headOrder() - this.#far.headOrder()) | 0) < 0;
  }
}
