/**
 * Virtual time: the clock, what is due when, and the loop that goes from one event to the next.
 *
 * What happens often has a kind and a number (of a request, a try, a server) and is handled by
 * `dispatch`; what happens rarely is a function.
 */

import { EventQueue } from './event-queue.ts';

/** The kind of functions; other kinds are 1 … 15. */
const CALL = 0;
const KIND_BITS = 4;
const KIND_MASK = 2 ** KIND_BITS - 1;

export type Dispatch = (kind: number, number: number) => void;

export class Agenda {
  nowMs = 0;
  events = 0;
  readonly #queue = new EventQueue();
  #dispatch: Dispatch;
  readonly #calls = new Map<number, () => void>();
  #nextCall = 0;
  #isInterrupted = false;

  constructor(dispatch: Dispatch = () => undefined) {
    this.#dispatch = dispatch;
  }

  /** From now on, for whoever needs the agenda before it can handle anything; not during `run`. */
  dispatchTo(dispatch: Dispatch): void {
    this.#dispatch = dispatch;
  }

  /** `number` is below 2²⁷; `atMs` not before now. */
  at(atMs: number, kind: number, number: number): void {
    this.#queue.push(atMs, (number << KIND_BITS) | kind);
  }

  schedule(atMs: number, run: () => void): void {
    const id = this.#nextCall;
    this.#nextCall = (id + 1) & 0x7ff_ffff;
    this.#calls.set(id, run);
    this.at(Math.max(atMs, this.nowMs), CALL, id);
  }

  interrupt(): void {
    this.#isInterrupted = true;
  }

  run(untilMs: number): 'done' | 'interrupted' {
    const queue = this.#queue;
    const dispatch = this.#dispatch;
    this.#isInterrupted = false;
    for (;;) {
      const headMs = queue.headMs();
      if (!(headMs <= untilMs)) break;
      this.nowMs = headMs;
      this.events += 1;
      const payload = queue.pop();
      const kind = payload & KIND_MASK;
      if (kind === CALL) this.#call(payload >>> KIND_BITS);
      else dispatch(kind, payload >>> KIND_BITS);
      if (this.#isInterrupted) return 'interrupted';
    }
    this.nowMs = Math.max(this.nowMs, untilMs);
    return 'done';
  }

  #call(id: number): void {
    const run = this.#calls.get(id);
    this.#calls.delete(id);
    run?.();
  }
}
