/**
 * A binary min-heap of small integers (indexes of addresses) with changeable keys.
 *
 * Which of several equal keys is on top decides what Kong's least-connections does with one
 * request at a time, so ties behave as in the heap Kong uses (Tieske/binaryheap.lua, `minUnique`):
 * an item rises only past a strictly larger parent, and sinks below the strictly smaller child,
 * the left one if both are equal.
 */

export class IndexHeap {
  // Plain arrays: an element of a typed array takes several loads, and these are few.
  readonly #items: number[];
  readonly #keys: number[];
  /** Position of each item; −1 when it is not in the heap. */
  readonly #positions: number[];
  #size = 0;

  constructor(capacity: number) {
    this.#items = filled(capacity, -1);
    this.#keys = filled(capacity, Infinity);
    this.#positions = filled(capacity, -1);
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
    const isLess = key < this.#key(position);
    this.#keys[position] = key;
    if (isLess) this.#rise(position);
    else this.#sink(position);
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

  /** Both walk with the item in hand and move the others, instead of exchanging two at each step. */
  #rise(from: number): void {
    const item = this.#item(from);
    const key = this.#key(from);
    let position = from;
    while (position > 0) {
      const parent = (position - 1) >> 1;
      const parentKey = this.#key(parent);
      if (!(key < parentKey)) break;
      this.#put(position, this.#item(parent), parentKey);
      position = parent;
    }
    if (position !== from) this.#put(position, item, key);
  }

  #sink(from: number): void {
    const size = this.#size;
    const item = this.#item(from);
    const key = this.#key(from);
    let position = from;
    for (;;) {
      const left = 2 * position + 1;
      if (left >= size) break;
      const right = left + 1;
      let child = left;
      let childKey = this.#key(left);
      if (right < size) {
        const rightKey = this.#key(right);
        if (rightKey < childKey) {
          child = right;
          childKey = rightKey;
        }
      }
      if (!(childKey < key)) break;
      this.#put(position, this.#item(child), childKey);
      position = child;
    }
    if (position !== from) this.#put(position, item, key);
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

function filled(length: number, value: number): number[] {
  return Array.from({ length }, () => value);
}
