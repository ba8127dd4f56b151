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
import type { Tries } from './tries.ts';
import { CONNECTION_FAILED, IN_SERVICE, NONE, QUEUED, SILENT, TO_GATEWAY } from './tries.ts';

const UP = 0;
const REFUSING = 1;
const SILENT_SERVER = 2;
const REACHABILITY = { up: UP, refuse: REFUSING, 'black-hole': SILENT_SERVER, unreachable: 3 };

export class Servers {
  readonly #specs: readonly ServerSpec[];
  readonly #indexes: ReadonlyMap<string, number>;
  readonly #states: ServerState[];
  readonly #agenda: Agenda;
  readonly #tries: Tries;
  readonly #reachability: Int32Array;
  readonly #workers: Int32Array;
  readonly #busy: Int32Array;
  readonly #queueLimit: Int32Array;
  readonly #queued: Int32Array;
  readonly #queueHead: Int32Array;
  readonly #queueTail: Int32Array;
  readonly #generation: Int32Array;
  /** Answer time over worker time; below 1 the worker pauses after each answer. */
  readonly #paceRatio: Float64Array;
  readonly #slowFactor: Float64Array;
  readonly #errorRatio: Float64Array;
  readonly #errorTimeRatio: Float64Array;
  /** When the first request came after `cold` was set; `Infinity` before. */
  readonly #coldSinceMs: Float64Array;
  readonly #busyMs: Float64Array;
  readonly #countedAtMs: Float64Array;

  constructor(specs: readonly ServerSpec[], parts: { agenda: Agenda; tries: Tries }) {
    this.#specs = specs;
    this.#indexes = new Map(specs.map(({ name }, index) => [name, index]));
    assert(this.#indexes.size === specs.length, 'servers have different names');
    this.#agenda = parts.agenda;
    this.#tries = parts.tries;
    this.#states = specs.map(() => SERVER_WELL);
    const ints = () => new Int32Array(specs.length);
    const floats = () => new Float64Array(specs.length);
    this.#reachability = ints();
    this.#workers = ints();
    this.#busy = ints();
    this.#queueLimit = ints();
    this.#queued = ints();
    this.#queueHead = ints().fill(NONE);
    this.#queueTail = ints().fill(NONE);
    this.#generation = ints();
    this.#paceRatio = floats();
    this.#slowFactor = floats();
    this.#errorRatio = floats();
    this.#errorTimeRatio = Float64Array.from(specs, ({ errorTimeRatio }) => errorTimeRatio);
    this.#coldSinceMs = floats().fill(Infinity);
    this.#busyMs = floats();
    this.#countedAtMs = floats();
    for (const index of specs.keys()) this.#apply(index);
  }

  indexOf(name: string): number {
    const index = this.#indexes.get(name);
    assert(index !== undefined, `no server ${name}`);
    return index;
  }

  state(server: number): ServerState {
    return this.#states[server] ?? SERVER_WELL;
  }

  /** Packets to it are dropped, so not even a connection is made. */
  isUnreachable(server: number): boolean {
    return this.#reachability[server] === REACHABILITY.unreachable;
  }

  load(server: number): { readonly busyMs: number; readonly workers: number } {
    this.#count(server);
    return { busyMs: this.#busyMs[server] ?? 0, workers: this.#workers[server] ?? 0 };
  }

  healthAnswer(server: number): HealthAnswer {
    const { health, reachability } = this.state(server);
    if (health === 'up') return 'ok';
    if (reachability === 'refuse') return 'refused';
    if (reachability !== 'up') return 'no-answer';
    return health === 'down' ? 'status-500' : 'ok';
  }

  set(server: number, change: Partial<ServerState>): void {
    const before = this.state(server);
    this.#states[server] = { ...before, ...change };
    if (change.cold !== undefined) this.#coldSinceMs[server] = Infinity;
    this.#apply(server);
    if (change.reachability === 'refuse' && before.reachability !== 'refuse') this.#reset(server);
    while ((this.#busy[server] ?? 0) < (this.#workers[server] ?? 0) && this.#startNext(server));
  }

  /** A try has come. */
  reach(slot: number): void {
    const tries = this.#tries;
    const server = tries.server[slot] ?? 0;
    const reachability = this.#reachability[server] ?? UP;
    if (reachability !== UP) {
      if (reachability === REFUSING) this.#answer(slot, CONNECTION_FAILED);
      else this.#fallSilent(slot);
    } else if ((this.#busy[server] ?? 0) < (this.#workers[server] ?? 0)) {
      this.#start(slot, server);
    } else if ((this.#queued[server] ?? 0) < (this.#queueLimit[server] ?? 0)) {
      this.#enqueue(slot, server);
    } else {
      this.#answer(slot, 503);
    }
  }

  /** A try is worked off. */
  done(slot: number): void {
    const tries = this.#tries;
    const server = tries.server[slot] ?? 0;
    const isForgotten = tries.generation[slot] !== this.#generation[server];
    if (isForgotten) {
      tries.stopLingering(slot);
      return;
    }
    if (tries.isPausing[slot] !== 1) this.#free(server);
    if (this.#reachability[server] === UP) this.#answer(slot, tries.status[slot] ?? 0);
    else this.#fallSilent(slot);
  }

  /** A worker has paused long enough. */
  workerFree(slot: number): void {
    const server = this.#tries.server[slot] ?? 0;
    const isForgotten = this.#tries.generation[slot] !== this.#generation[server];
    this.#tries.give(slot);
    if (!isForgotten) this.#free(server);
  }

  #free(server: number): void {
    this.#count(server);
    this.#busy[server] = (this.#busy[server] ?? 0) - 1;
    if ((this.#busy[server] ?? 0) < (this.#workers[server] ?? 0)) this.#startNext(server);
  }

  #startNext(server: number): boolean {
    const head = this.#queueHead[server] ?? NONE;
    if (head === NONE) return false;
    const next = this.#tries.next[head] ?? NONE;
    this.#queueHead[server] = next;
    if (next === NONE) this.#queueTail[server] = NONE;
    this.#queued[server] = (this.#queued[server] ?? 0) - 1;
    this.#start(head, server);
    return true;
  }

  #enqueue(slot: number, server: number): void {
    const tries = this.#tries;
    const tail = this.#queueTail[server] ?? NONE;
    tries.stage[slot] = QUEUED;
    tries.next[slot] = NONE;
    if (tail === NONE) this.#queueHead[server] = slot;
    else tries.next[tail] = slot;
    this.#queueTail[server] = slot;
    this.#queued[server] = (this.#queued[server] ?? 0) + 1;
  }

  #start(slot: number, server: number): void {
    const tries = this.#tries;
    const agenda = this.#agenda;
    this.#count(server);
    this.#busy[server] = (this.#busy[server] ?? 0) + 1;
    const isFailing = (tries.luck[slot] ?? 1) < (this.#errorRatio[server] ?? 0);
    let tookMs = (tries.workMs[slot] ?? 0) * this.#slowness(server);
    if (isFailing) tookMs *= this.#errorTimeRatio[server] ?? 1;
    tries.stage[slot] = IN_SERVICE;
    tries.status[slot] = isFailing ? 500 : 200;
    tries.generation[slot] = this.#generation[server] ?? 0;
    tries.isPausing[slot] = 0;
    const pace = this.#paceRatio[server] ?? 1;
    if (pace < 1) {
      const pause = tries.take(NONE);
      tries.server[pause] = server;
      tries.generation[pause] = tries.generation[slot] ?? 0;
      tries.isPausing[slot] = 1;
      agenda.at(agenda.nowMs + tookMs / pace, WORKER_FREE, pause);
    }
    agenda.at(agenda.nowMs + tookMs, DONE, slot);
  }

  #slowness(server: number): number {
    const slow = this.#slowFactor[server] ?? 1;
    const sinceMs = this.#coldSinceMs[server] ?? 0;
    if (sinceMs < 0) return slow;
    const cold = this.#states[server]?.cold ?? null;
    if (cold === null) return slow;
    const { nowMs } = this.#agenda;
    if (sinceMs === Infinity) this.#coldSinceMs[server] = nowMs;
    const warmMs = sinceMs === Infinity ? 0 : nowMs - sinceMs;
    if (warmMs >= (cold.forMs ?? Infinity)) return slow;
    return slow * (1 + (cold.factor - 1) * Math.exp(-warmMs / cold.tauMs));
  }

  /** The answer leaves, if anybody still waits for it. */
  #answer(slot: number, status: number): void {
    const tries = this.#tries;
    if (tries.request[slot] === NONE) {
      tries.give(slot);
      return;
    }
    tries.status[slot] = status;
    tries.stage[slot] = TO_GATEWAY;
    this.#agenda.after(tries.delay[slot] ?? 0, ANSWER, slot);
  }

  #fallSilent(slot: number): void {
    if (this.#tries.request[slot] === NONE) this.#tries.give(slot);
    else this.#tries.stage[slot] = SILENT;
  }

  /** As when a process dies: its connections are reset, all that it was doing is lost. */
  #reset(server: number): void {
    const tries = this.#tries;
    this.#count(server);
    this.#busy[server] = 0;
    this.#queued[server] = 0;
    this.#queueHead[server] = NONE;
    this.#queueTail[server] = NONE;
    this.#generation[server] = ((this.#generation[server] ?? 0) + 1) | 0;
    const capacity = tries.capacity;
    for (let slot = 0; slot < capacity; slot += 1) {
      if (tries.server[slot] !== server) continue;
      const stage = tries.stage[slot];
      if (stage === IN_SERVICE) tries.linger(slot);
      if (stage === IN_SERVICE || stage === QUEUED || stage === SILENT) {
        this.#answer(slot, CONNECTION_FAILED);
      }
    }
  }

  #count(server: number): void {
    const { nowMs } = this.#agenda;
    const sinceMs = nowMs - (this.#countedAtMs[server] ?? 0);
    this.#busyMs[server] = (this.#busyMs[server] ?? 0) + sinceMs * (this.#busy[server] ?? 0);
    this.#countedAtMs[server] = nowMs;
  }

  /** Puts specification and state into the arrays. */
  #apply(server: number): void {
    const spec = this.#specs[server];
    const state = this.state(server);
    assert(spec, 'a server of the world');
    const capacity = spec.workers * spec.size * state.capacityRatio;
    // A little less than a whole number is a rounding error, not another worker.
    const workers = Math.max(1, Math.ceil(capacity - 1e-9));
    this.#workers[server] = workers;
    this.#paceRatio[server] = capacity > workers - 1e-9 ? 1 : capacity / workers;
    this.#queueLimit[server] = Math.round(spec.queue * spec.size);
    this.#slowFactor[server] = state.slowFactor;
    this.#errorRatio[server] = 1 - (1 - spec.errorRatio) * (1 - state.errorRatio);
    this.#reachability[server] = REACHABILITY[state.reachability];
    if (state.cold === null) this.#coldSinceMs[server] = -1;
  }
}
