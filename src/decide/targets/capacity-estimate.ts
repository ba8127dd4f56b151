/**
 * A target's capacity as measured: what it serves ÷ how busy that keeps it (gRPC A58: λ / (u + e)),
 * a mean of many samples, and how far that mean can be trusted.
 *
 * A sample is as noisy as the requests behind it are few; by how much is learnt from how samples
 * differ, over all targets of a pool. While a target is always busy its queue and its time-outs make
 * it look larger than it is: such samples are a first guess, and an upper bound.
 */

import type { TargetFacts } from '../facts.ts';
import { BLANK, type Memory, tallySince } from '../tally.ts';
import { TUNING } from '../tuning.ts';
import type { CapacityEstimate } from './sizing-state.ts';

interface Sample {
  readonly rps: number;
  readonly requests: number;
  readonly isRough: boolean;
  readonly atMs: number;
}

/** The estimate with this tick's sample, if there is one; `null` while there was none. */
export function learnCapacity(
  facts: TargetFacts,
  { noise, nowMs }: { readonly noise: number; readonly nowMs: number },
): CapacityEstimate | null {
  const before = facts.state.sizing.estimate;
  const kept = before !== null && nowMs - before.atMs <= TUNING.sizingExpiryMs ? before : null;
  const sample = sampleOf(facts, { lastMs: before?.atMs ?? 0, nowMs });
  if (sample === null) return kept;
  if (kept === null) return first(sample, nowMs);
  const { rps, requests, isRough, atMs } = sample;
  // Better than a bound, and it is known by now for how long it has been measured.
  if (kept.isRough === true && !isRough) {
    return { ...first(sample, nowMs), samples: TUNING.sizingLeastSamples, sinceMs: kept.sinceMs };
  }
  if (kept.isRough !== true && isRough && rps >= kept.rps) return { ...kept, atMs };
  const recentRps = kept.recentRps + TUNING.sizingAlpha * (rps - kept.recentRps);
  const change = Math.max(
    TUNING.sizingChange,
    TUNING.sizingChangeSigmas * recentError(sample, noise),
  );
  const hasChanged = Math.abs(Math.log(recentRps / kept.rps)) > change;
  const samples = hasChanged
    ? TUNING.sizingLeastSamples
    : Math.min(TUNING.sizingSamples, kept.samples + 1);
  return {
    ...kept,
    rps: hasChanged ? recentRps : kept.rps + (rps - kept.rps) / samples,
    recentRps,
    samples,
    requests: (kept.requests ?? requests) + (requests - (kept.requests ?? requests)) / samples,
    deviation: hasChanged ? BLANK : deviationAfter(kept, sample, noise),
    isRough: kept.isRough === true && isRough,
    atMs,
  };
}

/** Variance of a sample in nats² × its requests, over a pool; what is usual while little is known. */
export function noiseOf(estimates: readonly (CapacityEstimate | null)[]): number {
  const { noise, samples } = TUNING.sizingPrior;
  let count: number = samples;
  let sum = noise * samples;
  for (const estimate of estimates) {
    count += estimate?.deviation?.count ?? 0;
    sum += estimate?.deviation?.sum ?? 0;
  }
  return sum / count;
}

/** Deviation of an estimate from the truth, as a part of it. */
export function errorOf({ samples, requests = 1 }: CapacityEstimate, noise: number): number {
  return Math.sqrt(noise / (requests * samples));
}

function first({ rps, requests, isRough, atMs }: Sample, nowMs: number): CapacityEstimate {
  const none = { samples: 1, deviation: BLANK, sinceMs: nowMs };
  return { ...none, rps, recentRps: rps, requests, isRough, atMs };
}

function sampleOf(
  { state, utilisation }: TargetFacts,
  { lastMs, nowMs }: { readonly lastMs: number; readonly nowMs: number },
): Sample | null {
  if (utilisation === null || utilisation.atMs <= lastMs) return null;
  // A sample that spans a change of its weight is of neither, and the rate needs a full window.
  const movedAtMs = Math.max(state.sizing.changedAtMs, state.trim.movedAtMs);
  const isFull = nowMs - (state.window[0]?.atMs ?? nowMs) >= TUNING.windowMs - 2 * TUNING.tickMs;
  if (nowMs - movedAtMs < TUNING.windowMs || !isFull) return null;
  const { tries, failures, overload } = tallySince(state.window, nowMs - TUNING.windowMs);
  const requests = tries + overload;
  const rate = (1_000 * requests) / TUNING.windowMs;
  // Hardly used, it says little; A58 waits for continuous reports as well.
  if (rate < TUNING.sizingMinRps || utilisation.ratio < TUNING.sizingMinUtilisation) return null;
  return {
    rps: rate / (utilisation.ratio + failures / requests),
    requests,
    isRough: utilisation.ratio >= TUNING.sizingSaturated,
    atMs: utilisation.atMs,
  };
}

/** Of the mean of the latest samples, which fade by `sizingAlpha`. */
function recentError({ requests }: Sample, noise: number): number {
  const alpha = TUNING.sizingAlpha;
  return Math.sqrt((noise / requests) * (alpha / (2 - alpha)));
}

/** Three deviations at most, so that a change of capacity does not pass for noise. */
function deviationAfter(
  { rps, samples, deviation = BLANK }: CapacityEstimate,
  sample: Sample,
  noise: number,
): Memory {
  if (sample.isRough) return deviation;
  // The mean that it is held against has an error of its own.
  const squared = (Math.log(sample.rps / rps) ** 2 * samples) / (samples + 1);
  const fade = 1 - 1 / TUNING.sizingSamples;
  const news = Math.min(9 * noise, squared * sample.requests);
  return { count: deviation.count * fade + 1, sum: deviation.sum * fade + news };
}
