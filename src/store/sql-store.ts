/**
 * The store in a database of SQL: the controller writes, `status`, `explain` and the demo read from
 * their own processes. A commit is one transaction, so a kill leaves all of a tick or none.
 * The journal and the decisions are rings: the oldest rows go when the limit is passed.
 */

import type { ControlEvent } from '../model/control.ts';
import type { KeptStore } from '../model/history.ts';
import type { DecisionRecord, StoreCommit, TickRecord } from '../model/ports.ts';
import type { StatusSnapshot } from '../model/status.ts';
import { DEFAULT_HISTORY_LIMITS, type HistoryLimits } from './history-limits.ts';
import { trimByCount } from './history-trim.ts';
import { parseJson } from './parse-json.ts';
import type { SqlDatabase } from './sql-database.ts';
import { readDocument, updateDocument, writeDocument } from './sql-documents.ts';
import { createSqlHistory } from './sql-history.ts';
import { checkFence, holdLease, releaseLease } from './sql-lease.ts';

/** How much is kept. */
export interface StoreLimits {
  readonly eventLimit?: number;
  /** Decisions are kept whole, with their state: some ten kilobytes each. */
  readonly decisionLimit?: number;
  /** Ticks are kept for two hours, and less when they are large: about this many characters. */
  readonly tickSpace?: number;
  readonly history?: HistoryLimits;
}

/** Two hours of ticks of a second. */
const TICK_LIMIT = 7_200;

export function createSqlStore(sql: SqlDatabase, limits: StoreLimits): KeptStore {
  const { database, guarded } = sql;
  const read = (name: string) => guarded(() => readDocument(sql, name));
  const ring = (table: Ring, limit: number) => guarded(() => readRing(sql, table, limit));
  return {
    loadState: () => read('state'),
    readSnapshot: async () => (await read('snapshot')) as StatusSnapshot | null,
    readSetting: (name) => read(`setting:${name}`),
    writeSetting: (name, value) => guarded(() => writeDocument(database, `setting:${name}`, value)),
    updateSetting: (name, change) =>
      guarded(() => updateDocument(sql, { name: `setting:${name}`, change })),
    readEvents: async (limit) => (await ring('events', limit)) as ControlEvent[],
    readDecisions: async (limit) => (await ring('decisions', limit)) as DecisionRecord[],
    readTicks: async (limit) => (await ring('ticks', limit)) as TickRecord[],
    holdLease: (request) => guarded(() => holdLease(sql, request)),
    releaseLease: (holder) => guarded(() => releaseLease(database, holder)),
    commit: (kept) => guarded(() => commit(sql, limits, kept)),
    history: createSqlHistory(sql, limits.history ?? DEFAULT_HISTORY_LIMITS),
    close: () => sql.close(),
  };
}

type Ring = 'events' | 'decisions' | 'ticks';

async function readRing(
  { reading, place }: SqlDatabase,
  table: Ring,
  limit: number,
): Promise<unknown[]> {
  const query = reading.selectFrom(table).select('json').orderBy('id', 'desc').limit(limit);
  const rows = await query.execute();
  return rows.map(({ json }) => parseJson(json, { place, what: table })).reverse();
}

async function commit(
  { database, takeTurn }: SqlDatabase,
  { eventLimit = 100_000, decisionLimit = 500, tickSpace = 64_000_000 }: StoreLimits,
  { state, events = [], decision, tick, snapshot, fence }: StoreCommit,
): Promise<void> {
  await database.transaction().execute(async (transaction) => {
    if (fence !== undefined) await checkFence(transaction, fence);
    if (state !== undefined) await writeDocument(transaction, 'state', state);
    if (snapshot !== undefined) await writeDocument(transaction, 'snapshot', snapshot);
    if (decision !== undefined) {
      const row = { at_ms: Math.round(decision.atMs), json: JSON.stringify(decision) };
      await transaction.insertInto('decisions').values(row).execute();
      await trimByCount(transaction, 'decisions', decisionLimit);
    }
    if (tick !== undefined) {
      const row = { at_ms: Math.round(tick.atMs), json: JSON.stringify(tick) };
      await transaction.insertInto('ticks').values(row).execute();
      const fitting = Math.floor(tickSpace / row.json.length);
      await trimByCount(transaction, 'ticks', Math.min(TICK_LIMIT, fitting));
    }
    if (events.length === 0) return;
    const rows = events.map((event) => {
      return { at_ms: Math.round(event.atMs), kind: event.kind, json: JSON.stringify(event) };
    });
    await takeTurn(transaction, 'events');
    await transaction.insertInto('events').values(rows).execute();
    await trimByCount(transaction, 'events', eventLimit);
  });
}
