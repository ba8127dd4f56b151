/**
 * A latency histogram with logarithmic buckets: quantiles within 4.5 % of the true value between
 * 0.1 ms and about 3 minutes, mergeable by addition, plain data so that it can be stored.
 *
 * Eight buckets per doubling (2^(1/8) = 1.0905 wide) from 0.1 ms; the first and last bucket take
 * what lies outside.
 */

export const BUCKETS_PER_DOUBLING = 8;
export const LOWEST_MS = 0.1;
const BUCKET_COUNT = 168; // 0.1 ms · 2^(167/8) ≈ 192 s

/** From here on everything is in the last bucket. */
const HIGHEST_MS = LOWEST_MS * 2 ** ((BUCKET_COUNT - 2) / BUCKETS_PER_DOUBLING);
const UPPER_EDGE_MS = Float64Array.from({ length: BUCKET_COUNT }, (_, index) => {
  return LOWEST_MS * 2 ** (index / BUCKETS_PER_DOUBLING);
});

/** A doubling is cut into cells, each within one bucket or across one edge. */
const CELL_BITS = 6;
const CELLS = 2 ** CELL_BITS;
const STEPS_PER_MS = CELLS / LOWEST_MS;
const BUCKET_OF_CELL = Uint8Array.from({ length: CELLS }, (_, cell) => {
  return Math.floor(Math.log2(1 + cell / CELLS) * BUCKETS_PER_DOUBLING) + 1;
});

export interface Histogram {
  readonly counts: number[];
  /** Number of values recorded. */
  count: number;
  sumMs: number;
}

/** Copied, since that is the fastest way to a new array of zeros. */
const NO_COUNTS: readonly number[] = Array.from({ length: BUCKET_COUNT }, () => 0);

export function emptyHistogram(): Histogram {
  return { counts: NO_COUNTS.slice(), count: 0, sumMs: 0 };
}

/** Adds one value in place; negative values count as 0. */
export function recordValue(histogram: Histogram, valueMs: number): void {
  const index = bucketOf(valueMs);
  histogram.counts[index] = (histogram.counts[index] ?? 0) + 1;
  histogram.count += 1;
  histogram.sumMs += Math.max(0, valueMs);
}

/** Adds `other` to `histogram` in place. */
export function mergeHistogram(histogram: Histogram, other: Histogram): void {
  if (other.count === 0) return;
  for (let index = 0; index < BUCKET_COUNT; index += 1) {
    const count = other.counts[index] ?? 0;
    if (count > 0) histogram.counts[index] = (histogram.counts[index] ?? 0) + count;
  }
  histogram.count += other.count;
  histogram.sumMs += other.sumMs;
}

/** The value below which a `ratio` (0–1) of the records lies; `null` when there are none. */
export function quantileOf(histogram: Histogram, ratio: number): number | null {
  if (histogram.count === 0) return null;
  const rank = Math.max(1, Math.ceil(ratio * histogram.count));
  let seen = 0;
  for (const [index, count] of histogram.counts.entries()) {
    seen += count;
    if (seen >= rank) return middleOf(index);
  }
  return middleOf(BUCKET_COUNT - 1);
}

/** How many records lie above `limitMs`, to bucket precision. */
export function countAbove(histogram: Histogram, limitMs: number): number {
  const limit = bucketOf(limitMs);
  let above = 0;
  for (let index = limit + 1; index < BUCKET_COUNT; index += 1) {
    above += histogram.counts[index] ?? 0;
  }
  return above;
}

/** Mean of the records in ms; `null` when there are none. */
export function meanOf(histogram: Histogram): number | null {
  return histogram.count === 0 ? null : histogram.sumMs / histogram.count;
}

/** The bucket that a value falls into. */
export function bucketOf(valueMs: number): number {
  if (!(valueMs > LOWEST_MS)) return 0;
  if (valueMs >= HIGHEST_MS) return BUCKET_COUNT - 1;
  // The leading bits of the value as a whole number of steps find the bucket, or the one below.
  const steps = Math.floor(valueMs * STEPS_PER_MS);
  const doublings = 31 - Math.clz32(steps) - CELL_BITS;
  const cell = (steps >>> doublings) & (CELLS - 1);
  const candidate = doublings * BUCKETS_PER_DOUBLING + (BUCKET_OF_CELL[cell] ?? 0);
  return valueMs >= (UPPER_EDGE_MS[candidate] ?? Infinity) ? candidate + 1 : candidate;
}

/** Geometric middle of a bucket. */
function middleOf(index: number): number {
  if (index === 0) return LOWEST_MS;
  return LOWEST_MS * 2 ** ((index - 0.5) / BUCKETS_PER_DOUBLING);
}
