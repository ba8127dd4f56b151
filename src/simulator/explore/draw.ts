/** Small draws from a seeded stream, for making worlds and faults. */

import type { Random } from '../../lib/random.ts';

export interface Draw {
  /** From `low` to `high`, uniformly. */
  between(low: number, high: number): number;
  /** From `low` to `high`, each factor as likely as the next (rates, times). */
  scale(low: number, high: number): number;
  /** A whole number from `low` to `high`, both included. */
  whole(low: number, high: number): number;
  /** One of them, by weight. */
  pick<Item>(choices: readonly (readonly [weight: number, item: Item])[]): Item;
  chance(ratio: number): boolean;
}

export function drawFrom(random: Random): Draw {
  const between = (low: number, high: number) => low + (high - low) * random();
  return {
    between,
    scale: (low, high) => low * (high / low) ** random(),
    whole: (low, high) => Math.min(high, Math.floor(between(low, high + 1))),
    pick: (choices) => {
      let left = random() * choices.reduce((sum, [weight]) => sum + weight, 0);
      const found = choices.find(([weight]) => (left -= weight) < 0) ?? choices.at(-1);
      if (found === undefined) throw new RangeError('nothing to pick from');
      return found[1];
    },
    chance: (ratio) => random() < ratio,
  };
}

/** Two digits are enough to tell worlds apart, and short to read in a report. */
export function rounded(value: number): number {
  return Number(value.toPrecision(2));
}
