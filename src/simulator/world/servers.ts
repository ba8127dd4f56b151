/**
 * The servers: some workers, a FIFO queue, 503 when that is full, and the faults of `ServerState`.
 *
 * A server does not notice that a gateway gave up: it works on for nobody, which is what makes
 * overload with impatient clients so bad. Capacity that is not a whole number of workers comes
 * from workers that pause after each answer, so a small server answers as fast as a big one.
 */

import { assert } from '../../lib/assert.ts';
import type { Agenda } from '../engine/agenda.ts';
import type { HealthAnswer, ServerSpec, ServerState } from './contract.ts';
import { SERVER_WELL } from './contract.ts';
import { ANSWER, DONE, WORKER_FREE } from './event-kinds.ts';
import {
  CONNECTION_FAILED,
  IN_SERVICE,
  QUEUED,
  SILENT,
  TO_GATEWAY,
  type Tries,
  type Try,
} from './in-flight.ts';

/** Begins when the first request comes. */
const NOT_YET = Infinity;

/** One server: what is specified and wrong with it made quick to look up, and what it is doing. */
class Server {
  readonly spec: ServerSpec;
  state: ServerState = SERVER_WELL;
  isUp = true;
  workers = 0;
  busy = 0;
  queueLimit = 0;
  queued = 0;
  queueHead: Try | null = null;
  queueTail: Try | null = null;
  /** Counts its resets: what it took before the last one it has forgotten. */
  generation = 0;
  /** Answer time over worker time; below 1 the worker pauses after each answer. */
  paceRatio = Number.NaN;
  slowFactor = Number.NaN;
  errorRatio = Number.NaN;
  /** When the first request came after `cold` was set; `null` when it is not cold. */
  coldSinceMs: number | null = null;
  busyMs = Number.NaN;
  countedAtMs = Number.NaN;

  constructor(spec: ServerSpec) {
    this.spec = spec;
    this.busyMs = 0;
    this.countedAtMs = 0;
    this.apply();
  }

  /** Makes what is specified and what is wrong with it quick to look up. */
  apply(): void {
    const { spec, state } = this;
    const capacity = spec.workers * spec.size * state.capacityRatio;
    // A little less than a whole number is a rounding error, not another worker.
    this.workers = Math.max(1, Math.ceil(capacity - 1e-9));
    this.paceRatio = capacity > this.workers - 1e-9 ? 1 : capacity / this.workers;
    this.queueLimit = Math.round(spec.queue * spec.size);
    this.slowFactor = state.slowFactor;
    this.errorRatio = 1 - (1 - spec.errorRatio) * (1 - state.errorRatio);
    this.isUp = state.reachability === 'up';
    if (state.cold === null) this.coldSinceMs = null;
  }

  /** Adds the time worked since it was counted last. */
  count(nowMs: number): void {
    this.busyMs += (nowMs - this.countedAtMs) * this.busy;
    this.countedAtMs = nowMs;
  }

  slowness(nowMs: number): number {
    const { cold } = this.state;
    if (cold === null || this.coldSinceMs === null) return this.slowFactor;
    if (this.coldSinceMs === NOT_YET) this.coldSinceMs = nowMs;
    const warmMs = nowMs - this.coldSinceMs;
    if (warmMs >= (cold.forMs ?? Infinity)) return this.slowFactor;
    return this.slowFactor * (1 + (cold.factor - 1) * Math.exp(-warmMs / cold.tauMs));
  }

  enqueue(entering: Try): void {
    entering.stage = QUEUED;
    entering.next = null;
    if (this.queueTail === null) this.queueHead = entering;
    else this.queueTail.next = entering;
    this.queueTail = entering;
    this.queued += 1;
  }

  /** Takes the first of the queue; `null` when nobody waits. */
  dequeue(): Try | null {
    const head = this.queueHead;
    if (head === null) return null;
    this.queueHead = head.next;
    if (head.next === null) this.queueTail = null;
    this.queued -= 1;
    return head;
  }

  /** As when a process dies: all that it was doing is lost. */
  forget(): void {
    this.busy = 0;
    this.queued = 0;
    this.queueHead = null;
    this.queueTail = null;
    this.generation = (this.generation + 1) | 0;
  }
}

export class Servers {
  readonly #indexes: ReadonlyMap<string, number>;
  readonly #servers: readonly Server[];
  readonly #agenda: Agenda;
  readonly #tries: Tries;

  constructor(specs: readonly ServerSpec[], parts: { agenda: Agenda; tries: Tries }) {
    this.#indexes = new Map(specs.map(({ name }, index) => [name, index]));
    assert(this.#indexes.size === specs.length, 'servers have different names');
    this.#agenda = parts.agenda;
    this.#tries = parts.tries;
    this.#servers = specs.map((spec) => new Server(spec));
  }

  indexOf(name: string): number {
    const index = this.#indexes.get(name);
    assert(index !== undefined, `no server ${name}`);
    return index;
  }

  state(index: number): ServerState {
    return this.#at(index).state;
  }

  /** Packets to it are dropped, so not even a connection is made. */
  isUnreachable(index: number): boolean {
    const server = this.#at(index);
    return !server.isUp && server.state.reachability === 'unreachable';
  }

  load(index: number): { readonly busyMs: number; readonly workers: number } {
    const server = this.#at(index);
    server.count(this.#agenda.nowMs);
    return { busyMs: server.busyMs, workers: server.workers };
  }

  healthAnswer(index: number): HealthAnswer {
    const { health, reachability } = this.state(index);
    if (health === 'up') return 'ok';
    if (reachability === 'refuse') return 'refused';
    if (reachability !== 'up') return 'no-answer';
    return health === 'down' ? 'status-500' : 'ok';
  }

  set(index: number, change: Partial<ServerState>): void {
    const server = this.#at(index);
    const before = server.state;
    server.state = { ...before, ...change };
    if (change.cold !== undefined) server.coldSinceMs = NOT_YET;
    server.apply();
    if (change.reachability === 'refuse' && before.reachability !== 'refuse') this.#reset(index);
    while (server.busy < server.workers && this.#startNext(server));
  }

  /** A try has come. */
  reach(number: number): void {
    const coming = this.#tries.at(number);
    const server = this.#at(coming.server);
    if (!server.isUp) {
      if (server.state.reachability === 'refuse') this.#answer(coming, CONNECTION_FAILED);
      else this.#fallSilent(coming);
    } else if (server.busy < server.workers) {
      this.#start(coming, server);
    } else if (server.queued < server.queueLimit) {
      server.enqueue(coming);
    } else {
      this.#answer(coming, 503);
    }
  }

  /** A try is worked off. */
  done(number: number): void {
    const tries = this.#tries;
    const worked = tries.at(number);
    const server = this.#at(worked.server);
    if (worked.generation !== server.generation) {
      tries.stopLingering(worked);
      return;
    }
    if (!worked.isPausing) this.#free(server);
    if (server.isUp) this.#answer(worked, worked.status);
    else this.#fallSilent(worked);
  }

  /** A worker has paused long enough. */
  workerFree(number: number): void {
    const pause = this.#tries.at(number);
    const server = this.#at(pause.server);
    this.#tries.give(pause);
    if (pause.generation === server.generation) this.#free(server);
  }

  #at(index: number): Server {
    const server = this.#servers[index];
    assert(server, 'a server of the world');
    return server;
  }

  #free(server: Server): void {
    server.count(this.#agenda.nowMs);
    server.busy -= 1;
    if (server.busy < server.workers) this.#startNext(server);
  }

  #startNext(server: Server): boolean {
    const next = server.dequeue();
    if (next === null) return false;
    this.#start(next, server);
    return true;
  }

  #start(starting: Try, server: Server): void {
    const agenda = this.#agenda;
    const { nowMs } = agenda;
    server.count(nowMs);
    server.busy += 1;
    const isFailing = starting.luck < server.errorRatio;
    let tookMs = starting.workMs * server.slowness(nowMs);
    if (isFailing) tookMs *= server.spec.errorTimeRatio;
    starting.stage = IN_SERVICE;
    starting.status = isFailing ? 500 : 200;
    starting.generation = server.generation;
    starting.isPausing = server.paceRatio < 1;
    if (starting.isPausing) this.#pause(starting, nowMs + tookMs / server.paceRatio);
    agenda.at(nowMs + tookMs, DONE, starting.number);
  }

  /** The worker is not free before that, though its answer leaves earlier. */
  #pause({ server, generation }: Try, untilMs: number): void {
    const pause = this.#tries.take(null);
    pause.server = server;
    pause.generation = generation;
    this.#agenda.at(untilMs, WORKER_FREE, pause.number);
  }

  /** The answer leaves, if anybody still waits for it. */
  #answer(answered: Try, status: number): void {
    if (answered.request === null) {
      this.#tries.give(answered);
      return;
    }
    answered.status = status;
    answered.stage = TO_GATEWAY;
    this.#agenda.at(this.#agenda.nowMs + answered.travelMs, ANSWER, answered.number);
  }

  #fallSilent(silent: Try): void {
    if (silent.request === null) this.#tries.give(silent);
    else silent.stage = SILENT;
  }

  /** Its connections are reset. */
  #reset(index: number): void {
    const server = this.#at(index);
    server.count(this.#agenda.nowMs);
    server.forget();
    for (const one of this.#tries.all) {
      if (one.server !== index) continue;
      const { stage } = one;
      if (stage === IN_SERVICE) this.#tries.linger(one);
      if (stage === IN_SERVICE || stage === QUEUED || stage === SILENT) {
        this.#answer(one, CONNECTION_FAILED);
      }
    }
  }
}
