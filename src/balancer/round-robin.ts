/**
 * Round-robin: each address stands weight/gcd times on a shuffled wheel and a pointer walks it.
 *
 * The wheel is not smooth (facts 73) and is shuffled anew at each health flip. A retry takes the
 * next place, whoever stands there: failed addresses are not remembered (facts 84). Kong leaves
 * unavailable addresses on the wheel and steps over them; since it also reshuffles whenever
 * availability changes, a wheel of the available ones gives the same distribution in O(1).
 *
 * @see kong-facts A2; Kong 3.9.3 `kong/runloop/balancer/round_robin.lua`
 */

import type { Algorithm, AlgorithmOptions, RequestState } from './algorithm.ts';
import { NO_PEERS } from './algorithm.ts';
import type { Pool } from './pool.ts';

export class RoundRobin implements Algorithm {
  readonly #pool: Pool;
  readonly #random: () => number;
  readonly #divisor: number;
  #wheel = new Uint32Array(0);
  /** Kong starts at its place 1 and advances before it reads, so place 2 is the first used. */
  #pointer = 0;
  #isStale = true;

  constructor({ pool, random }: AlgorithmOptions) {
    this.#pool = pool;
    this.#random = random;
    this.#divisor = pool.weights.reduce(greatestCommonDivisor, 0);
  }

  pick(request: RequestState): number {
    if (this.#isStale) this.#turnOut();
    const wheel = this.#wheel;
    if (wheel.length === 0) return NO_PEERS;
    this.#pointer = this.#pointer + 1 < wheel.length ? this.#pointer + 1 : 0;
    const index = wheel[this.#pointer] ?? NO_PEERS;
    request.address = index;
    return index;
  }

  availabilityChanged(): void {
    this.#isStale = true;
  }

  /** Builds and shuffles the wheel; put off to the next pick, which costs nothing if none comes. */
  #turnOut(): void {
    const { weights, available } = this.#pool;
    let places = 0;
    for (const [index, weight] of weights.entries()) {
      if (available[index] === 1) places += weight;
    }
    const wheel = new Uint32Array(this.#divisor === 0 ? 0 : places / this.#divisor);
    let filled = 0;
    for (const [index, weight] of weights.entries()) {
      if (available[index] !== 1 || weight === 0) continue;
      const end = filled + weight / this.#divisor;
      wheel.fill(index, filled, end);
      filled = end;
    }
    shuffle(wheel, this.#random);
    this.#wheel = wheel;
    this.#isStale = false;
  }
}

/** Fisher–Yates. */
function shuffle(wheel: Uint32Array, random: () => number): void {
  for (let last = wheel.length - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1));
    const kept = wheel[last] ?? 0;
    wheel[last] = wheel[other] ?? 0;
    wheel[other] = kept;
  }
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
