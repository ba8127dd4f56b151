/** Part of a tally, entry by entry: what is left when log entries get lost at random. */

import type { Histogram } from '../../lib/histogram.ts';
import type { Random } from '../../lib/random.ts';
import type { OutcomeCounts } from '../../model/observation.ts';
import type { TargetTally } from '../world/contract.ts';

/** @param keepRatio part (0–1) of the entries that is left. */
export function thinned(tally: TargetTally, keepRatio: number, random: Random): TargetTally {
  if (keepRatio >= 1) return tally;
  const keep = (count: number) => kept(count, keepRatio, random);
  return {
    ...tally,
    outcomes: keptOutcomes(tally.outcomes, keep),
    latency: keptLatency(tally.latency, keep),
    busyMs: tally.busyMs * keepRatio,
  };
}

function keptOutcomes(counts: OutcomeCounts, keep: (count: number) => number): OutcomeCounts {
  return {
    ok: keep(counts.ok),
    errors: keep(counts.errors),
    overload: keep(counts.overload),
    timeouts: keep(counts.timeouts),
    connectFailures: keep(counts.connectFailures),
    aborted: keep(counts.aborted),
  };
}

/** Independent of the outcomes: means and quantiles stay right, the counts may differ by a few. */
function keptLatency(latency: Histogram, keep: (count: number) => number): Histogram {
  const counts = latency.counts.map((count) => (count === 0 ? 0 : keep(count)));
  const count = counts.reduce((sum, one) => sum + one, 0);
  const meanMs = latency.count === 0 ? 0 : latency.sumMs / latency.count;
  return { counts, count, sumMs: meanMs * count };
}

/** How many of `count` are left. */
export function kept(count: number, ratio: number, random: Random): number {
  if (ratio >= 1) return count;
  let left = 0;
  for (let index = 0; index < count; index += 1) if (random() < ratio) left += 1;
  return left;
}
