/** Requests at a gateway, one slot each: a client's, or the inner one of a two-level layout. */

import type { PickHandle } from '../../balancer/contract.ts';
import { grownFloats, grownInts, Slots } from '../engine/slots.ts';
import type { NodeUpstream } from './node-upstreams.ts';
import { NONE } from './tries.ts';

export class Requests {
  readonly #slots: Slots;
  /** Index of the node over all gateways. */
  node = new Int32Array(0);
  worker = new Int32Array(0);
  /** Index of the service over all gateways. */
  service = new Int32Array(0);
  key = new Int32Array(0);
  /** Further tries the gateway may make. */
  retriesLeft = new Int32Array(0);
  tries = new Int32Array(0);
  currentTry = new Int32Array(0);
  /** First of the failed tries of this request, told in its log entry. */
  notes = new Int32Array(0);
  /** The try that this is the inner request of; `NONE` for a client's. */
  parentTry = new Int32Array(0);
  /** Times that the client sent it. */
  attempts = new Int32Array(0);
  /** Where the last answer came from. */
  server = new Int32Array(0);
  isShed = new Int32Array(0);
  /** 1 while the client waits before it sends it again. */
  isWaiting = new Int32Array(0);
  /** When the client meant to send it. */
  sentAtMs = new Float64Array(0);
  /** When it came to the gateway. */
  startedAtMs = new Float64Array(0);
  workMs = new Float64Array(0);
  luck = new Float64Array(0);
  readonly handles: (PickHandle | undefined)[] = [];
  /** `null` when no balancer is at work for the request. */
  readonly upstreams: (NodeUpstream | null)[] = [];

  constructor(onGrow: (capacity: number) => void) {
    this.#slots = new Slots((capacity) => {
      this.#grow(capacity);
      onGrow(capacity);
    });
  }

  get inUse(): number {
    return this.#slots.inUse;
  }

  take(): number {
    const slot = this.#slots.take();
    this.parentTry[slot] = NONE;
    this.attempts[slot] = 0;
    this.isWaiting[slot] = 0;
    return slot;
  }

  give(slot: number): void {
    this.#slots.give(slot);
  }

  #grow(capacity: number): void {
    this.node = grownInts(this.node, capacity);
    this.worker = grownInts(this.worker, capacity);
    this.service = grownInts(this.service, capacity);
    this.key = grownInts(this.key, capacity);
    this.retriesLeft = grownInts(this.retriesLeft, capacity);
    this.tries = grownInts(this.tries, capacity);
    this.currentTry = grownInts(this.currentTry, capacity);
    this.notes = grownInts(this.notes, capacity);
    this.parentTry = grownInts(this.parentTry, capacity);
    this.attempts = grownInts(this.attempts, capacity);
    this.server = grownInts(this.server, capacity);
    this.isShed = grownInts(this.isShed, capacity);
    this.isWaiting = grownInts(this.isWaiting, capacity);
    this.sentAtMs = grownFloats(this.sentAtMs, capacity);
    this.startedAtMs = grownFloats(this.startedAtMs, capacity);
    this.workMs = grownFloats(this.workMs, capacity);
    this.luck = grownFloats(this.luck, capacity);
    while (this.handles.length < capacity) {
      this.handles.push(undefined);
      this.upstreams.push(null);
    }
  }
}
