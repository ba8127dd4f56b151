/**
 * Time-outs of requests and tries. Nearly all are stopped before they ring, so they stay out of the
 * agenda: those of one length stand in a list, in order by themselves, and only the first is on the
 * agenda. Starting and stopping is a few links set anew; each thing has one timer of its own.
 */

export interface TimersOptions {
  /** Puts a call of `ring(lane)` on the agenda. */
  readonly arm: (atMs: number, lane: number) => void;
  readonly onRing: (owner: number) => void;
}

/** A link of a ring of timers; alone when it is not running. */
export class Timer {
  /** Number of the thing that waits. */
  readonly owner: number;
  isRunning = false;
  dueMs = Number.NaN;
  next: Timer = this;
  previous: Timer = this;

  constructor(owner: number) {
    this.owner = owner;
  }
}

/** Timers of one length. */
export class Lane {
  readonly number: number;
  readonly durationMs: number;
  isArmed = false;
  /** Stands between the last and the first. */
  readonly end = new Timer(-1);

  constructor(number: number, durationMs: number) {
    this.number = number;
    this.durationMs = durationMs;
  }
}

export class Timers {
  readonly #arm: TimersOptions['arm'];
  readonly #onRing: TimersOptions['onRing'];
  readonly #lanes: Lane[] = [];

  constructor({ arm, onRing }: TimersOptions) {
    this.#arm = arm;
    this.#onRing = onRing;
  }

  /** The lane of timers of this length. */
  laneOf(durationMs: number): Lane {
    const known = this.#lanes.find((lane) => lane.durationMs === durationMs);
    if (known !== undefined) return known;
    const lane = new Lane(this.#lanes.length, durationMs);
    this.#lanes.push(lane);
    return lane;
  }

  start(timer: Timer, lane: Lane, nowMs: number): void {
    const dueMs = nowMs + lane.durationMs;
    const { end } = lane;
    const last = end.previous;
    timer.isRunning = true;
    timer.dueMs = dueMs;
    timer.next = end;
    timer.previous = last;
    last.next = timer;
    end.previous = timer;
    if (lane.isArmed) return;
    lane.isArmed = true;
    this.#arm(dueMs, lane.number);
  }

  /** Does nothing when it is not running. */
  stop(timer: Timer): void {
    if (!timer.isRunning) return;
    timer.isRunning = false;
    timer.previous.next = timer.next;
    timer.next.previous = timer.previous;
  }

  /** Rings those of the lane that are due, and arms it for the next. */
  ring(number: number, nowMs: number): void {
    const lane = this.#lanes[number];
    if (lane === undefined) return;
    for (;;) {
      const first = lane.end.next;
      if (first === lane.end) {
        lane.isArmed = false;
        return;
      }
      if (first.dueMs > nowMs) {
        this.#arm(first.dueMs, number);
        return;
      }
      this.stop(first);
      this.#onRing(first.owner);
    }
  }
}
