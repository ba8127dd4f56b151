/** What a pool learns in each tick about its own normal: latency, burstiness, unevenness. */

import { fadeInto, sizeOf } from '../../lib/spread.ts';
import { type Memory, remember } from '../tally.ts';
import { TUNING } from '../tuning.ts';
import { learnDispersion } from './dispersion.ts';
import { type Pace, type PoolPace, slowCount } from './pace.ts';
import { learnQueueing } from './queueing.ts';
import type { TrimInput } from './trim-input.ts';
import type { PoolState, Trim } from './trim-state.ts';

/**
 * Trims that begin one after the other at different targets: something wanders (a noisy neighbour),
 * and a lever that takes longer to answer than it stays does more harm than good.
 */
export function isFickle({ begun }: PoolState, nowMs: number): boolean {
  const recent = begun.filter(({ atMs }) => nowMs - atMs < TUNING.fickleWindowMs);
  const episodes = recent.filter(
    ({ atMs }, index) => atMs - (recent[index - 1]?.atMs ?? -Infinity) > TUNING.fickleGapMs,
  );
  return episodes.length >= TUNING.fickleEpisodes && new Set(recent.map(nameOf)).size > 1;
}

function nameOf({ target }: { readonly target: string }): string {
  return target;
}

export function learnPool(
  input: TrimInput,
  { poolPace, trims }: { poolPace: PoolPace; trims: Readonly<Record<string, Trim>> },
): PoolState {
  const { before, elapsedMs, nowMs } = input;
  const begun = poolPace.paces.flatMap(({ facts }) => {
    const { target } = facts.target;
    const begins = facts.state.trim.level === 1 && (trims[target]?.level ?? 1) < 1;
    return begins ? [{ target, atMs: nowMs }] : [];
  });
  const kept = [...before.begun, ...begun].filter(
    ({ atMs }) => nowMs - atMs < TUNING.fickleWindowMs,
  );
  const state = { ...before, begun: kept.slice(-TUNING.fickleKept) };
  if (!input.mayTrim || input.isStale) return state;
  const well = poolPace.paces.filter(({ facts, excess }) => {
    const isTrimmed = (trims[facts.target.target]?.level ?? 1) < 1;
    return !isTrimmed && (excess === null || excess < TUNING.wellExcess);
  });
  const isKnown = sizeOf(before.spread) > 0;
  return {
    ...state,
    spread: learnSpread(before, well, elapsedMs),
    slowDeviation: isKnown
      ? learnSlow(before, { poolPace, well, elapsedMs })
      : before.slowDeviation,
    unevenness: learnUnevenness(before.unevenness, poolPace, elapsedMs),
    ...learnQueueing(before, { poolPace, trims, elapsedMs }),
  };
}

function learnSpread({ spread }: PoolState, well: readonly Pace[], elapsedMs: number) {
  const fade = Math.exp(-elapsedMs / TUNING.spreadTauMs);
  const news = well.map(({ facts }) => facts.latency).filter(({ counts }) => counts.length > 0);
  return news.reduce(
    (sum, latency, index) => fadeInto(sum, index === 0 ? fade : 1, latency),
    spread,
  );
}

function learnSlow(
  before: PoolState,
  options: { poolPace: PoolPace; well: readonly Pace[]; elapsedMs: number },
): Memory {
  const { poolPace, well, elapsedMs } = options;
  const ticks = well.map(({ facts }) => {
    const { tries, failures } = slowCount(facts, poolPace.slowBucket);
    return { tries, hits: failures };
  });
  return learnDispersion(before.slowDeviation, ticks, { ratio: poolPace.slowRatio, elapsedMs });
}

/** The median distance, so that the few that are really slow do not widen the dead-band. */
function learnUnevenness(memory: Memory, { paces }: PoolPace, elapsedMs: number): Memory {
  const distances = paces
    .flatMap(({ excess }) => (excess === null ? [] : [Math.abs(excess)]))
    .sort((a, b) => a - b);
  const middle = distances[Math.floor(distances.length / 2)];
  if (middle === undefined || distances.length < 3) return memory;
  const time = { elapsedMs, tauMs: TUNING.poolTauMs };
  return remember(memory, { count: 1, sum: Math.min(middle, 0.5) }, time);
}
