/**
 * A latency distribution in two buckets per doubling: small enough to be journaled each tick and
 * remembered for each pool, good enough for "how many were slower than the pool's p95".
 *
 * Bucket 0 is up to 0.1 ms; bucket j > 0 reaches from 0.1 · 2^((j−1)/2) to 0.1 · 2^(j/2) ms.
 */

import { BUCKETS_PER_DOUBLING, type Histogram, LOWEST_MS } from './histogram.ts';

/** Runs of counts, without the empty buckets at either end. */
export interface Spread {
  /** The bucket of `counts[0]`. */
  readonly first: number;
  readonly counts: readonly number[];
}

export const NO_SPREAD: Spread = { first: 0, counts: [] };

const PER_DOUBLING = 2;
const MERGED = BUCKETS_PER_DOUBLING / PER_DOUBLING;

export function spreadOf({ counts }: Histogram): Spread {
  const coarse: number[] = [];
  for (const [index, count] of counts.entries()) {
    if (count === 0) continue;
    const bucket = Math.ceil(index / MERGED);
    coarse[bucket] = (coarse[bucket] ?? 0) + count;
  }
  const first = coarse.findIndex((count) => count !== undefined);
  if (first === -1) return NO_SPREAD;
  return { first, counts: Array.from(coarse.slice(first), (count) => count ?? 0) };
}

/** `a` scaled by `factor`, plus `b`. What has faded below a thousandth of a record is dropped. */
export function fadeInto(a: Spread, factor: number, b: Spread): Spread {
  if (a.counts.length === 0) return b;
  const first = b.counts.length === 0 ? a.first : Math.min(a.first, b.first);
  const end = Math.max(a.first + a.counts.length, b.first + b.counts.length);
  const counts = Array.from({ length: end - first }, (_, offset) => {
    const bucket = first + offset;
    const sum = (a.counts[bucket - a.first] ?? 0) * factor + (b.counts[bucket - b.first] ?? 0);
    return sum < 1e-3 ? 0 : sum;
  });
  const from = counts.findIndex((count) => count > 0);
  const to = counts.findLastIndex((count) => count > 0);
  return from === -1 ? NO_SPREAD : { first: first + from, counts: counts.slice(from, to + 1) };
}

export function sizeOf({ counts }: Spread): number {
  return counts.reduce((sum, count) => sum + count, 0);
}

/** How many records lie in buckets above this one. */
export function countAboveBucket({ first, counts }: Spread, bucket: number): number {
  let above = 0;
  for (let index = Math.max(0, bucket - first + 1); index < counts.length; index += 1) {
    above += counts[index] ?? 0;
  }
  return above;
}

/** The lowest bucket with at most `ratio` of the records above it, and how many really are. */
export function tailBucket(spread: Spread, ratio: number): { bucket: number; ratio: number } {
  const size = sizeOf(spread);
  let above = 0;
  for (let index = spread.counts.length - 1; index >= 0; index -= 1) {
    const more = above + (spread.counts[index] ?? 0);
    if (more > ratio * size) return { bucket: spread.first + index, ratio: above / size };
    above = more;
  }
  return { bucket: spread.first - 1, ratio: size === 0 ? 0 : 1 };
}

/** Upper bound of a bucket in ms. */
export function boundOf(bucket: number): number {
  return LOWEST_MS * 2 ** (bucket / PER_DOUBLING);
}

/** Coefficient of variation: deviation ÷ mean; 0 without records. */
export function variationOf({ first, counts }: Spread): number {
  let size = 0;
  let sum = 0;
  let squares = 0;
  for (const [offset, count] of counts.entries()) {
    const middleMs = boundOf(first + offset - 0.5);
    size += count;
    sum += count * middleMs;
    squares += count * middleMs * middleMs;
  }
  if (size === 0 || sum === 0) return 0;
  const mean = sum / size;
  return Math.sqrt(Math.max(0, squares / size - mean * mean)) / mean;
}
