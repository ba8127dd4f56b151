/**
 * What is on its way: requests at a gateway (a client's, or the inner one of a two-level layout), and
 * the tries that a gateway sends to targets for them. Both are slots, used again and again.
 *
 * A try is shared by the two sides: a gateway that gave up leaves it to the server, which goes on
 * working (as real ones do), and the one that is done last gives it back.
 *
 * Times and ratios are NaN until they are known, which makes them plain doubles from the start.
 */

import type { Address, PickHandle } from '../../balancer/contract.ts';
import { Slots } from '../engine/slots.ts';
import { Timer } from '../engine/timers.ts';
import type { NodeUpstream } from './node-upstreams.ts';
import type { ServicePlace } from './service-places.ts';

/** Where a try is. */
const NOWHERE = 0;
export const TO_SERVER = 1;
export const QUEUED = 2;
export const IN_SERVICE = 3;
export const TO_GATEWAY = 4;
/** No answer will come. */
export const SILENT = 5;

/** In place of a status: refused, reset or closed before an answer. */
export const CONNECTION_FAILED = -1;
/** In place of the index of a server. */
const NO_SERVER = -1;

export class ProxyRequest {
  readonly number: number;
  readonly deadline: Timer;
  /** Index over all gateways. */
  node = 0;
  worker = 0;
  service: ServicePlace | null = null;
  key = 0;
  /** Further tries the gateway may make. */
  retriesLeft = 0;
  tries = 0;
  currentTry: Try | null = null;
  /** First of the failed tries of this request, told in its log entry. */
  notes: Try | null = null;
  /** The try that this is the inner request of; `null` for a client's. */
  parentTry: Try | null = null;
  /** Times that the client sent it. */
  attempts = 0;
  /** Where the last answer came from. */
  server = NO_SERVER;
  isShed = false;
  /** While the client waits before it sends it again. */
  isWaiting = false;
  /** When the client meant to send it. */
  sentAtMs = Number.NaN;
  /** When it came to the gateway. */
  startedAtMs = Number.NaN;
  workMs = Number.NaN;
  luck = Number.NaN;
  /** Kept when it is ended, to be used again. */
  handle: PickHandle | null = null;
  /** `null` when no balancer is at work for the request. */
  upstream: NodeUpstream | null = null;

  constructor(number: number) {
    this.number = number;
    this.deadline = new Timer(number);
  }
}

export class Try {
  readonly number: number;
  readonly timer: Timer;
  /** Who waits for it; `null` when nobody does any more. */
  request: ProxyRequest | null = null;
  /** An inner request that it leads to. */
  child: ProxyRequest | null = null;
  /** Index of the server. */
  server = NO_SERVER;
  /** Index of the target's tally. */
  target = 0;
  stage = NOWHERE;
  /** Of the answer. */
  status = 0;
  isShed = false;
  /** Still on the agenda of a server that forgot it. */
  lingers = false;
  /** Nobody else needs the slot when it no longer lingers. */
  isGiven = false;
  /** Its worker is freed by an event of its own. */
  isPausing = false;
  /** Of the server when it took the try: one that was reset since has forgotten it. */
  generation = 0;
  /** The next in the server's queue, or among the notes of a request. */
  next: Try | null = null;
  /** As the tallies number outcomes; set for notes. */
  outcome = 0;
  startedAtMs = Number.NaN;
  /** How long it took; set for notes. */
  tookMs = Number.NaN;
  workMs = Number.NaN;
  /** 0–1: the answer fails when below the error ratio. */
  luck = Number.NaN;
  /** One way, between gateway and server. */
  travelMs = Number.NaN;
  address: Address | null = null;

  constructor(number: number) {
    this.number = number;
    this.timer = new Timer(number);
  }
}

export class Requests {
  readonly #slots = new Slots((number) => new ProxyRequest(number));

  get inUse(): number {
    return this.#slots.inUse;
  }

  at(number: number): ProxyRequest {
    return this.#slots.at(number);
  }

  take(): ProxyRequest {
    const request = this.#slots.take();
    request.parentTry = null;
    request.attempts = 0;
    request.isWaiting = false;
    return request;
  }

  give(request: ProxyRequest): void {
    this.#slots.give(request);
  }
}

export class Tries {
  readonly #slots = new Slots((number) => new Try(number));

  /** Also those that are free: their stage says so. */
  get all(): readonly Try[] {
    return this.#slots.all;
  }

  at(number: number): Try {
    return this.#slots.at(number);
  }

  take(request: ProxyRequest | null): Try {
    const taken = this.#slots.take();
    taken.request = request;
    taken.child = null;
    taken.isShed = false;
    return taken;
  }

  give(given: Try): void {
    given.stage = NOWHERE;
    if (given.lingers) given.isGiven = true;
    else this.#slots.give(given);
  }

  /** The slot is not free before `stopLingering`, whoever gives it back. */
  linger(lingering: Try): void {
    lingering.lingers = true;
    lingering.isGiven = false;
  }

  stopLingering(lingering: Try): void {
    lingering.lingers = false;
    if (lingering.isGiven) this.#slots.give(lingering);
    lingering.isGiven = false;
  }
}
