/**
 * The clients: open-loop sources of requests with a deadline, and with retries after a failure.
 * All that is drawn is drawn here, when a request is sent, so it is the same whatever follows.
 */

import type { ClientBehaviour } from '../contract.ts';
import type { Agenda } from '../engine/agenda.ts';
import { Arrivals } from '../engine/arrivals.ts';
import { exponentials, serviceTimes } from '../engine/distributions.ts';
import { Draws, type Shape } from '../engine/streams.ts';
import type { Lane, Timers } from '../engine/timers.ts';
import type { SourceSpec } from './contract.ts';
import { ARRIVAL, CLIENT_RETRY } from './event-kinds.ts';
import type { ProxyRequest, Requests } from './in-flight.ts';
import type { Seconds } from './seconds.ts';
import type { ServicePlace } from './service-places.ts';

export interface ClientsParts {
  readonly seed: number;
  readonly agenda: Agenda;
  readonly requests: Requests;
  readonly deadlines: Timers;
  readonly seconds: Seconds;
  readonly client: ClientBehaviour;
  readonly sources: readonly SourcePlace[];
}

export interface SourcePlace {
  readonly spec: SourceSpec;
  readonly service: ServicePlace;
  readonly firstNode: number;
  readonly nodes: number;
  readonly workers: number;
}

/** What the proxy does for the clients. */
export interface Gateway {
  begin(request: ProxyRequest): void;
  abort(request: ProxyRequest): void;
}

interface Source extends SourcePlace {
  readonly arrivals: Arrivals;
  readonly places: Draws;
  readonly keys: Draws;
  readonly work: Draws;
  readonly luck: Draws;
}

const BACK_OFF_MS = 100;
const GOOD = 200;

export class Clients {
  readonly #parts: ClientsParts;
  readonly #gateway: Gateway;
  readonly #agenda: Agenda;
  readonly #requests: Requests;
  readonly #sources: readonly Source[];
  readonly #deadlineLane: Lane;

  constructor(parts: ClientsParts, gateway: Gateway) {
    this.#parts = parts;
    this.#gateway = gateway;
    this.#agenda = parts.agenda;
    this.#requests = parts.requests;
    this.#deadlineLane = parts.deadlines.laneOf(parts.client.deadlineMs);
    this.#sources = parts.sources.map((place, index) => createSource(place, { index, parts }));
    for (const [index, { arrivals }] of this.#sources.entries()) {
      arrivals.advance();
      this.#agenda.at(arrivals.nextMs, ARRIVAL, index);
    }
  }

  /** A source sends its next request. */
  send(index: number): void {
    const source = this.#sources[index];
    const { nowMs } = this.#agenda;
    // Of a rate that was changed since.
    if (source === undefined || source.arrivals.nextMs !== nowMs) return;
    source.arrivals.advance();
    this.#agenda.at(source.arrivals.nextMs, ARRIVAL, index);
    const request = this.#requests.take();
    const place = Math.floor(source.places.next() * source.nodes * source.workers);
    request.node = source.firstNode + Math.floor(place / source.workers);
    request.worker = place % source.workers;
    request.service = source.service;
    request.key = Math.floor(source.keys.next() * source.spec.keys);
    request.workMs = source.work.next();
    request.luck = source.luck.next();
    request.sentAtMs = nowMs;
    this.#parts.seconds.sent(nowMs);
    this.#parts.deadlines.start(request.deadline, this.#deadlineLane, nowMs);
    this.#gateway.begin(request);
  }

  /** The gateway has answered. */
  answered(request: ProxyRequest, status: number): void {
    const { sentAtMs } = request;
    const { deadlines, seconds, client } = this.#parts;
    if (status === GOOD) {
      const latencyMs = this.#agenda.nowMs - sentAtMs;
      deadlines.stop(request.deadline);
      seconds.served(sentAtMs, latencyMs, request.server);
      this.#requests.give(request);
      return;
    }
    if (request.attempts < client.retries && this.#backOff(request)) return;
    deadlines.stop(request.deadline);
    seconds.failed(sentAtMs, request.isShed);
    this.#requests.give(request);
  }

  retry(number: number): void {
    const request = this.#requests.at(number);
    if (!request.isWaiting) return;
    request.isWaiting = false;
    this.#gateway.begin(request);
  }

  /** The client gives up. */
  expired(number: number): void {
    const request = this.#requests.at(number);
    if (!request.isWaiting) this.#gateway.abort(request);
    this.#parts.seconds.failed(request.sentAtMs, false);
    this.#requests.give(request);
  }

  /** From now on; of one service, or of all. */
  setRateFactor(factor: number, service?: string): void {
    const { nowMs } = this.#agenda;
    for (const [index, { arrivals, spec }] of this.#sources.entries()) {
      if (service !== undefined && spec.service !== service) continue;
      arrivals.setFactor(factor, nowMs);
      this.#agenda.at(arrivals.nextMs, ARRIVAL, index);
    }
  }

  /** Waits a doubling, jittered time; `false` when the deadline would pass meanwhile. */
  #backOff(request: ProxyRequest): boolean {
    const attempts = request.attempts + 1;
    const { nowMs } = this.#agenda;
    // Another request, as far as luck goes.
    const luck = (request.luck * 48_271 + attempts * 0.37) % 1;
    const waitMs = BACK_OFF_MS * 2 ** (attempts - 1) * (0.5 + luck);
    const deadlineMs = request.sentAtMs + this.#parts.client.deadlineMs;
    if (nowMs + waitMs >= deadlineMs) return false;
    request.attempts = attempts;
    request.luck = luck;
    request.isWaiting = true;
    this.#agenda.at(nowMs + waitMs, CLIENT_RETRY, request.number);
    return true;
  }
}

function createSource(
  place: SourcePlace,
  { index, parts }: { index: number; parts: ClientsParts },
): Source {
  const { spec } = place;
  const draws = (purpose: string, shape?: Shape) => {
    return new Draws({ seed: parts.seed, purpose, number: index }, shape);
  };
  const gaps = draws('gaps', exponentials(1));
  const { ratePerSecond, shape, serviceTime } = spec;
  return {
    ...place,
    arrivals: new Arrivals({ ratePerSecond, shape, nextGap: () => gaps.next() }),
    places: draws('places'),
    keys: draws('keys'),
    work: draws('work', serviceTimes(serviceTime)),
    luck: draws('luck'),
  };
}
