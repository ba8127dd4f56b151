/**
 * A binary min-heap of small integers (indexes of addresses) with changeable keys.
 *
 * Which of several equal keys is on top decides what Kong's least-connections does with one
 * request at a time, so ties behave as in the heap Kong uses (Tieske/binaryheap.lua, `minUnique`):
 * an item rises only past a strictly larger parent, and sinks below the strictly smaller child,
 * the left one if both are equal.
 */

export class IndexHeap {
  readonly #items: Int32Array;
  readonly #keys: Float64Array;
  /** Position of each item; −1 when it is not in the heap. */
  readonly #positions: Int32Array;
  #size = 0;

  constructor(capacity: number) {
    this.#items = new Int32Array(capacity);
    this.#keys = new Float64Array(capacity);
    this.#positions = new Int32Array(capacity).fill(-1);
  }

  clear(): void {
    this.#positions.fill(-1);
    this.#size = 0;
  }

  has(item: number): boolean {
    return this.#position(item) >= 0;
  }

  /** The item with the smallest key; −1 when empty. */
  peek(): number {
    return this.#size === 0 ? -1 : this.#item(0);
  }

  insert(item: number, key: number): void {
    const position = this.#size;
    this.#size += 1;
    this.#put(position, item, key);
    this.#rise(position);
  }

  update(item: number, key: number): void {
    const position = this.#position(item);
    this.#keys[position] = key;
    this.#rise(position);
    this.#sink(position);
  }

  /** Removes the item on top. */
  pop(): void {
    if (this.#size === 0) return;
    const last = this.#size - 1;
    this.#positions[this.#item(0)] = -1;
    this.#size = last;
    if (last === 0) return;
    this.#put(0, this.#item(last), this.#key(last));
    this.#sink(0);
  }

  #rise(from: number): void {
    let position = from;
    while (position > 0) {
      const parent = (position - 1) >> 1;
      if (!(this.#key(position) < this.#key(parent))) return;
      this.#swap(position, parent);
      position = parent;
    }
  }

  #sink(from: number): void {
    let position = from;
    for (;;) {
      let smallest = position;
      const left = 2 * position + 1;
      for (let child = left; child <= left + 1 && child < this.#size; child += 1) {
        if (this.#key(child) < this.#key(smallest)) smallest = child;
      }
      if (smallest === position) return;
      this.#swap(position, smallest);
      position = smallest;
    }
  }

  #swap(a: number, b: number): void {
    const item = this.#item(a);
    const key = this.#key(a);
    this.#put(a, this.#item(b), this.#key(b));
    this.#put(b, item, key);
  }

  #put(position: number, item: number, key: number): void {
    this.#items[position] = item;
    this.#keys[position] = key;
    this.#positions[item] = position;
  }

  /** One function per array: a shared one would be slow, being called with two types of array. */
  #item(position: number): number {
    return this.#items[position] ?? -1;
  }

  #key(position: number): number {
    return this.#keys[position] ?? Infinity;
  }

  #position(item: number): number {
    return this.#positions[item] ?? -1;
  }
}
