/**
 * Least-connections: a min-heap on (connections + 1) / weight, counted per worker.
 *
 * A weight of 0 gives the key +∞: never the first choice, but a retry may end there (kong-facts
 * A3). A retry leaves out the addresses that failed in this request and, when all have, starts
 * over with the first of them. With one request at a time only the two addresses on top of the
 * heap take turns (facts 75). Health flips keep the counts; rebuilds forget them.
 *
 * @see Kong 3.9.3 `kong/runloop/balancer/least_connections.lua`
 */

import type { Algorithm, AlgorithmOptions, RequestState } from './algorithm.ts';
import { NO_PEERS } from './algorithm.ts';
import { IndexHeap } from './heap.ts';
import type { Pool } from './pool.ts';

export class LeastConnections implements Algorithm {
  readonly #pool: Pool;
  readonly #connections: number[];
  readonly #heap: IndexHeap;

  constructor({ pool }: AlgorithmOptions) {
    this.#pool = pool;
    this.#connections = pool.addresses.map(() => 0);
    this.#heap = new IndexHeap(pool.addresses.length);
    this.availabilityChanged();
  }

  pick(request: RequestState): number {
    if (request.address >= 0) {
      (request.failed ??= []).push(request.address);
      this.end(request);
    }
    const index = request.failed === null ? this.#heap.peek() : this.#pickUnfailed(request);
    if (index < 0) return NO_PEERS;
    request.address = index;
    this.#count(index, 1);
    return index;
  }

  end(request: RequestState): void {
    if (request.address < 0) return;
    this.#count(request.address, -1);
    request.address = -1;
  }

  availabilityChanged(): void {
    this.#heap.clear();
    for (const index of this.#pool.weights.keys()) this.#insert(index);
  }

  /** Pops what failed before, takes what is then on top, and puts the popped ones back in order. */
  #pickUnfailed(request: RequestState): number {
    const popped: number[] = [];
    let index = this.#heap.peek();
    while (index >= 0 && request.failed?.includes(index) === true) {
      popped.push(index);
      this.#heap.pop();
      index = this.#heap.peek();
    }
    if (index < 0) {
      request.failed = null;
      index = popped[0] ?? NO_PEERS;
    }
    for (const failed of popped) this.#insert(failed);
    return index;
  }

  #insert(index: number): void {
    if (this.#pool.available[index] === 1) this.#heap.insert(index, this.#key(index));
  }

  #count(index: number, change: number): void {
    this.#connections[index] = (this.#connections[index] ?? 0) + change;
    if (this.#heap.has(index)) this.#heap.update(index, this.#key(index));
  }

  #key(index: number): number {
    return ((this.#connections[index] ?? 0) + 1) / (this.#pool.weights[index] ?? 0);
  }
}
