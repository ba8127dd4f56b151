/**
 * When the active probes of one upstream on one node run.
 *
 * Two cadences: available addresses at the healthy interval, the others at the unhealthy one. The
 * first round comes one full interval after the checker was made, so every rebuild puts it off
 * (kong-facts B4): writes more frequent than the interval stop all probing. A round hands out at
 * most `concurrency` probes at a time; while one still runs, rounds of the same cadence are left
 * out, unless it has taken twice the longer interval plus the time-out.
 */

/** Kong's scheduler: 100 ms by its source, 101–102 ms as recorded (balancer/11-probes.json). */
const TICK_MS = 101;

export type Cadence = 'healthy' | 'unhealthy';

export interface ProbeClockOptions {
  /** 0 = off. */
  readonly healthyIntervalMs: number;
  readonly unhealthyIntervalMs: number;
  readonly timeoutMs: number;
  readonly concurrency: number;
  /** When the checker was made. */
  readonly nowMs: number;
  /** When the node's scheduler began to tick. */
  readonly tickOriginMs: number;
}

interface Round {
  readonly waiting: string[];
  readonly running: Set<string>;
  /** When the next round stops waiting for this one. */
  readonly abandonedAtMs: number;
}

interface Schedule {
  readonly cadence: Cadence;
  readonly intervalMs: number;
  lastRunMs: number;
  round: Round | null;
}

export class ProbeClock {
  readonly #schedules: readonly Schedule[];
  readonly #concurrency: number;
  readonly #tickOriginMs: number;
  readonly #abandonAfterMs: number;
  #askedAtMs: number;

  constructor(options: ProbeClockOptions) {
    const { healthyIntervalMs, unhealthyIntervalMs, timeoutMs, nowMs } = options;
    const schedule = (cadence: Cadence, intervalMs: number): Schedule => {
      return { cadence, intervalMs, lastRunMs: nowMs, round: null };
    };
    this.#schedules = [
      schedule('healthy', healthyIntervalMs),
      schedule('unhealthy', unhealthyIntervalMs),
    ].filter(({ intervalMs }) => intervalMs > 0);
    this.#concurrency = options.concurrency;
    this.#tickOriginMs = options.tickOriginMs;
    this.#abandonAfterMs = 2 * (Math.max(healthyIntervalMs, unhealthyIntervalMs) + timeoutMs);
    this.#askedAtMs = nowMs;
  }

  /** Keys of the addresses to probe now; `keysOf` gives those of a cadence when a round begins. */
  due(nowMs: number, keysOf: (cadence: Cadence) => string[]): string[] {
    this.#askedAtMs = nowMs;
    return this.#schedules.flatMap((schedule) => {
      if (this.#dueAtMs(schedule) <= nowMs) this.#beginRound(schedule, nowMs, keysOf);
      return this.#handOut(schedule);
    });
  }

  /** A probe is over: makes room for the next of its round. */
  finished(key: string): void {
    for (const schedule of this.#schedules) {
      const { round } = schedule;
      if (round === null || !round.running.delete(key)) continue;
      if (round.running.size === 0 && round.waiting.length === 0) schedule.round = null;
    }
  }

  /** When `due` should be asked next; `null` when no interval is set. */
  nextMs(): number | null {
    const times = this.#schedules.map((schedule) => {
      const isWaiting = schedule.round !== null && schedule.round.waiting.length > 0;
      return isWaiting ? this.#askedAtMs + TICK_MS : this.#dueAtMs(schedule);
    });
    return times.length === 0 ? null : Math.min(...times);
  }

  #dueAtMs({ lastRunMs, intervalMs }: Schedule): number {
    const elapsedMs = lastRunMs + intervalMs - this.#tickOriginMs;
    return this.#tickOriginMs + Math.ceil(elapsedMs / TICK_MS) * TICK_MS;
  }

  #beginRound(schedule: Schedule, nowMs: number, keysOf: (cadence: Cadence) => string[]): void {
    const ticks = Math.floor((nowMs - this.#tickOriginMs) / TICK_MS);
    schedule.lastRunMs = this.#tickOriginMs + ticks * TICK_MS;
    if (schedule.round !== null && nowMs < schedule.round.abandonedAtMs) return;
    const waiting = keysOf(schedule.cadence);
    const abandonedAtMs = nowMs + this.#abandonAfterMs;
    schedule.round = waiting.length === 0 ? null : { waiting, running: new Set(), abandonedAtMs };
  }

  #handOut({ round }: Schedule): string[] {
    if (round === null) return [];
    const keys = round.waiting.splice(0, this.#concurrency - round.running.size);
    for (const key of keys) round.running.add(key);
    return keys;
  }
}
