/** The real clock behind the port `Clock`. */

import { performance } from 'node:perf_hooks';

import type { Clock } from '../../model/ports.ts';

/** Epoch milliseconds with fractions that never go back, and a sleep that can be cut short. */
export function systemClock(): Clock {
  return {
    nowMs: () => performance.timeOrigin + performance.now(),
    sleep: (durationMs, signal) =>
      new Promise((resolve) => {
        if (signal.aborted) {
          resolve();
          return;
        }
        const finish = () => {
          clearTimeout(timer);
          signal.removeEventListener('abort', finish);
          resolve();
        };
        const timer = setTimeout(finish, durationMs);
        signal.addEventListener('abort', finish);
      }),
    timeoutSignal: (durationMs, signal) => {
      const limit = AbortSignal.timeout(durationMs);
      return signal === undefined ? limit : AbortSignal.any([signal, limit]);
    },
  };
}
