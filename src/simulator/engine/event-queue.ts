/**
 * The agenda: a 4-ary min-heap of events by time, on typed arrays, so that no event allocates; and
 * beside it a ring for each constant delay, whose events come in order by themselves.
 *
 * An event is a time and a number that says what is due. Events of equal time leave in the order in
 * which they came. Taking the first event leaves a hole at the root, which the next event put in
 * fills: most events cause one other, and so cost one walk through the heap instead of two.
 */

import { EventRing } from './event-ring.ts';

const INITIAL_CAPACITY = 1_024;
const ARITY = 4;
/** In place of the index of a ring. */
const HEAP = -1;

export class EventQueue {
  #times = new Float64Array(INITIAL_CAPACITY);
  /** Order of arrival, modulo 2³². */
  #orders = new Int32Array(INITIAL_CAPACITY);
  #payloads = new Int32Array(INITIAL_CAPACITY);
  #size = 0;
  #hasHole = false;
  #nextOrder = 0;
  readonly #rings: EventRing[] = [];
  /** Time of the first event of each ring, `Infinity` for none. */
  #ringHeads = new Float64Array(0);
  /** Where the first event is, as `headMs` found it. */
  #first = HEAP;

  get size(): number {
    const inRings = this.#rings.reduce((sum, ring) => sum + ring.size, 0);
    return inRings + (this.#hasHole ? this.#size - 1 : this.#size);
  }

  /** Time of the first event; `Infinity` when there is none. */
  headMs(): number {
    if (this.#hasHole) this.#fillHole();
    let firstMs = this.#size === 0 ? Infinity : (this.#times[0] ?? Infinity);
    let first = HEAP;
    const heads = this.#ringHeads;
    for (let ring = 0; ring < heads.length; ring += 1) {
      const headMs = heads[ring] ?? Infinity;
      if (headMs < firstMs || (headMs === firstMs && this.#isBefore(ring, first))) {
        first = ring;
        firstMs = headMs;
      }
    }
    this.#first = first;
    return firstMs;
  }

  /** Takes the first event; only after `headMs` said that there is one. */
  pop(): number {
    const first = this.#first;
    if (first === HEAP) {
      this.#hasHole = true;
      return this.#payloads[0] ?? -1;
    }
    const ring = this.#rings[first];
    if (ring === undefined) return -1;
    const payload = ring.shift();
    this.#ringHeads[first] = ring.headMs();
    return payload;
  }

  /** Makes a ring; its events have to be put in with times that never decrease. */
  addRing(): number {
    const count = this.#rings.push(new EventRing());
    this.#ringHeads = Float64Array.from(this.#rings, (ring) => ring.headMs());
    return count - 1;
  }

  pushToRing(index: number, atMs: number, payload: number): void {
    const ring = this.#rings[index];
    if (ring === undefined) return;
    const order = this.#nextOrder;
    this.#nextOrder = (order + 1) | 0;
    if (ring.size === 0) this.#ringHeads[index] = atMs;
    ring.push(atMs, order, payload);
  }

  push(atMs: number, payload: number): void {
    const order = this.#nextOrder;
    this.#nextOrder = (order + 1) | 0;
    if (this.#hasHole) {
      this.#hasHole = false;
      this.#sink(atMs, order, payload);
      return;
    }
    if (this.#size === this.#times.length) this.#grow();
    this.#size += 1;
    this.#rise(atMs, order, payload);
  }

  /** Which of two first events of equal time came first; one of them may be the heap's. */
  #isBefore(ring: number, other: number): boolean {
    const order = this.#rings[ring]?.headOrder() ?? 0;
    const otherOrder = other === HEAP ? this.#orders[0] : this.#rings[other]?.headOrder();
    return this.#rings[ring]?.size !== 0 && ((order - (otherOrder ?? 0)) | 0) < 0;
  }

  #fillHole(): void {
    this.#hasHole = false;
    const last = this.#size - 1;
    this.#size = last;
    if (last === 0) return;
    this.#sink(this.#times[last] ?? 0, this.#orders[last] ?? 0, this.#payloads[last] ?? 0);
  }

  /** Puts an event in at the end and lets it rise past all that come after it. */
  #rise(atMs: number, order: number, payload: number): void {
    const times = this.#times;
    const orders = this.#orders;
    const payloads = this.#payloads;
    let position = this.#size - 1;
    while (position > 0) {
      const parent = (position - 1) >> 2;
      // Of equal times the one that was there first stays in front, and this one is the newest.
      if (!(atMs < (times[parent] ?? 0))) break;
      times[position] = times[parent] ?? 0;
      orders[position] = orders[parent] ?? 0;
      payloads[position] = payloads[parent] ?? 0;
      position = parent;
    }
    times[position] = atMs;
    orders[position] = order;
    payloads[position] = payload;
  }

  /** Puts an event in at the root and lets it sink below all that come before it. */
  #sink(atMs: number, order: number, payload: number): void {
    const times = this.#times;
    const orders = this.#orders;
    const payloads = this.#payloads;
    const size = this.#size;
    let position = 0;
    for (;;) {
      const firstChild = position * ARITY + 1;
      if (firstChild >= size) break;
      const end = firstChild + ARITY < size ? firstChild + ARITY : size;
      let best = firstChild;
      let bestMs = times[firstChild] ?? 0;
      for (let child = firstChild + 1; child < end; child += 1) {
        const childMs = times[child] ?? 0;
        const isFirst =
          childMs < bestMs ||
          (childMs === bestMs && (((orders[child] ?? 0) - (orders[best] ?? 0)) | 0) < 0);
        if (isFirst) {
          best = child;
          bestMs = childMs;
        }
      }
      if (atMs < bestMs) break;
      if (atMs === bestMs && ((order - (orders[best] ?? 0)) | 0) < 0) break;
      times[position] = bestMs;
      orders[position] = orders[best] ?? 0;
      payloads[position] = payloads[best] ?? 0;
      position = best;
    }
    times[position] = atMs;
    orders[position] = order;
    payloads[position] = payload;
  }

  #grow(): void {
    const capacity = this.#times.length * 2;
    const times = new Float64Array(capacity);
    const orders = new Int32Array(capacity);
    const payloads = new Int32Array(capacity);
    times.set(this.#times);
    orders.set(this.#orders);
    payloads.set(this.#payloads);
    this.#times = times;
    this.#orders = orders;
    this.#payloads = payloads;
  }
}
