/**
 * Kong's proxying in virtual time: a try at the target that the balancer picks, retries after
 * refused connections and time-outs (never after an answer, whatever its status), Kong's own
 * statuses, the passive checks, and what the log entry says.
 *
 * Requests are taken for GETs, which Kong may send again after a time-out (facts 67).
 */

import type { TryReport } from '../../balancer/contract.ts';
import type { Agenda } from '../engine/agenda.ts';
import type { Timers } from '../engine/timers.ts';
import { ANSWER, REACH } from './event-kinds.ts';
import {
  CONNECTION_FAILED,
  type ProxyRequest,
  type Requests,
  SILENT,
  TO_GATEWAY,
  TO_SERVER,
  type Tries,
  type Try,
} from './in-flight.ts';
import type { Network } from './network.ts';
import { NONE, type NodePlace, type NodeUpstream, type TargetPlace } from './node-upstreams.ts';
import type { Servers } from './servers.ts';
import type { ServicePlace } from './service-places.ts';
import {
  ABORTED,
  CONNECT_FAILURES,
  ERRORS,
  OK,
  OVERLOAD,
  type Tallies,
  TIMEOUTS,
} from './tallies.ts';

export interface ProxyParts {
  readonly agenda: Agenda;
  readonly requests: Requests;
  readonly tries: Tries;
  readonly timers: Timers;
  readonly servers: Servers;
  readonly tallies: Tallies;
  readonly nodes: readonly NodePlace[];
  readonly services: readonly ServicePlace[];
  /** By index; the values to hash on. */
  readonly keys: readonly string[];
  readonly network: Network;
  /** A client's request is answered. */
  readonly onAnswered: (request: ProxyRequest, status: number) => void;
}

const TCP_FAILURE: TryReport = { kind: 'tcp-failure' };
const TIMEOUT: TryReport = { kind: 'timeout' };
const BAD_GATEWAY = 502;
const GATEWAY_TIMEOUT = 504;
/** The compiler knows the value of the module's own constants, not of imported ones. */
const NOBODY = NONE;
/** Turns the luck of a request into that of its next try: equidistributed, nothing to draw. */
const GOLDEN_RATIO = 0.618_033_988_749_894_8;

export class Proxy {
  readonly #parts: ProxyParts;
  readonly #agenda: Agenda;
  readonly #requests: Requests;
  readonly #tries: Tries;

  constructor(parts: ProxyParts) {
    this.#parts = parts;
    this.#agenda = parts.agenda;
    this.#requests = parts.requests;
    this.#tries = parts.tries;
  }

  /** A request has come; its node, worker, service, key, work and luck are set. */
  begin(request: ProxyRequest): void {
    const service = serviceOf(request);
    const upstream = this.#parts.nodes[request.node]?.ofServices[service.index] ?? null;
    request.startedAtMs = this.#agenda.nowMs;
    request.retriesLeft = service.retries;
    request.tries = 0;
    request.currentTry = null;
    request.notes = null;
    request.server = NOBODY;
    request.isShed = false;
    request.upstream = upstream;
    if (upstream === null) {
      // The host is no upstream and no name: "name resolution failed".
      this.#finish(request, 503);
      return;
    }
    const key = this.#parts.keys[request.key] ?? null;
    request.handle = upstream.model.begin(request.worker, key, request.handle);
    this.#tryNext(request, upstream);
  }

  /** An answer or a failure is back at the gateway. */
  answered(number: number): void {
    const answered = this.#tries.at(number);
    const { request, status } = answered;
    if (request === null) {
      this.#tries.give(answered);
      return;
    }
    this.#parts.timers.stop(answered.timer);
    if (status === CONNECTION_FAILED) {
      this.#failed(request, answered, CONNECT_FAILURES);
      return;
    }
    const outcome = outcomeOf(request, status);
    const tookMs = this.#agenda.nowMs - answered.startedAtMs;
    this.#parts.tallies.countTry(answered.target, outcome, tookMs);
    report(request, answered, status === GATEWAY_TIMEOUT ? TIMEOUT : reportOf(status));
    request.server = answered.server;
    request.isShed = answered.isShed;
    request.currentTry = null;
    this.#giveTry(answered);
    this.#finish(request, status);
  }

  /** A try has waited for as long as Kong waits. */
  timedOut(number: number): void {
    const late = this.#tries.at(number);
    const { request } = late;
    if (request !== null) this.#failed(request, this.#leave(late), TIMEOUTS);
  }

  /** The client has gone. Kong closes its connection to the target and logs 499. */
  abort(request: ProxyRequest): void {
    const service = serviceOf(request);
    const current = request.currentTry;
    const { nowMs } = this.#agenda;
    let isFailed = nowMs - request.startedAtMs >= service.deadlineMs;
    if (current !== null) {
      this.#parts.timers.stop(current.timer);
      const note = this.#leave(current);
      const tookMs = nowMs - note.startedAtMs;
      const isTimeout = tookMs >= service.readTimeoutMs || isFailed;
      isFailed ||= isTimeout;
      this.#parts.tallies.countTry(note.target, isTimeout ? TIMEOUTS : ABORTED, tookMs);
      this.#giveTry(note);
    }
    this.#close(request);
    if (isFailed) this.#parts.tallies.countFailed(service.tally, { isShed: false });
  }

  #tryNext(request: ProxyRequest, upstream: NodeUpstream): void {
    const { handle } = request;
    if (handle === null) return;
    const { nowMs } = this.#agenda;
    const picked = upstream.model.pick(handle, nowMs);
    if (picked.kind !== 'address') {
      this.#finish(request, picked.kind === 'error' ? 500 : 503);
      return;
    }
    const place = upstream.placeOf(picked.address);
    const next = this.#tries.take(request);
    request.tries += 1;
    request.currentTry = next;
    next.address = picked.address;
    next.target = place.tally;
    next.server = place.server;
    next.startedAtMs = nowMs;
    next.workMs = request.workMs;
    const before = request.tries - 1;
    next.luck = before === 0 ? request.luck : (request.luck + before * GOLDEN_RATIO) % 1;
    this.#send(request, next, place);
  }

  #send(request: ProxyRequest, sent: Try, place: TargetPlace): void {
    const { timers, servers, network } = this.#parts;
    const { server } = place;
    const service = serviceOf(request);
    const { nowMs } = this.#agenda;
    sent.stage = TO_SERVER;
    if (server !== NOBODY) {
      const travelMs = network.travelMs[request.node]?.[server] ?? 0;
      const lane = servers.isUnreachable(server) ? service.connectLane : service.readLane;
      sent.travelMs = travelMs;
      timers.start(sent.timer, lane, nowMs);
      this.#agenda.at(nowMs + travelMs, REACH, sent.number);
      return;
    }
    timers.start(sent.timer, service.readLane, nowMs);
    if (place.isShed) {
      sent.isShed = true;
      this.#answerLocally(sent, 503);
    } else {
      this.#enter(request, sent, place.service);
    }
  }

  /** The target is the gateway itself: another request begins, at any of its workers. */
  #enter(request: ProxyRequest, parent: Try, service: number): void {
    const { nodes, services } = this.#parts;
    const { node } = request;
    const { luck } = parent;
    const inner = this.#requests.take();
    inner.parentTry = parent;
    inner.node = node;
    inner.worker = Math.floor(luck * (nodes[node]?.workers ?? 1));
    inner.service = services[service] ?? null;
    inner.key = request.key;
    inner.workMs = request.workMs;
    // Another number than the one that chose the worker.
    inner.luck = (luck * 65_537) % 1;
    inner.sentAtMs = request.sentAtMs;
    parent.child = inner;
    parent.stage = SILENT;
    this.begin(inner);
  }

  #answerLocally(answered: Try, status: number): void {
    answered.status = status;
    answered.stage = TO_GATEWAY;
    const { nowMs } = this.#agenda;
    this.#agenda.at(nowMs + this.#parts.network.hopMs, ANSWER, answered.number);
  }

  /** A try failed before its answer; it belongs to the gateway alone. */
  #failed(request: ProxyRequest, failed: Try, outcome: number): void {
    failed.outcome = outcome;
    failed.tookMs = this.#agenda.nowMs - failed.startedAtMs;
    request.currentTry = null;
    const isTimeout = outcome === TIMEOUTS;
    const { retriesLeft, upstream } = request;
    // The last try counts as an HTTP status whatever happened to it (kong-facts B4).
    const lastReport = isTimeout ? TIMEOUT : reportOf(BAD_GATEWAY);
    const retryReport = isTimeout ? TIMEOUT : TCP_FAILURE;
    report(request, failed, retriesLeft > 0 ? retryReport : lastReport);
    failed.address = null;
    failed.next = request.notes;
    request.notes = failed;
    if (retriesLeft > 0 && upstream !== null) {
      request.retriesLeft = retriesLeft - 1;
      this.#tryNext(request, upstream);
    } else {
      this.#finish(request, isTimeout ? GATEWAY_TIMEOUT : BAD_GATEWAY);
    }
  }

  /** Stops waiting for a try; returns one with what is known of it, the gateway's own. */
  #leave(left: Try): Try {
    const { child } = left;
    if (child !== null) {
      this.abort(child);
      this.#requests.give(child);
      left.child = null;
      return left;
    }
    if (left.stage === SILENT) return left;
    const note = this.#tries.take(left.request);
    left.request = null;
    note.target = left.target;
    note.server = NOBODY;
    note.startedAtMs = left.startedAtMs;
    note.address = left.address;
    left.address = null;
    return note;
  }

  #finish(request: ProxyRequest, status: number): void {
    const { tallies } = this.#parts;
    const { tally } = serviceOf(request);
    this.#close(request);
    if (status < 500) tallies.countGood(tally);
    else tallies.countFailed(tally, { isShed: request.isShed });
    const parent = request.parentTry;
    if (parent === null) {
      this.#parts.onAnswered(request, status);
      return;
    }
    parent.child = null;
    parent.server = request.server;
    parent.isShed = request.isShed;
    this.#requests.give(request);
    this.#answerLocally(parent, status);
  }

  /** Kong's log phase: frees the balancer's counts, tells of the tries that failed. */
  #close(request: ProxyRequest): void {
    const { handle, upstream } = request;
    const { nowMs } = this.#agenda;
    if (handle !== null && upstream !== null) {
      // nginx's variable is a list after a retry, which Kong reads as nothing (kong-facts A4).
      const responseTimeMs = request.tries === 1 ? nowMs - request.startedAtMs : null;
      upstream.model.end(handle, { responseTimeMs }, nowMs);
    }
    request.upstream = null;
    for (let note = request.notes; note !== null;) {
      const { next } = note;
      this.#parts.tallies.countTry(note.target, note.outcome, note.tookMs);
      this.#tries.give(note);
      note = next;
    }
  }

  #giveTry(given: Try): void {
    given.address = null;
    this.#tries.give(given);
  }
}

function report({ upstream }: ProxyRequest, { address }: Try, what: TryReport): void {
  if (address !== null) upstream?.model.reportTry(address, what);
}

function outcomeOf(request: ProxyRequest, status: number): number {
  if (status < 500 && status !== 429) return OK;
  return serviceOf(request).overloadStatuses.includes(status) ? OVERLOAD : ERRORS;
}

function serviceOf({ service }: ProxyRequest): ServicePlace {
  if (service === null) throw new RangeError('a request to no service');
  return service;
}

/** One object per status, so that reporting allocates nothing. */
const REPORTS: readonly TryReport[] = Array.from({ length: 600 }, (_, status) => {
  return { kind: 'status', status };
});

function reportOf(status: number): TryReport {
  return REPORTS[status] ?? { kind: 'status', status };
}
