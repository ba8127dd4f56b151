/**
 * Tells of something that fails again and again: at once, then ever more rarely, and when it is over. An
 * outage of an hour is some lines in the log, not thousands.
 */

import type { Logger } from '../model/ports.ts';

export interface OutageLog {
  failed(error: unknown): void;
  succeeded(): void;
}

const FIRST_MS = 10_000;
/** Then doubled, up to this. */
const MAX_MS = 600_000;

export function createOutageLog(options: {
  readonly logger: Logger;
  readonly nowMs: () => number;
  /** What fails, such as `The warden of drills`. */
  readonly what: string;
}): OutageLog {
  const { logger, nowMs, what } = options;
  let outage: { readonly sinceMs: number; count: number; nextMs: number; waitMs: number } | null =
    null;
  return {
    failed(error) {
      const atMs = nowMs();
      outage ??= { sinceMs: atMs, count: 0, nextMs: atMs, waitMs: FIRST_MS };
      outage.count += 1;
      if (atMs < outage.nextMs) return;
      const { count, sinceMs, waitMs } = outage;
      outage.nextMs = atMs + waitMs;
      outage.waitMs = Math.min(MAX_MS, 2 * waitMs);
      const forSeconds = Math.round((atMs - sinceMs) / 1_000);
      logger.error({ error: String(error), count, forSeconds }, `${what} failed; it goes on.`);
    },
    succeeded() {
      if (outage === null) return;
      const { count, sinceMs } = outage;
      outage = null;
      const forSeconds = Math.round((nowMs() - sinceMs) / 1_000);
      logger.info({ count, forSeconds }, `${what} works again.`);
    },
  };
}
