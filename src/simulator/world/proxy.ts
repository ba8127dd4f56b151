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
import type { Network } from './network.ts';
import type { NodePlace, NodeUpstream, TargetPlace } from './node-upstreams.ts';
import type { Requests } from './requests.ts';
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
import { CONNECTION_FAILED, NONE, SILENT, TO_GATEWAY, TO_SERVER, type Tries } from './tries.ts';

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
  readonly onAnswered: (request: number, status: number) => void;
}

const TCP_FAILURE: TryReport = { kind: 'tcp-failure' };
const TIMEOUT: TryReport = { kind: 'timeout' };
const BAD_GATEWAY = 502;
const GATEWAY_TIMEOUT = 504;
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
  begin(request: number): void {
    const requests = this.#requests;
    const service = this.#service(request);
    const node = this.#parts.nodes[requests.node[request] ?? 0];
    const upstream = node?.ofServices[requests.service[request] ?? 0] ?? null;
    requests.startedAtMs[request] = this.#agenda.nowMs;
    requests.retriesLeft[request] = service.retries;
    requests.tries[request] = 0;
    requests.currentTry[request] = NONE;
    requests.notes[request] = NONE;
    requests.server[request] = NONE;
    requests.isShed[request] = 0;
    requests.upstreams[request] = upstream;
    if (upstream === null) {
      // The host is no upstream and no name: "name resolution failed".
      this.#finish(request, 503);
      return;
    }
    const key = this.#parts.keys[requests.key[request] ?? 0] ?? null;
    const { handles } = requests;
    const worker = requests.worker[request] ?? 0;
    handles[request] = upstream.model.begin(worker, key);
    this.#tryNext(request, upstream);
  }

  /** An answer or a failure is back at the gateway. */
  answered(slot: number): void {
    const tries = this.#tries;
    const request = tries.request[slot] ?? NONE;
    if (request === NONE) {
      tries.give(slot);
      return;
    }
    this.#parts.timers.stop(slot);
    const status = tries.status[slot] ?? 0;
    if (status === CONNECTION_FAILED) {
      this.#failed(request, slot, CONNECT_FAILURES);
      return;
    }
    const outcome = this.#outcomeOf(request, status);
    const tookMs = this.#agenda.nowMs - (tries.startedAtMs[slot] ?? 0);
    this.#parts.tallies.countTry(tries.target[slot] ?? 0, outcome, tookMs);
    this.#report(request, slot, status === GATEWAY_TIMEOUT ? TIMEOUT : reportOf(status));
    const requests = this.#requests;
    requests.server[request] = tries.server[slot] ?? NONE;
    requests.isShed[request] = tries.isShed[slot] ?? 0;
    requests.currentTry[request] = NONE;
    this.#giveTry(slot);
    this.#finish(request, status);
  }

  /** A try has waited for as long as Kong waits. */
  timedOut(slot: number): void {
    const request = this.#tries.request[slot] ?? NONE;
    if (request === NONE) return;
    this.#failed(request, this.#leave(slot), TIMEOUTS);
  }

  /** The client has gone. Kong closes its connection to the target and logs 499. */
  abort(request: number): void {
    const requests = this.#requests;
    const service = this.#service(request);
    const current = requests.currentTry[request] ?? NONE;
    const waitedMs = this.#agenda.nowMs - (requests.startedAtMs[request] ?? 0);
    let isFailed = waitedMs >= service.deadlineMs;
    if (current !== NONE) {
      this.#parts.timers.stop(current);
      const note = this.#leave(current);
      const tookMs = this.#agenda.nowMs - (this.#tries.startedAtMs[note] ?? 0);
      const isTimeout = tookMs >= service.readTimeoutMs || isFailed;
      isFailed ||= isTimeout;
      this.#parts.tallies.countTry(
        this.#tries.target[note] ?? 0,
        isTimeout ? TIMEOUTS : ABORTED,
        tookMs,
      );
      this.#giveTry(note);
    }
    this.#close(request);
    if (isFailed) this.#parts.tallies.countFailed(service.tally, { isShed: false });
  }

  #tryNext(request: number, upstream: NodeUpstream): void {
    const requests = this.#requests;
    const handle = requests.handles[request];
    if (handle === undefined) return;
    const picked = upstream.model.pick(handle, this.#agenda.nowMs);
    if (picked.kind !== 'address') {
      this.#finish(request, picked.kind === 'error' ? 500 : 503);
      return;
    }
    const place = upstream.placeOf(picked.address);
    const tries = this.#tries;
    const number = (requests.tries[request] ?? 0) + 1;
    const slot = tries.take(request);
    requests.tries[request] = number;
    requests.currentTry[request] = slot;
    tries.addresses[slot] = picked.address;
    tries.target[slot] = place.tally;
    tries.server[slot] = place.server;
    tries.startedAtMs[slot] = this.#agenda.nowMs;
    tries.workMs[slot] = requests.workMs[request] ?? 0;
    const luck = requests.luck[request] ?? 0;
    tries.luck[slot] = number === 1 ? luck : (luck + (number - 1) * GOLDEN_RATIO) % 1;
    this.#send(request, slot, place);
  }

  #send(request: number, slot: number, place: TargetPlace): void {
    const { timers, servers } = this.#parts;
    const tries = this.#tries;
    const { server } = place;
    const service = this.#service(request);
    const { nowMs } = this.#agenda;
    tries.stage[slot] = TO_SERVER;
    if (server !== NONE) {
      const node = this.#requests.node[request] ?? 0;
      const delay = this.#parts.network.delays[node]?.[server] ?? 0;
      const isUnreachable = servers.isUnreachable(server);
      tries.delay[slot] = delay;
      timers.start(slot, isUnreachable ? service.connectLane : service.readLane, nowMs);
      this.#agenda.after(delay, REACH, slot);
      return;
    }
    timers.start(slot, service.readLane, nowMs);
    if (place.isShed) {
      tries.isShed[slot] = 1;
      this.#answerLocally(slot, 503);
    } else {
      this.#enter(request, slot, place.service);
    }
  }

  /** The target is the gateway itself: another request begins, at any of its workers. */
  #enter(request: number, slot: number, service: number): void {
    const requests = this.#requests;
    const node = requests.node[request] ?? 0;
    const inner = requests.take();
    const luck = this.#tries.luck[slot] ?? 0;
    requests.parentTry[inner] = slot;
    requests.node[inner] = node;
    requests.worker[inner] = Math.floor(luck * (this.#parts.nodes[node]?.workers ?? 1));
    requests.service[inner] = service;
    requests.key[inner] = requests.key[request] ?? 0;
    requests.workMs[inner] = requests.workMs[request] ?? 0;
    // Another number than the one that chose the worker.
    requests.luck[inner] = (luck * 65_537) % 1;
    requests.sentAtMs[inner] = requests.sentAtMs[request] ?? 0;
    this.#tries.child[slot] = inner;
    this.#tries.stage[slot] = SILENT;
    this.begin(inner);
  }

  #answerLocally(slot: number, status: number): void {
    this.#tries.status[slot] = status;
    this.#tries.stage[slot] = TO_GATEWAY;
    this.#agenda.after(this.#parts.network.hopDelay, ANSWER, slot);
  }

  /** A try failed before its answer; `slot` belongs to the gateway alone. */
  #failed(request: number, slot: number, outcome: number): void {
    const requests = this.#requests;
    const tries = this.#tries;
    tries.outcome[slot] = outcome;
    tries.tookMs[slot] = this.#agenda.nowMs - (tries.startedAtMs[slot] ?? 0);
    requests.currentTry[request] = NONE;
    const isTimeout = outcome === TIMEOUTS;
    const retriesLeft = requests.retriesLeft[request] ?? 0;
    // The last try counts as an HTTP status whatever happened to it (kong-facts B4).
    const lastReport = isTimeout ? TIMEOUT : reportOf(BAD_GATEWAY);
    const retryReport = isTimeout ? TIMEOUT : TCP_FAILURE;
    this.#report(request, slot, retriesLeft > 0 ? retryReport : lastReport);
    tries.addresses[slot] = null;
    tries.next[slot] = requests.notes[request] ?? NONE;
    requests.notes[request] = slot;
    const upstream = requests.upstreams[request] ?? null;
    if (retriesLeft > 0 && upstream !== null) {
      requests.retriesLeft[request] = retriesLeft - 1;
      this.#tryNext(request, upstream);
    } else {
      this.#finish(request, isTimeout ? GATEWAY_TIMEOUT : BAD_GATEWAY);
    }
  }

  /** Stops waiting for a try; returns a slot with what is known of it, the gateway's own. */
  #leave(slot: number): number {
    const tries = this.#tries;
    const child = tries.child[slot] ?? NONE;
    if (child !== NONE) {
      this.abort(child);
      this.#requests.give(child);
      tries.child[slot] = NONE;
      return slot;
    }
    if (tries.stage[slot] === SILENT) return slot;
    const note = tries.take(tries.request[slot] ?? NONE);
    tries.request[slot] = NONE;
    tries.target[note] = tries.target[slot] ?? 0;
    tries.server[note] = NONE;
    tries.startedAtMs[note] = tries.startedAtMs[slot] ?? 0;
    tries.addresses[note] = tries.addresses[slot] ?? null;
    tries.addresses[slot] = null;
    return note;
  }

  #finish(request: number, status: number): void {
    const requests = this.#requests;
    const { tallies } = this.#parts;
    const { tally } = this.#service(request);
    this.#close(request);
    if (status < 500) tallies.countGood(tally);
    else tallies.countFailed(tally, { isShed: requests.isShed[request] === 1 });
    const parent = requests.parentTry[request] ?? NONE;
    if (parent === NONE) {
      this.#parts.onAnswered(request, status);
      return;
    }
    const tries = this.#tries;
    tries.child[parent] = NONE;
    tries.server[parent] = requests.server[request] ?? NONE;
    tries.isShed[parent] = requests.isShed[request] ?? 0;
    requests.give(request);
    this.#answerLocally(parent, status);
  }

  /** Kong's log phase: frees the balancer's counts, tells of the tries that failed. */
  #close(request: number): void {
    const requests = this.#requests;
    const tries = this.#tries;
    const { tallies } = this.#parts;
    const handle = requests.handles[request];
    const { nowMs } = this.#agenda;
    const upstream = requests.upstreams[request] ?? null;
    if (handle !== undefined && upstream !== null) {
      // nginx's variable is a list after a retry, which Kong reads as nothing (kong-facts A4).
      const isOnly = requests.tries[request] === 1;
      const responseTimeMs = isOnly ? nowMs - (requests.startedAtMs[request] ?? 0) : null;
      upstream.model.end(handle, { responseTimeMs }, nowMs);
    }
    requests.upstreams[request] = null;
    let note = requests.notes[request] ?? NONE;
    while (note !== NONE) {
      const next = tries.next[note] ?? NONE;
      tallies.countTry(tries.target[note] ?? 0, tries.outcome[note] ?? 0, tries.tookMs[note] ?? 0);
      tries.give(note);
      note = next;
    }
  }

  #report(request: number, slot: number, report: TryReport): void {
    const address = this.#tries.addresses[slot] ?? null;
    if (address !== null) this.#requests.upstreams[request]?.model.reportTry(address, report);
  }

  #giveTry(slot: number): void {
    this.#tries.addresses[slot] = null;
    this.#tries.give(slot);
  }

  #outcomeOf(request: number, status: number): number {
    if (status < 500 && status !== 429) return OK;
    return this.#service(request).overloadStatuses.includes(status) ? OVERLOAD : ERRORS;
  }

  #service(request: number): ServicePlace {
    const service = this.#parts.services[this.#requests.service[request] ?? 0];
    if (service === undefined) throw new RangeError('a request to no service');
    return service;
  }
}

/** One object per status, so that reporting allocates nothing. */
const REPORTS: readonly TryReport[] = Array.from({ length: 600 }, (_, status) => {
  return { kind: 'status', status };
});

function reportOf(status: number): TryReport {
  return REPORTS[status] ?? { kind: 'status', status };
}
