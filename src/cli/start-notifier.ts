/** Notifications of `ballast run`: begun beside the controller, ended when it has stopped. */

import type { Logger, Store } from '../model/ports.ts';
import type { Strategy } from '../model/strategy.ts';
import { createNotifier, type Notifier } from '../notify/index.ts';
import { SYSTEM_CLOCK, systemRandom } from './system.ts';

export interface RunningNotifier extends Omit<Notifier, 'run'> {
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
    ...notifier,
    async stop() {
      ending.abort();
      await running;
    },
  };
}
