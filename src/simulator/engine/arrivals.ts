/**
 * When requests are sent: a Poisson process whose rate changes in steps. Gaps are drawn in units of
 * the mean gap and stretched by the rate of the moment, so that another rate (a surge, say) sends
 * the same requests sooner or later instead of other ones.
 */

import type { Traffic } from '../contract.ts';

type Shape = Traffic['shape'];

/** A rate relative to the mean, and the moment it ends. */
interface Segment {
  readonly rate: number;
  readonly untilMs: number;
}

/** Smooth curves are cut into this many steps a period, but none shorter than a second. */
const DIURNAL_STEPS = 288;

export interface ArrivalsOptions {
  readonly ratePerSecond: number;
  readonly shape: Shape;
  /** Exponential with mean 1. */
  readonly nextGap: () => number;
}

export class Arrivals {
  readonly #ratePerMs: number;
  readonly #shape: Shape;
  readonly #nextGap: () => number;
  readonly #traceMean: number;
  #factor = 1;
  #rate = 0;
  #untilMs = 0;
  /** Of the request that comes next. */
  #nextMs = 0;

  constructor({ ratePerSecond, shape, nextGap }: ArrivalsOptions) {
    this.#ratePerMs = ratePerSecond / 1_000;
    this.#shape = shape;
    this.#nextGap = nextGap;
    this.#traceMean = shape.kind === 'trace' ? mean(shape.perSecond) : 1;
  }

  /** When the next request is sent; `Infinity` when none ever is. */
  get nextMs(): number {
    return this.#nextMs;
  }

  /** Goes on to the request after this one. */
  advance(): void {
    this.#nextMs = this.#after(this.#nextMs, this.#nextGap());
  }

  /** Multiplies the rate from now on; moves the next request accordingly. */
  setFactor(factor: number, nowMs: number): void {
    const left = this.#unitsBetween(nowMs, this.#nextMs);
    this.#factor = factor;
    this.#nextMs = this.#after(nowMs, left);
  }

  /** The moment at which so many mean gaps will have passed. */
  #after(fromMs: number, units: number): number {
    let atMs = fromMs;
    let left = units;
    if (atMs >= this.#untilMs) this.#enter(atMs);
    for (;;) {
      const rate = this.#rate * this.#factor * this.#ratePerMs;
      const inSegment = (this.#untilMs - atMs) * rate;
      if (rate > 0 && left <= inSegment) return atMs + left / rate;
      if (this.#untilMs === Infinity) return Infinity;
      if (this.#factor === 0 || this.#ratePerMs === 0) return Infinity;
      left -= inSegment;
      atMs = this.#untilMs;
      this.#enter(atMs);
    }
  }

  #unitsBetween(fromMs: number, toMs: number): number {
    if (toMs === Infinity) return this.#nextGap();
    let units = 0;
    for (let atMs = fromMs; atMs < toMs;) {
      this.#enter(atMs);
      const endMs = Math.min(this.#untilMs, toMs);
      units += (endMs - atMs) * this.#rate * this.#factor * this.#ratePerMs;
      atMs = endMs;
    }
    this.#enter(fromMs);
    return units;
  }

  #enter(atMs: number): void {
    const { rate, untilMs } = segmentAt(this.#shape, { atMs, traceMean: this.#traceMean });
    this.#rate = rate;
    this.#untilMs = untilMs;
  }
}

function segmentAt(
  shape: Shape,
  { atMs, traceMean }: { atMs: number; traceMean: number },
): Segment {
  if (shape.kind === 'poisson') return { rate: 1, untilMs: Infinity };
  if (shape.kind === 'diurnal') {
    const stepMs = Math.max(1_000, shape.periodMs / DIURNAL_STEPS);
    const step = Math.floor(atMs / stepMs);
    const phase = (2 * Math.PI * (step + 0.5) * stepMs) / shape.periodMs;
    const rate = Math.max(0, 1 + shape.swing * Math.sin(phase));
    return { rate, untilMs: (step + 1) * stepMs };
  }
  if (shape.kind === 'bursts') {
    const { factor, everyMs, forMs } = shape;
    const start = Math.floor(atMs / everyMs) * everyMs;
    return atMs - start < everyMs - forMs
      ? { rate: 1, untilMs: start + everyMs - forMs }
      : { rate: factor, untilMs: start + everyMs };
  }
  const second = Math.floor(atMs / 1_000);
  const count = shape.perSecond[second % shape.perSecond.length] ?? 0;
  return { rate: traceMean === 0 ? 0 : count / traceMean, untilMs: (second + 1) * 1_000 };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}
