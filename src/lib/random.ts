/**
 * Seeded pseudo-random numbers (sfc32, Chris Doty-Humphrey, PractRand): the same seed gives the
 * same sequence on every machine, so a run can be repeated from the seed it printed.
 */

/** Returns the next number in [0, 1). */
export type Random = () => number;

const STATES = 2 ** 32;

/** Numbers thrown away at first, until the seed has spread over the state. */
const WARM_UP = 15;

export function seededRandom(seed: number): Random {
  const one = new Float64Array(1);
  const fill = seededFill(seed);
  return () => {
    fill(one);
    return one[0] ?? 0;
  };
}

/**
 * The same numbers, as many at a time as the array is long: for whoever needs millions, since the
 * state stays in registers meanwhile.
 */
export function seededFill(seed: number): (values: Float64Array) => void {
  const state = Int32Array.of(
    0x9e3779b9,
    0x243f6a88,
    0xb7e15162 ^ Math.trunc(seed / 2 ** 32),
    seed,
  );
  const fill = (values: Float64Array) => {
    // Read one by one: taken apart as a list, they would not be plain integers to the compiler.
    let a = state[0] ?? 0;
    let b = state[1] ?? 0;
    let c = state[2] ?? 0;
    let counter = state[3] ?? 0;
    for (let index = 0; index < values.length; index += 1) {
      const sum = (((a + b) | 0) + counter) | 0;
      counter = (counter + 1) | 0;
      a = b ^ (b >>> 9);
      b = (c + (c << 3)) | 0;
      c = (c << 21) | (c >>> 11);
      c = (c + sum) | 0;
      values[index] = (sum >>> 0) / STATES;
    }
    state[0] = a;
    state[1] = b;
    state[2] = c;
    state[3] = counter;
  };
  fill(new Float64Array(WARM_UP));
  return fill;
}

/** Exponential with the given mean: the gap to the next arrival of a Poisson process. */
export function exponential(random: Random, mean: number): number {
  return -mean * Math.log(1 - random());
}

/** Lognormal with the given median; `sigma` is the deviation of the logarithm. */
export function lognormal(random: Random, median: number, sigma: number): number {
  return median * Math.exp(sigma * standardNormal(random));
}

/** Box–Muller; one of its two values, so that each call draws exactly two numbers. */
function standardNormal(random: Random): number {
  const radius = Math.sqrt(-2 * Math.log(1 - random()));
  return radius * Math.cos(2 * Math.PI * random());
}
