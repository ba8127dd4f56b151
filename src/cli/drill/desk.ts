/** What commands of drills work with: the state file, the Admin APIs, calls; opened and closed here. */

import { createHash, randomUUID } from 'node:crypto';

import type { WardenPorts } from '../../drill/warden.ts';
import type { DrillerPorts } from '../../drill/running.ts';
import type { History } from '../../model/history.ts';
import type { Store } from '../../model/ports.ts';
import type { Strategy } from '../../model/strategy.ts';
import { OperationError } from '../../operations/operation-error.ts';
import { operationFailure } from '../operations-of.ts';
import { openExistingState } from '../state-file.ts';
import { SYSTEM_CLOCK } from '../system.ts';
import { createDrillCaller } from './caller.ts';
import { type DrillAdmins, openDrillAdmins } from './kong-port.ts';

export async function withDrillDesk<T>(
  { strategy, stateFile }: { readonly strategy: Strategy; readonly stateFile: string },
  work: (ports: DrillerPorts) => Promise<T>,
): Promise<T> {
  const store = await openExistingState(stateFile);
  const admins = openDrillAdmins(strategy);
  try {
    const { history } = store;
    return await work({ ...portsOf({ store, history, admins }), newId: randomUUID });
  } catch (error) {
    throw error instanceof OperationError ? operationFailure(error) : error;
  } finally {
    await admins.close();
    await store.close();
  }
}

export function portsOf(parts: {
  readonly store: Store;
  readonly history: History;
  readonly admins: DrillAdmins;
}): WardenPorts {
  const { store, history, admins } = parts;
  return {
    store,
    history,
    clock: SYSTEM_CLOCK,
    gateways: admins.gateways,
    caller: createDrillCaller(),
    hash: (text) => createHash('sha256').update(text).digest('hex'),
  };
}
