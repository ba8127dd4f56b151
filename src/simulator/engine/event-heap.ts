/**
 * Events that are far off, or came late: a 4-ary min-heap by time, on typed arrays.
 *
 * Events of equal time leave by their order. Taking the first leaves a hole at the root, which the
 * next event put in fills: one walk through the heap instead of two.
 */

const INITIAL_CAPACITY = 1_024;
const ARITY = 4;

export class EventHeap {
  #times = new Float64Array(INITIAL_CAPACITY);
  #orders = new Int32Array(INITIAL_CAPACITY);
  #payloads = new Int32Array(INITIAL_CAPACITY);
  #size = 0;
  #hasHole = false;

  get size(): number {
    return this.#hasHole ? this.#size - 1 : this.#size;
  }

  /** Time of the first event; `Infinity` when there is none. */
  headMs(): number {
    if (this.#hasHole) this.#fillHole();
    return this.#size === 0 ? Infinity : (this.#times[0] ?? Infinity);
  }

  /** Of the first event; only after `headMs` said that there is one. */
  headOrder(): number {
    return this.#orders[0] ?? 0;
  }

  /** Takes the first event; only after `headMs` said that there is one. */
  pop(): number {
    this.#hasHole = true;
    return this.#payloads[0] ?? -1;
  }

  push(atMs: number, order: number, payload: number): void {
    if (this.#hasHole) {
      this.#hasHole = false;
      this.#sink(atMs, order, payload);
      return;
    }
    if (this.#size === this.#times.length) this.#grow();
    this.#size += 1;
    this.#rise(atMs, order, payload);
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
