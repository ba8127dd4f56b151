/** Events whose times never decrease, first in first out: those that a constant delay puts off. */

const INITIAL_CAPACITY = 256;

export class EventRing {
  #times = new Float64Array(INITIAL_CAPACITY);
  #orders = new Int32Array(INITIAL_CAPACITY);
  #payloads = new Int32Array(INITIAL_CAPACITY);
  #first = 0;
  size = 0;

  /** Of the first event; `Infinity` when there is none. */
  headMs(): number {
    return this.size === 0 ? Infinity : (this.#times[this.#first] ?? Infinity);
  }

  headOrder(): number {
    return this.#orders[this.#first] ?? 0;
  }

  push(atMs: number, order: number, payload: number): void {
    if (this.size === this.#times.length) this.#grow();
    const place = (this.#first + this.size) & (this.#times.length - 1);
    this.#times[place] = atMs;
    this.#orders[place] = order;
    this.#payloads[place] = payload;
    this.size += 1;
  }

  /** Takes the first event; only when there is one. */
  shift(): number {
    const payload = this.#payloads[this.#first] ?? -1;
    this.#first = (this.#first + 1) & (this.#times.length - 1);
    this.size -= 1;
    return payload;
  }

  #grow(): void {
    const { length } = this.#times;
    const times = new Float64Array(length * 2);
    const orders = new Int32Array(length * 2);
    const payloads = new Int32Array(length * 2);
    for (let index = 0; index < length; index += 1) {
      const place = (this.#first + index) & (length - 1);
      times[index] = this.#times[place] ?? 0;
      orders[index] = this.#orders[place] ?? 0;
      payloads[index] = this.#payloads[place] ?? 0;
    }
    this.#times = times;
    this.#orders = orders;
    this.#payloads = payloads;
    this.#first = 0;
  }
}
