/**
 * Tries: what a gateway sends to a target, one slot each. The slot is shared by the two sides: a
 * gateway that gave up leaves it to the server, which goes on working (as real ones do), and the
 * one that is done last gives it back.
 */

import type { Address } from '../../balancer/contract.ts';
import { grownFloats, grownInts, Slots } from '../engine/slots.ts';

/** Nothing, nobody. */
export const NONE = -1;

/** In place of a status: refused, reset or closed before an answer. */
export const CONNECTION_FAILED = -1;

/** Where a try is. */
export const TO_SERVER = 1;
export const QUEUED = 2;
export const IN_SERVICE = 3;
export const TO_GATEWAY = 4;
/** No answer will come. */
export const SILENT = 5;

export class Tries {
  readonly #slots: Slots;
  /** Who waits for it; `NONE` when nobody does any more. */
  request = new Int32Array(0);
  /** An inner request that it leads to. */
  child = new Int32Array(0);
  server = new Int32Array(0);
  /** Index of the target's tally. */
  target = new Int32Array(0);
  stage = new Int32Array(0);
  /** Of the answer. */
  status = new Int32Array(0);
  isShed = new Int32Array(0);
  /** Still on the agenda of a server that forgot it: 1; 2 when nobody else needs the slot. */
  #lingers = new Int32Array(0);
  /** Its worker is freed by an event of its own. */
  isPausing = new Int32Array(0);
  /** Of the server when it took the try: one that was reset since has forgotten it. */
  generation = new Int32Array(0);
  /** The next in the server's queue, or among the notes of a request. */
  next = new Int32Array(0);
  /** As `OUTCOMES` of the tallies numbers them; set for notes. */
  outcome = new Int32Array(0);
  startedAtMs = new Float64Array(0);
  /** How long it took; set for notes. */
  tookMs = new Float64Array(0);
  workMs = new Float64Array(0);
  /** 0–1: the answer fails when below the error ratio. */
  luck = new Float64Array(0);
  /** Between gateway and server, as the agenda numbers it. */
  delay = new Int32Array(0);
  readonly addresses: (Address | null)[] = [];

  constructor(onGrow: (capacity: number) => void) {
    this.#slots = new Slots((capacity) => {
      this.#grow(capacity);
      onGrow(capacity);
    });
  }

  get capacity(): number {
    return this.#slots.capacity;
  }

  get inUse(): number {
    return this.#slots.inUse;
  }

  take(request: number): number {
    const slot = this.#slots.take();
    this.request[slot] = request;
    this.child[slot] = NONE;
    this.isShed[slot] = 0;
    return slot;
  }

  give(slot: number): void {
    this.stage[slot] = 0;
    if (this.#lingers[slot] === 0) this.#slots.give(slot);
    else this.#lingers[slot] = 2;
  }

  /** The slot is not free before `stopLingering`, whoever gives it back. */
  linger(slot: number): void {
    this.#lingers[slot] = 1;
  }

  stopLingering(slot: number): void {
    const isGiven = this.#lingers[slot] === 2;
    this.#lingers[slot] = 0;
    if (isGiven) this.#slots.give(slot);
  }

  #grow(capacity: number): void {
    this.request = grownInts(this.request, capacity);
    this.child = grownInts(this.child, capacity);
    this.server = grownInts(this.server, capacity);
    this.target = grownInts(this.target, capacity);
    this.stage = grownInts(this.stage, capacity);
    this.status = grownInts(this.status, capacity);
    this.isShed = grownInts(this.isShed, capacity);
    this.#lingers = grownInts(this.#lingers, capacity);
    this.isPausing = grownInts(this.isPausing, capacity);
    this.generation = grownInts(this.generation, capacity);
    this.next = grownInts(this.next, capacity);
    this.outcome = grownInts(this.outcome, capacity);
    this.startedAtMs = grownFloats(this.startedAtMs, capacity);
    this.tookMs = grownFloats(this.tookMs, capacity);
    this.workMs = grownFloats(this.workMs, capacity);
    this.luck = grownFloats(this.luck, capacity);
    this.delay = grownInts(this.delay, capacity);
    while (this.addresses.length < capacity) this.addresses.push(null);
  }
}
