/**
 * Numbers for things that come and go (requests, tries), used again once free, so that what is
 * known about them can lie in arrays as long as the most there ever were at a time.
 */

const INITIAL_CAPACITY = 256;

export class Slots {
  #free = new Int32Array(INITIAL_CAPACITY);
  #freeCount = 0;
  #capacity = 0;
  readonly #onGrow: (capacity: number) => void;

  /** `onGrow` is called before a slot beyond the capacity before is handed out, also at first. */
  constructor(onGrow: (capacity: number) => void) {
    this.#onGrow = onGrow;
  }

  get inUse(): number {
    return this.#capacity - this.#freeCount;
  }

  get capacity(): number {
    return this.#capacity;
  }

  take(): number {
    if (this.#freeCount === 0) this.#grow();
    this.#freeCount -= 1;
    return this.#free[this.#freeCount] ?? 0;
  }

  give(slot: number): void {
    this.#free[this.#freeCount] = slot;
    this.#freeCount += 1;
  }

  #grow(): void {
    const before = this.#capacity;
    const capacity = before === 0 ? INITIAL_CAPACITY : before * 2;
    this.#free = new Int32Array(capacity);
    // Highest first, so that the lowest are handed out first.
    for (let slot = capacity - 1; slot >= before; slot -= 1) this.give(slot);
    this.#capacity = capacity;
    this.#onGrow(capacity);
  }
}

/** A longer copy. */
export function grownFloats(array: Float64Array, capacity: number): Float64Array<ArrayBuffer> {
  const grown = new Float64Array(capacity);
  grown.set(array);
  return grown;
}

/** A longer copy. */
export function grownInts(array: Int32Array, capacity: number): Int32Array<ArrayBuffer> {
  const grown = new Int32Array(capacity);
  grown.set(array);
  return grown;
}
