/** Sleeps until a time, or until there is news: one sleeper, any number that wake it. */

import type { Clock } from '../model/ports.ts';

export interface Waker {
  wake(): void;
  /** `null`: until woken. News that came before it began ends it at once. */
  sleepUntil(untilMs: number | null, signal: AbortSignal): Promise<void>;
}

/** Without anything due, it looks around this often. */
const IDLE_MS = 60_000;

export function createWaker(clock: Clock): Waker {
  let news = new AbortController();
  return {
    wake: () => news.abort(),
    async sleepUntil(untilMs, signal) {
      const waitMs = untilMs === null ? IDLE_MS : Math.max(0, untilMs - clock.nowMs());
      if (waitMs > 0) await clock.sleep(waitMs, AbortSignal.any([signal, news.signal]));
      news = new AbortController();
    },
  };
}
