/**
 * How many requests there are and who has room for them (G3). Unknown capacity is `null` and is
 * judged by each asker in its own conservative way.
 */

import type { TargetFacts } from './facts.ts';
import { isKnownDead } from './facts.ts';
import type { UpstreamState } from './state.ts';
import { ratioOf, tallySince } from './tally.ts';
import { TUNING } from './tuning.ts';

export function pushRequests(
  requests: UpstreamState['requests'],
  count: number,
  nowMs: number,
): UpstreamState['requests'] {
  const kept = requests.filter(({ atMs }) => atMs > nowMs - TUNING.windowMs);
  return [...kept, { atMs: nowMs, count }];
}

/** Requests per second that the targets which can serve can take, below the ceiling. */
export function roomOf(targets: readonly TargetFacts[]): number | null {
  const able = targets.filter((facts) => facts.state.rotation.kind === 'in' && !isKnownDead(facts));
  let sum = 0;
  for (const { target } of able) {
    if (target.capacityRps === null) return null;
    sum += target.capacityRps * TUNING.ceilingRatio;
  }
  return sum;
}

/** Whether a region is asked for so much of what is stated that a queue is no fault of its own. */
export function isBusyRegion(facts: readonly TargetFacts[], nowMs: number): boolean {
  const room = roomOf(facts);
  if (room === null) return false;
  const { hardWindowMs, ceilingRatio, slowBusyRatio } = TUNING;
  const busyRps = (slowBusyRatio * room) / ceilingRatio;
  return triesPerSecond(facts, nowMs, hardWindowMs) >= busyRps;
}

/** Tries per second of a target or group of targets over the window. */
export function triesPerSecond(
  targets: readonly TargetFacts[],
  nowMs: number,
  windowMs: number = TUNING.windowMs,
): number {
  return (1_000 * triesSince(targets, nowMs - windowMs)) / windowMs;
}

/** Tries read after `sinceMs`, as far as the windows reach. */
export function triesSince(targets: readonly TargetFacts[], sinceMs: number): number {
  return targets.reduce((sum, { state }) => {
    const { tries, overload } = tallySince(state.window, sinceMs);
    return sum + tries + overload;
  }, 0);
}

/**
 * The failing ratio that is usual among targets that see traffic; the lower median, so that one
 * bad target of two does not pass for usual.
 */
export function poolMedianRatio(pool: readonly TargetFacts[], nowMs: number): number {
  const ratios = pool
    .map(({ state }) => tallySince(state.window, nowMs - TUNING.windowMs))
    .filter(({ tries }) => tries >= TUNING.lostTries)
    .map(ratioOf)
    .sort((a, b) => a - b);
  return ratios[Math.floor((ratios.length - 1) / 2)] ?? 0;
}
