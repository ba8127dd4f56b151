/**
 * Random streams: one for each purpose, so that drawing more for one of them does not shift the
 * others, and contestants under the same seed meet the same arrivals, work and luck.
 *
 * Numbers are drawn in batches: the loops that draw are small and quick, the consumer reads an array.
 */

import type { Random } from '../../lib/random.ts';
import { seededFill, seededRandom } from '../../lib/random.ts';
import { xxhash32 } from '../../lib/xxhash32.ts';

export interface StreamName {
  readonly seed: number;
  readonly purpose: string;
  /** Of the source, node or other thing that it is for. */
  readonly number: number;
}

/** Turns uniform numbers in [0, 1) into others, in place. */
export type Shape = (values: Float64Array) => void;

const BATCH = 512;

/** The same name gives the same stream. */
export function randomStream(name: StreamName): Random {
  return seededRandom(seedOf(name));
}

function seedOf({ seed, purpose, number }: StreamName): number {
  const name = `${seed} ${purpose} ${number}`;
  return xxhash32(name) + 2 ** 32 * (xxhash32(`${name} high`) & 0x1f_ffff);
}

export class Draws {
  readonly #fill: (values: Float64Array) => void;
  readonly #shape: Shape | null;
  readonly #values = new Float64Array(BATCH);
  #used = BATCH;

  /** Uniform in [0, 1) unless shaped. */
  constructor(name: StreamName, shape: Shape | null = null) {
    this.#fill = seededFill(seedOf(name));
    this.#shape = shape;
  }

  next(): number {
    if (this.#used === BATCH) this.#refill();
    const value = this.#values[this.#used] ?? 0;
    this.#used += 1;
    return value;
  }

  #refill(): void {
    this.#fill(this.#values);
    this.#shape?.(this.#values);
    this.#used = 0;
  }
}
