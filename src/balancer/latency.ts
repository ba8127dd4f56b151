/**
 * Latency ("peak EWMA"): the address with the lowest decayed average of response times, divided
 * by its weight. Kong grows its two random choices back to all addresses, so it is a global
 * minimum and traffic herds (kong-facts A4, facts 76).
 *
 * Quirks that cost requests, all kept: a weight of 0 scores 0/0 until it has a sample and wins if
 * it happens to stand first (facts 74); a request that ends on an address that was marked
 * unhealthy meanwhile puts that address back among the candidates, its score decays towards 0
 * because it gets no traffic, it is chosen, found unavailable, and Kong answers 500; a request
 * with a retry counts as 0 ms; when every address was tried there is no second lap.
 *
 * The order of candidates is that of a Lua table, arbitrary but stable: here drawn at random.
 *
 * @see Kong 3.9.3 `kong/runloop/balancer/latency.lua`
 */

import type { Algorithm, AlgorithmOptions, RequestState } from './algorithm.ts';
import { NO_PEERS, PICKED_UNAVAILABLE } from './algorithm.ts';
import type { Pool } from './pool.ts';

const DECAY_MS = 10_000;

export class Latency implements Algorithm {
  readonly #pool: Pool;
  readonly #random: () => number;
  /** Decayed averages in ms, 0 without a sample, by address. */
  readonly #ewmaMs: Float64Array;
  readonly #touchedAtMs: Float64Array;
  /** Addresses that have an average, in the order in which they are compared. */
  #candidates: number[] = [];
  /** Available addresses at the last change of availability. */
  #availableCount = 0;

  constructor({ pool, random, nowMs }: AlgorithmOptions) {
    this.#pool = pool;
    this.#random = random;
    this.#ewmaMs = new Float64Array(pool.addresses.length);
    this.#touchedAtMs = new Float64Array(pool.addresses.length).fill(-Infinity);
    this.availabilityChanged(nowMs);
  }

  pick(request: RequestState, nowMs: number): number {
    const failed = (request.failed ??= []);
    if (request.address >= 0) failed.push(request.address);
    const index = this.#choose(failed, nowMs);
    if (index === NO_PEERS) return NO_PEERS;
    if (this.#pool.available[index] !== 1) return PICKED_UNAVAILABLE;
    request.address = index;
    return index;
  }

  end(request: RequestState, responseTimeMs: number | null, nowMs: number): void {
    const index = request.address;
    if (index < 0) return;
    // Several tries make Kong's variable a list, which is not a number, which counts as 0.
    const sampleMs = request.tries > 1 ? 0 : (responseTimeMs ?? 0);
    this.#ewmaMs[index] = this.#decayed(index, sampleMs, nowMs);
    this.#touchedAtMs[index] = nowMs;
    if (!this.#candidates.includes(index)) this.#candidates.push(index);
  }

  /** Drops the unavailable; newcomers start at the average of all, to be picked no more often. */
  availabilityChanged(nowMs: number): void {
    const { available } = this.#pool;
    for (const index of this.#candidates) {
      if (available[index] === 1) continue;
      this.#ewmaMs[index] = 0;
      this.#touchedAtMs[index] = -Infinity;
    }
    this.#candidates = this.#candidates.filter((index) => available[index] === 1);
    const availableIndexes = [...available.keys()].filter((index) => available[index] === 1);
    if (availableIndexes.length === 0) return;
    this.#availableCount = availableIndexes.length;
    const sumMs = availableIndexes.reduce((sum, index) => sum + (this.#ewmaMs[index] ?? 0), 0);
    for (const index of availableIndexes) {
      if (this.#candidates.includes(index)) continue;
      this.#ewmaMs[index] = sumMs / availableIndexes.length;
      this.#touchedAtMs[index] = nowMs;
      const place = Math.floor(this.#random() * (this.#candidates.length + 1));
      this.#candidates.splice(place, 0, index);
    }
  }

  #choose(failed: readonly number[], nowMs: number): number {
    if (this.#availableCount <= 1) return this.#candidates[0] ?? NO_PEERS;
    let best = NO_PEERS;
    let bestScore = 0;
    for (const index of this.#candidates) {
      if (failed.length > 0 && failed.includes(index)) continue;
      const score = this.#decayed(index, 0, nowMs) / (this.#pool.weights[index] ?? 0);
      if (best !== NO_PEERS && !(score < bestScore)) continue;
      best = index;
      bestScore = score;
    }
    return best;
  }

  #decayed(index: number, sampleMs: number, nowMs: number): number {
    const elapsedMs = Math.max(0, nowMs - (this.#touchedAtMs[index] ?? 0));
    const keep = Math.exp(-elapsedMs / DECAY_MS);
    return (this.#ewmaMs[index] ?? 0) * keep + sampleMs * (1 - keep);
  }
}
