/**
 * The store in memory, for simulators and tests. What goes in comes out as a copy through JSON, as
 * with a file, so that nothing is shared by accident and what is not plain data shows up.
 */

import type { ControlEvent } from '../model/control.ts';
import type { DecisionRecord, Store, StoreCommit } from '../model/ports.ts';
import type { StatusSnapshot } from '../model/status.ts';

export function createMemoryStore(
  options: { readonly eventLimit?: number; readonly decisionLimit?: number } = {},
): Store {
  const { eventLimit = 100_000, decisionLimit = 500 } = options;
  let state: unknown = null;
  let snapshot: StatusSnapshot | null = null;
  const settings = new Map<string, unknown>();
  let events: ControlEvent[] = [];
  let decisions: DecisionRecord[] = [];
  return {
    loadState: () => Promise.resolve(copy(state)),
    readSnapshot: () => Promise.resolve(copy(snapshot)),
    readSetting: (name) => Promise.resolve(copy(settings.get(name) ?? null)),
    writeSetting: (name, value) => {
      settings.set(name, copy(value));
      return Promise.resolve();
    },
    readEvents: (limit) => Promise.resolve(copy(limit === 0 ? [] : events.slice(-limit))),
    readDecisions: (limit) => Promise.resolve(copy(limit === 0 ? [] : decisions.slice(-limit))),
    commit: (commit: StoreCommit) => {
      if (commit.state !== undefined) state = copy(commit.state);
      if (commit.snapshot !== undefined) snapshot = copy(commit.snapshot);
      events = [...events, ...copy(commit.events ?? [])].slice(-eventLimit);
      if (commit.decision !== undefined) {
        decisions = [...decisions, copy(commit.decision)].slice(-decisionLimit);
      }
      return Promise.resolve();
    },
    close: () => Promise.resolve(),
  };
}

function copy<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}
