/** The clock port in virtual time. */

import type { Clock } from '../../model/ports.ts';
import type { VirtualTime } from './virtual-time.ts';

export function createVirtualClock(time: VirtualTime): Clock {
  return {
    nowMs: () => time.nowMs(),
    sleep: (durationMs, signal) =>
      new Promise((resolve) => {
        if (signal.aborted) {
          time.touch();
          resolve();
          return;
        }
        signal.addEventListener('abort', () => resolve(), { once: true });
        time.answer(durationMs, resolve);
      }),
    timeoutSignal: (durationMs, signal) => {
      const limit = new AbortController();
      time.answer(durationMs, () => limit.abort(new Error(`no answer within ${durationMs} ms`)));
      return signal === undefined ? limit.signal : AbortSignal.any([signal, limit.signal]);
    },
  };
}
