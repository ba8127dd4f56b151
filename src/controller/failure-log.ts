/**
 * Ticks that fail come every second for as long as the store is away: the first is told, then each
 * change of the reason and one a minute, and at last that it is over.
 */

import type { Clock, Logger } from '../model/ports.ts';

export interface FailureLog {
  failed(error: unknown): void;
  succeeded(): void;
}

const AGAIN_MS = 60_000;

export function createFailureLog({
  clock,
  logger,
}: {
  readonly clock: Pick<Clock, 'nowMs'>;
  readonly logger: Pick<Logger, 'error' | 'info'>;
}): FailureLog {
  let count = 0;
  let told = { error: '', atMs: -Infinity };
  return {
    failed(caught) {
      count += 1;
      const error = String(caught);
      const nowMs = clock.nowMs();
      if (error === told.error && nowMs - told.atMs < AGAIN_MS) return;
      told = { error, atMs: nowMs };
      logger.error({ error, failedTicks: count }, 'A tick failed; the next one goes on.');
    },
    succeeded() {
      if (count === 0) return;
      logger.info({ failedTicks: count }, 'Ticks succeed again.');
      count = 0;
      told = { error: '', atMs: -Infinity };
    },
  };
}
