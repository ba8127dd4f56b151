/** Waiting for something to become true, with an end and a message that helps. */

import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';

export interface WaitOptions {
  /** Generous: a busy machine is no failure. */
  readonly timeoutMs?: number;
  readonly everyMs?: number;
  /** Added to the message when time is up. */
  readonly context?: () => unknown;
}

/** Resolves to what `look` gives as soon as that is neither `false`, `null` nor `undefined`. */
export async function waitFor<T>(
  what: string,
  look: () => T | Promise<T>,
  { timeoutMs = 20_000, everyMs = 100, context }: WaitOptions = {},
): Promise<NonNullable<T>> {
  const startMs = performance.now();
  for (;;) {
    const found = await look();
    if (found !== false && found !== null && found !== undefined) return found;
    if (performance.now() - startMs > timeoutMs) {
      const more = context === undefined ? '' : `\n${JSON.stringify(await context(), null, 1)}`;
      throw new Error(`not within ${timeoutMs / 1_000} s: ${what}${more}`);
    }
    await sleep(everyMs);
  }
}
