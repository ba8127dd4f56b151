/** Checks from this machine: with the strategy's file, and the state where there is one. */

import { randomUUID } from 'node:crypto';

import type { Language } from '../../lib/locale.ts';
import type { KeptStore } from '../../model/history.ts';
import type { Strategy } from '../../model/strategy.ts';
import { createCheckOperations } from '../../operations/checks.ts';
import type { CheckOperations } from '../../operations/contract.ts';
import { createMemoryStore } from '../../store/memory-store.ts';
import { createCheckPorts } from '../check-ports.ts';
import { openExistingState, openStateIfThere } from '../state-file.ts';
import { SYSTEM_CLOCK } from '../system.ts';

export async function withLocalChecks<T>(
  options: {
    readonly strategy: Strategy;
    readonly state: string;
    /** Cannot do without the state. */
    readonly needsState: boolean;
    readonly lang: Language;
  },
  work: (checks: CheckOperations) => Promise<T>,
): Promise<T> {
  const { strategy, state, needsState, lang: language } = options;
  const found = await (needsState ? openExistingState(state) : openStateIfThere(state));
  const store: KeptStore = found ?? createMemoryStore();
  try {
    const { history } = store;
    const checks = createCheckPorts({ strategy, store });
    const ports = { strategy, store, history, clock: SYSTEM_CLOCK, newId: randomUUID };
    return await work(createCheckOperations({ ...ports, checks, language }));
  } finally {
    await found?.close();
  }
}
