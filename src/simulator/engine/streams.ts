/**
 * Random streams: one for each purpose, so that drawing more for one of them does not shift the
 * others, and contestants under the same seed meet the same arrivals, work and luck.
 */

import type { Random } from '../../lib/random.ts';
import { seededRandom } from '../../lib/random.ts';
import { xxhash32 } from '../../lib/xxhash32.ts';

/** The same seed, purpose and number give the same stream. */
export function randomStream(seed: number, purpose: string, number: number): Random {
  const name = `${seed} ${purpose} ${number}`;
  return seededRandom(xxhash32(name) + 2 ** 32 * (xxhash32(`${name} high`) & 0x1f_ffff));
}

const BATCH = 512;

/**
 * Draws ahead in batches: the loop that draws is one small function that the compiler can make
 * quick, and the consumer reads an array.
 */
export class Draws {
  readonly #draw: () => number;
  readonly #values = new Float64Array(BATCH);
  #used = BATCH;

  constructor(draw: () => number) {
    this.#draw = draw;
  }

  next(): number {
    if (this.#used === BATCH) this.#refill();
    const value = this.#values[this.#used] ?? 0;
    this.#used += 1;
    return value;
  }

  #refill(): void {
    const values = this.#values;
    for (let index = 0; index < BATCH; index += 1) values[index] = this.#draw();
    this.#used = 0;
  }
}
