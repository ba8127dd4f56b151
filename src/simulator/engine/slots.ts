/**
 * Numbered things that come and go (requests, tries) and are used again once free, so that there are
 * as many as there ever were at a time, nothing is allocated for each, and a number on the agenda is
 * enough to find one.
 *
 * Objects, not arrays of numbers: a field of an object takes one load, an element of a typed array
 * several (its address, its length, whether its buffer is still there).
 */

import { assert } from '../../lib/assert.ts';

const INITIAL_CAPACITY = 256;

export class Slots<Thing extends { readonly number: number }> {
  /** By number. */
  readonly all: Thing[] = [];
  readonly #free: Thing[] = [];
  #freeCount = 0;
  readonly #make: (number: number) => Thing;

  constructor(make: (number: number) => Thing) {
    this.#make = make;
  }

  get inUse(): number {
    return this.all.length - this.#freeCount;
  }

  at(number: number): Thing {
    const thing = this.all[number];
    assert(thing, 'a number that was handed out');
    return thing;
  }

  take(): Thing {
    if (this.#freeCount === 0) this.#grow();
    this.#freeCount -= 1;
    const thing = this.#free[this.#freeCount];
    assert(thing, 'a free slot');
    return thing;
  }

  give(thing: Thing): void {
    this.#free[this.#freeCount] = thing;
    this.#freeCount += 1;
  }

  #grow(): void {
    const before = this.all.length;
    const capacity = before === 0 ? INITIAL_CAPACITY : before * 2;
    for (let number = before; number < capacity; number += 1) this.all.push(this.#make(number));
    // Highest first, so that the lowest are handed out first.
    for (let number = capacity - 1; number >= before; number -= 1) this.give(this.at(number));
  }
}
