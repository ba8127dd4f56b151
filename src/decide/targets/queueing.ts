/**
 * How much queues, and not chance, move the targets' latencies: the squared distances of single
 * ticks' means from the pool's median, against what sampling alone would give.
 *
 * Under round-robin this says how busy a pool is whose capacity nobody stated: simulated for ten
 * targets of eight workers it is 1.0 at ρ ≤ .65, 1.7 at .75, 3 at .8, 5 at .85 and 10 at .9. Under
 * least-connections queues even out, and it stays near 1.
 *
 * Taken over in peace only: a target that turns slow must not look like a busy pool.
 */

import { remember } from '../tally.ts';
import { TUNING } from '../tuning.ts';
import type { PoolPace } from './pace.ts';
import type { PoolState, Trim } from './trim-state.ts';

/** In nats; a single distance counts for no more. */
const CLIP = 1;

export function learnQueueing(
  { jitter, queueing }: PoolState,
  options: {
    readonly poolPace: PoolPace;
    readonly trims: Readonly<Record<string, Trim>>;
    readonly elapsedMs: number;
  },
): Pick<PoolState, 'jitter' | 'queueing'> {
  const { poolPace, trims, elapsedMs } = options;
  let count = 0;
  let sum = 0;
  let isPeace = true;
  for (const { facts, tickExcess, tickNoise, slow, threshold } of poolPace.paces) {
    if ((trims[facts.target.target]?.level ?? 1) < 1) continue;
    if (slow.score >= threshold / 2) isPeace = false;
    if (tickExcess === null || slow.score >= threshold) continue;
    count += tickNoise ** 2;
    sum += Math.min(CLIP, Math.abs(tickExcess)) ** 2;
  }
  const next = remember(jitter, { count, sum }, { elapsedMs, tauMs: TUNING.spreadTauMs });
  const isKnown = next.count >= TUNING.queueingKnown;
  return { jitter: next, queueing: isPeace && isKnown ? next.sum / next.count : queueing };
}

/**
 * Part of a pool without stated capacity that trims must leave in place: others get at most half as
 * much again while there are no queues, less with some, nothing with many.
 *
 * @param isExact weights are shares; otherwise queues do not show, but the balancer also gives a
 *   trimmed target what the others have no room for.
 */
export function keepRatio({ queueing }: PoolState, isExact: boolean): number {
  if (!isExact) return TUNING.trimKeepRatio;
  if (queueing === null) return 1;
  return TUNING.keepByQueueing.find(({ upTo }) => queueing <= upTo)?.keepRatio ?? 1;
}
