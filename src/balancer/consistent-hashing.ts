/**
 * Consistent hashing, ketama-like: each address takes about 160 places per equal target on a ring
 * of `slots`, a key goes to the first available address at or below its own place.
 *
 * The retry of a request hashes to the same place and so to the same address until a health mark
 * takes it out (facts 86). An unavailable address moves only its own keys (facts 79). A ring that
 * cannot hold the places is not built at all and every request is refused (facts 81).
 *
 * Departure: with an empty ring, the last slot makes a Kong worker spin for ever (facts 82). Here
 * it is refused like the others.
 *
 * @see kong-facts A5; Kong `kong/runloop/balancer/consistent_hashing.lua`
 */

import { xxhash32 } from '../lib/xxhash32.ts';
import type { Algorithm, AlgorithmOptions, RequestState } from './algorithm.ts';
import { NO_PEERS } from './algorithm.ts';
import type { Address } from './contract.ts';
import type { Pool } from './pool.ts';

const MIN_SLOTS = 1000;
/** Places of each target when all weights are equal. */
const PLACES_PER_TARGET = 160;

export class ConsistentHashing implements Algorithm {
  readonly #pool: Pool;
  readonly #slots: number;
  /** Address that stands at each slot; −1 = none. `null` = the ring could not be built. */
  readonly #ring: Int32Array | null;
  /** Address that answers for each slot: the nearest available one, counter-clockwise. */
  readonly #owners: Int32Array;
  #isStale = true;

  constructor({ pool, slots }: AlgorithmOptions) {
    this.#pool = pool;
    this.#slots = slots < MIN_SLOTS ? MIN_SLOTS : slots;
    this.#ring = buildRing(pool, this.#slots);
    this.#owners = new Int32Array(this.#slots).fill(NO_PEERS);
  }

  pick(request: RequestState): number {
    if (this.#isStale) this.#assignOwners();
    if (request.hashIndex < 0) {
      request.hashIndex = xxhash32(request.hashInput ?? '') % this.#slots;
    }
    const index = this.#owners[request.hashIndex] ?? NO_PEERS;
    if (index >= 0) request.address = index;
    return index;
  }

  availabilityChanged(): void {
    this.#isStale = true;
  }

  #assignOwners(): void {
    this.#isStale = false;
    const ring = this.#ring;
    if (ring === null) return;
    const { available } = this.#pool;
    let owner = NO_PEERS;
    // Twice around, so that the slots before the first available place get the last one's owner.
    for (let step = 0; step < 2 * this.#slots; step += 1) {
      const slot = step % this.#slots;
      const index = ring[slot] ?? NO_PEERS;
      if (index >= 0 && available[index] === 1) owner = index;
      this.#owners[slot] = owner;
    }
  }
}

function buildRing(pool: Pool, slots: number): Int32Array | null {
  const ring = new Int32Array(slots).fill(NO_PEERS);
  for (const { address, index } of inRingOrder(pool)) {
    const share = address.weight / pool.totalWeight;
    let places = Math.floor(share * pool.targets.length * PLACES_PER_TARGET);
    if (address.weight > 0 && places === 0) places = 1;
    for (let place = 1; place <= places; place += 1) {
      // Two colons: Kong joins the address and ":port" with a colon.
      const slot = xxhash32(`${address.ip}::${address.port} ${place}`) % slots;
      if (ring[slot] === NO_PEERS) ring[slot] = index;
      else places += 1;
      if (place + 1 > slots) return null;
    }
  }
  return ring;
}

/** By name and port, then by address, so that all workers build the same ring. */
function inRingOrder(pool: Pool): { address: Address; index: number }[] {
  return pool.addresses
    .map((address, index) => ({ address, index }))
    .sort((a, b) => compareAddresses(a.address, b.address));
}

function compareAddresses(a: Address, b: Address): number {
  if (a.host !== b.host) return a.host < b.host ? -1 : 1;
  if (a.port !== b.port) return a.port - b.port;
  return a.ip < b.ip ? -1 : 1;
}
