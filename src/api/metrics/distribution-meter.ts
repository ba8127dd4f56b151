/** Counts values into buckets by upper edge, as Prometheus's histograms have them (`le`). */

import type { Distribution } from './sample.ts';

export interface DistributionMeter {
  record(value: number): void;
  read(): Distribution;
}

/** `edges` grow; values are in the same unit. */
export function createDistributionMeter(edges: readonly number[]): DistributionMeter {
  const counts = Array.from({ length: edges.length + 1 }, () => 0);
  let sum = 0;
  return {
    record(value) {
      let index = 0;
      while (index < edges.length && value > (edges[index] ?? Infinity)) index += 1;
      counts[index] = (counts[index] ?? 0) + 1;
      sum += value;
    },
    read: () => ({ edges, counts: [...counts], sum }),
  };
}
