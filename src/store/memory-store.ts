/**
 * The store in memory, for simulators and tests. What goes in comes out as a copy through JSON, as
 * with a file, so that nothing is shared by accident and what is not plain data shows up.
 */

import type { ControlEvent } from '../model/control.ts';
import type { KeptStore } from '../model/history.ts';
import type { DecisionRecord, StoreCommit, TickRecord } from '../model/ports.ts';
import type { StatusSnapshot } from '../model/status.ts';
import { DEFAULT_HISTORY_LIMITS, type HistoryLimits } from './history-limits.ts';
import { createMemoryHistory } from './history-memory.ts';
import { createRing } from './memory-ring.ts';
import { leaseLost } from './store-error.ts';

export function createMemoryStore(
  options: {
    readonly eventLimit?: number;
    readonly decisionLimit?: number;
    /** None unless asked for: a simulation has its own record of what happened. */
    readonly tickLimit?: number;
    readonly history?: HistoryLimits;
  } = {},
): KeptStore {
  const {
    eventLimit = 100_000,
    decisionLimit = 500,
    tickLimit = 0,
    history = DEFAULT_HISTORY_LIMITS,
  } = options;
  const documents = new Map<string, string>();
  const events = createRing(eventLimit);
  const decisions = createRing(decisionLimit);
  const ticks = createRing(tickLimit);
  let lease = { holder: '', token: 0, untilMs: 0 };
  const read = (name: string): unknown => JSON.parse(documents.get(name) ?? 'null');
  const write = (name: string, value: unknown) => documents.set(name, JSON.stringify(value));
  return {
    loadState: () => Promise.resolve(read('state')),
    readSnapshot: () => Promise.resolve(read('snapshot') as StatusSnapshot | null),
    readSetting: (name) => Promise.resolve(read(`setting:${name}`)),
    writeSetting: (name, value) => {
      write(`setting:${name}`, value);
      return Promise.resolve();
    },
    updateSetting: (name, change) => {
      const value = change(read(`setting:${name}`));
      write(`setting:${name}`, value);
      return Promise.resolve(value);
    },
    readEvents: (limit) => Promise.resolve(events.newest(limit) as ControlEvent[]),
    readDecisions: (limit) => Promise.resolve(decisions.newest(limit) as DecisionRecord[]),
    readTicks: (limit) => Promise.resolve(ticks.newest(limit) as TickRecord[]),
    holdLease: ({ holder, nowMs, ttlMs }) => {
      const isOwn = lease.holder === holder;
      if (!isOwn && lease.untilMs > nowMs) return Promise.resolve(null);
      const token = isOwn ? lease.token : lease.token + 1;
      lease = { holder, token, untilMs: nowMs + ttlMs };
      return Promise.resolve({ token, untilMs: lease.untilMs });
    },
    releaseLease: (holder) => {
      if (lease.holder === holder) lease = { ...lease, untilMs: 0 };
      return Promise.resolve();
    },
    commit: ({ state, snapshot, decision, tick, fence, ...commit }: StoreCommit) => {
      if (fence !== undefined && fence !== lease.token) return Promise.reject(leaseLost());
      if (state !== undefined) write('state', state);
      if (snapshot !== undefined) write('snapshot', snapshot);
      for (const event of commit.events ?? []) events.push(event);
      if (decision !== undefined) decisions.push(decision);
      if (tick !== undefined) ticks.push(tick);
      return Promise.resolve();
    },
    history: createMemoryHistory(history, events),
    close: () => Promise.resolve(),
  };
}
