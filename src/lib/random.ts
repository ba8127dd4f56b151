/**
 * Seeded pseudo-random numbers (sfc32, Chris Doty-Humphrey, PractRand): the same seed gives the
 * same sequence on every machine, so a run can be repeated from the seed it printed.
 */

/** Returns the next number in [0, 1). */
export type Random = () => number;

export function seededRandom(seed: number): Random {
  let a = 0x9e3779b9;
  let b = 0x243f6a88;
  let c = 0xb7e15162 ^ Math.trunc(seed / 2 ** 32);
  let counter = seed >>> 0;
  const next = () => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + sum) | 0;
    return (sum >>> 0) / 2 ** 32;
  };
  for (let round = 0; round < 15; round += 1) next();
  return next;
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
