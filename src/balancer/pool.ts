/**
 * The addresses of one upstream between two rebuilds, and which of them are available.
 *
 * Shared by the workers of a node: in Kong each worker has its own copy, kept equal by events.
 * An address is known by its index, so that the algorithms work on plain arrays. Health flips
 * change a pool; writes to targets or the upstream replace it. A request that began on a replaced
 * pool finishes on it, with availability as it last was (kong-facts A10).
 */

import { assert } from '../lib/assert.ts';
import type { Address, PickResult } from './contract.ts';
import type { ResolvedTarget } from './target-address.ts';

export class Pool {
  readonly targets: readonly ResolvedTarget[];
  readonly addresses: readonly Address[];
  readonly weights: Float64Array;
  /** 1 = may be picked. */
  readonly available: Uint8Array;
  /** Sum of the weights of all addresses. */
  readonly totalWeight: number;
  unavailableWeight = 0;
  /** False: nothing is picked at all. */
  healthy: boolean;

  readonly #picked: readonly PickResult[];
  readonly #indexByKey: ReadonlyMap<string, number>;
  readonly #thresholdPercent: number;

  constructor(targets: readonly ResolvedTarget[], thresholdPercent: number) {
    this.targets = targets;
    this.addresses = targets.flatMap((target) => target.addresses);
    this.weights = Float64Array.from(this.addresses, (address) => address.weight);
    this.available = new Uint8Array(this.addresses.length).fill(1);
    this.totalWeight = this.weights.reduce((sum, weight) => sum + weight, 0);
    this.#picked = this.addresses.map((address) => ({ kind: 'address', address }));
    this.#indexByKey = new Map(this.addresses.map((address, index) => [address.key, index]));
    this.#thresholdPercent = thresholdPercent;
    this.healthy = this.#isHealthy();
  }

  /** The answer for an address; one object per address, so that picking allocates nothing. */
  picked(index: number): PickResult {
    const result = this.#picked[index];
    assert(result, 'an index that the algorithm took from this pool');
    return result;
  }

  isAvailable(key: string): boolean {
    const index = this.#indexByKey.get(key);
    return index !== undefined && this.available[index] === 1;
  }

  /** Returns whether that changed anything; addresses that are not in the pool change nothing. */
  setAvailable(key: string, available: boolean): boolean {
    const index = this.#indexByKey.get(key);
    if (index === undefined || (this.available[index] === 1) === available) return false;
    this.available[index] = available ? 1 : 0;
    const weight = this.weights[index] ?? 0;
    this.unavailableWeight += available ? -weight : weight;
    this.healthy = this.#isHealthy();
    return true;
  }

  /** Strictly above the threshold, so 100 is never met and 0 means "anything" (kong-facts A9). */
  #isHealthy(): boolean {
    if (this.totalWeight === 0) return false;
    const availableWeight = this.totalWeight - this.unavailableWeight;
    return (availableWeight / this.totalWeight) * 100 > this.#thresholdPercent;
  }
}
