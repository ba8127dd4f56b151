/**
 * Drills in the controller's process: the driller holds those that are started over the API, the
 * warden ends those that a dead driller left. On a stop the driller comes first, so that what a drill
 * took away is taken back while the controller still steers.
 */

import { randomUUID } from 'node:crypto';
import { statSync } from 'node:fs';

import { createDriller } from '../../drill/driller.ts';
import { createDrillLibrary } from '../../drill/library.ts';
import { createWarden } from '../../drill/warden.ts';
import type { KeptStore } from '../../model/history.ts';
import type { Logger } from '../../model/ports.ts';
import type { Strategy } from '../../model/strategy.ts';
import type { Driller } from '../../operations/driller.ts';
import { usageFailure } from '../failure.ts';
import { processName } from '../system.ts';
import { VERSION } from '../version.ts';
import { portsOf } from './desk.ts';
import { openDrillAdmins } from './kong-port.ts';

export interface StartedDrills {
  readonly driller: Driller;
  /** Aborts once the signal has and no drill is held any more. */
  readonly over: AbortSignal;
  /** To be called when nobody steers any more. */
  close(): Promise<void>;
}

export function startDrills(options: {
  readonly strategy: Strategy;
  readonly store: KeptStore;
  readonly logger: Logger;
  /** With drills of the user's; `null` for none. */
  readonly folder: string | null;
  readonly signal: AbortSignal;
}): StartedDrills {
  const { strategy, store, logger, folder, signal } = options;
  const admins = openDrillAdmins(strategy);
  const ports = { ...portsOf({ store, history: store.history, admins }), newId: randomUUID };
  const library = createDrillLibrary(folder);
  const who = { strategy, ballastVersion: VERSION, logger };
  const driller = createDriller({ ...who, library, holder: processName() }, ports);
  const ended = new AbortController();
  const watching = createWarden({ ...who, holder: processName() }, ports).run(ended.signal);
  const over = new AbortController();
  const end = async () => {
    await driller.close();
    over.abort();
  };
  signal.addEventListener('abort', () => void end(), { once: true });
  if (signal.aborted) void end();
  return {
    driller,
    over: over.signal,
    async close() {
      await end();
      ended.abort();
      await watching;
      await admins.close();
    },
  };
}

/** `null` for none. */
export function drillsFolderOf(folder: string | undefined): string | null {
  if (folder === undefined) return null;
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true) return folder;
  throw usageFailure(`--drills ${folder} is no folder`, 'Name the folder with your drill files.');
}
