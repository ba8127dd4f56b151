/** The warden of drills in the controller's process: ends what a dead driller left. */

import { createWarden } from '../../drill/warden.ts';
import type { History } from '../../model/history.ts';
import type { Logger, Store } from '../../model/ports.ts';
import type { Strategy } from '../../model/strategy.ts';
import { processName } from '../system.ts';
import { VERSION } from '../version.ts';
import { portsOf } from './desk.ts';
import { openDrillAdmins } from './kong-port.ts';

/** Works with a warden beside it, which ends with the work. */
export async function withWarden(
  options: {
    readonly strategy: Strategy;
    readonly store: Store & { readonly history: History };
    readonly logger: Logger;
  },
  work: () => Promise<void>,
): Promise<void> {
  const { strategy, store, logger } = options;
  const admins = openDrillAdmins(strategy);
  const who = { strategy, ballastVersion: VERSION, holder: processName(), logger };
  const warden = createWarden(who, portsOf({ store, history: store.history, admins }));
  const ended = new AbortController();
  const watching = warden.run(ended.signal);
  try {
    await work();
  } finally {
    ended.abort();
    await watching;
    await admins.close();
  }
}
