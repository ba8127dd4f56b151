/** Notifications of `ballast run`: begun beside the controller, ended when it has stopped. */

import type { LoopMeter } from '../model/loop-meter.ts';
import type { Logger, Store } from '../model/ports.ts';
import type { Strategy } from '../model/strategy.ts';
import { createNotifier, type Notifier } from '../notify/index.ts';
import { SYSTEM_CLOCK, systemRandom } from './system.ts';

export interface RunningNotifier extends Pick<Notifier, 'listening' | 'counts'> {
  /** Tells both, in that order. */
  beside(meter: LoopMeter): LoopMeter;
  /** Sends what waits, for two seconds at most; to be called before the store is closed. */
  stop(): Promise<void>;
}

export function startNotifier(options: {
  readonly strategy: Strategy;
  readonly store: Store;
  readonly logger: Logger;
}): RunningNotifier {
  const notifier = createNotifier({ ...options, clock: SYSTEM_CLOCK, random: systemRandom() });
  const ending = new AbortController();
  const running = notifier.run(ending.signal);
  return {
    listening: (store) => notifier.listening(store),
    counts: () => notifier.counts(),
    beside: (meter) => ({
      tickEnded(report) {
        meter.tickEnded(report);
        notifier.meter.tickEnded(report);
      },
    }),
    async stop() {
      ending.abort();
      await running;
    },
  };
}
