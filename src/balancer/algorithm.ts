/**
 * What the four balancing algorithms have in common. One instance belongs to one worker and one
 * pool; it is made anew at each rebuild and so forgets pointers, counts and averages.
 */

import type { PickHandle } from './contract.ts';
import type { Pool } from './pool.ts';

/** Answers of `pick` that are not the index of an address. */
export const NO_PEERS = -1;
/** The address chosen is unavailable: Kong stops there and answers 500. */
export const PICKED_UNAVAILABLE = -2;

/** One request across its tries. The algorithms keep in it what Kong keeps in its handle. */
export class RequestState implements PickHandle {
  worker: number;
  /** The one that was in place when the request began; `null` when there was none. */
  balancer: WorkerBalancer | null;
  hashInput: string | null;
  /** Place on the consistent-hashing ring; −1 until it is known. */
  hashIndex = -1;
  /** Index of the address of the current try; −1 before the first. */
  address = -1;
  /** Addresses that were picked for this request. */
  tries = 0;
  /** Indexes of the addresses that failed, for the algorithms that remember them. */
  failed: number[] | null = null;

  constructor(worker: number, balancer: WorkerBalancer | null, hashInput: string | null) {
    this.worker = worker;
    this.balancer = balancer;
    this.hashInput = hashInput;
  }

  /** As new, for the next request: whoever sends millions need not allocate each. */
  reset(worker: number, balancer: WorkerBalancer | null, hashInput: string | null): void {
    this.worker = worker;
    this.balancer = balancer;
    this.hashInput = hashInput;
    this.hashIndex = -1;
    this.address = -1;
    this.tries = 0;
    this.failed = null;
  }
}

export interface WorkerBalancer {
  readonly pool: Pool;
  readonly algorithm: Algorithm;
}

export interface Algorithm {
  /** Index of the address for the next try, `NO_PEERS` or `PICKED_UNAVAILABLE`. */
  pick(request: RequestState, nowMs: number): number;
  /** The request is over: Kong's log phase. */
  end?(request: RequestState, responseTimeMs: number | null, nowMs: number): void;
  /** The availability of addresses of the pool changed (Kong: `afterHostUpdate`). */
  availabilityChanged(nowMs: number): void;
}

export interface AlgorithmOptions {
  readonly pool: Pool;
  readonly random: () => number;
  readonly nowMs: number;
  /** Ring size for consistent hashing; the others have no use for it. */
  readonly slots: number;
}
