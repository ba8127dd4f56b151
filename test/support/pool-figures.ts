/** Figures of a stretch of a pool world. */

import { emptyHistogram, mergeHistogram, quantileOf } from '../../src/lib/histogram.ts';
import type { PoolSecond, PoolWorld } from './pool-contract.ts';

/** Figures over the seconds from `from` up to `to`. */
export function figuresOf(world: PoolWorld, from: number, to: number) {
  const part = world.seconds.slice(from, to);
  const latency = emptyHistogram();
  for (const second of part) mergeHistogram(latency, second.latency);
  const sum = (of: (second: PoolSecond) => number) => part.reduce((all, one) => all + of(one), 0);
  const count = part[0]?.served.length ?? 0;
  const utilisation = Array.from(
    { length: count },
    (_, index) => sum(({ utilisation: of }) => of[index] ?? 0) / part.length,
  );
  const means = Array.from({ length: count }, (_, index) => {
    const answers = sum(({ latencyOf }) => latencyOf[index]?.count ?? 0);
    return answers === 0 ? null : sum(({ latencyOf }) => latencyOf[index]?.sumMs ?? 0) / answers;
  });
  return {
    sent: sum(({ sent }) => sent),
    failed: sum(({ failed }) => failed),
    p99Ms: quantileOf(latency, 0.99) ?? 0,
    meanMs: latency.count === 0 ? 0 : latency.sumMs / latency.count,
    utilisation,
    meanMsOf: means,
    servedOf: Array.from({ length: count }, (_, index) => sum(({ served }) => served[index] ?? 0)),
  };
}
