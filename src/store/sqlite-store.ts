/**
 * The store in one SQLite file: the controller writes, `status`, `explain` and the demo read from
 * their own processes (WAL). A commit is one transaction, so a kill leaves all of a tick or none.
 * The journal and the decisions are rings: the oldest rows go when the limit is passed.
 */

import { Kysely, type OnConflictBuilder, SqliteDialect, type Transaction } from 'kysely';
import type { ControlEvent } from '../model/control.ts';
import type { KeptStore } from '../model/history.ts';
import type { DecisionRecord, TickRecord } from '../model/ports.ts';
import type { StatusSnapshot } from '../model/status.ts';
import { DEFAULT_HISTORY_LIMITS, type HistoryLimits } from './history-limits.ts';
import { createSqliteHistory } from './history-sqlite.ts';
import { trimByCount } from './history-trim.ts';
import { parseJson } from './parse-json.ts';
import { migrate, SCHEMA_VERSION, type Tables } from './schema.ts';
import { openDatabase } from './sqlite-database.ts';
import { checkFence, holdLease, releaseLease } from './sqlite-lease.ts';
import { StoreError, toStoreError } from './store-error.ts';

export interface SqliteStoreOptions {
  /** Path of the file; made when absent. */
  readonly file: string;
  readonly eventLimit?: number;
  /** Decisions are kept whole, with their state: some ten kilobytes each. */
  readonly decisionLimit?: number;
  /** Ticks are kept for two hours, and less when they are large: about this many characters. */
  readonly tickSpace?: number;
  readonly history?: HistoryLimits;
}

/** Two hours of ticks of a second. */
const TICK_LIMIT = 7_200;

export async function createSqliteStore({
  file,
  eventLimit = 100_000,
  decisionLimit = 500,
  tickSpace = 64_000_000,
  history = DEFAULT_HISTORY_LIMITS,
}: SqliteStoreOptions): Promise<KeptStore> {
  const database = await open(file);
  const guarded = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      throw toStoreError(error, file);
    }
  };
  const readDocument = (name: string) =>
    guarded(async () => {
      const query = database.selectFrom('documents').select('json').where('name', '=', name);
      const row = await query.executeTakeFirst();
      return row === undefined ? null : parseJson(row.json, { file, what: name });
    });
  const readRing = (table: Ring, limit: number) =>
    guarded(async () => {
      const query = database.selectFrom(table).select('json').orderBy('id', 'desc').limit(limit);
      const rows = await query.execute();
      return rows.map(({ json }) => parseJson(json, { file, what: table })).reverse();
    });
  return {
    loadState: () => readDocument('state'),
    readSnapshot: async () => (await readDocument('snapshot')) as StatusSnapshot | null,
    readSetting: (name) => readDocument(`setting:${name}`),
    writeSetting: (name, value) => guarded(() => writeDocument(database, `setting:${name}`, value)),
    updateSetting: (name, change) =>
      guarded(() => updateDocument(database, { name: `setting:${name}`, file, change })),
    readEvents: async (limit) => (await readRing('events', limit)) as ControlEvent[],
    readDecisions: async (limit) => (await readRing('decisions', limit)) as DecisionRecord[],
    readTicks: async (limit) => (await readRing('ticks', limit)) as TickRecord[],
    holdLease: (request) => guarded(() => holdLease(database, request)),
    releaseLease: (holder) => guarded(() => releaseLease(database, holder)),
    commit: ({ state, events = [], decision, tick, snapshot, fence }) =>
      guarded(async () => {
        await database.transaction().execute(async (transaction) => {
          if (fence !== undefined) await checkFence(transaction, fence);
          if (state !== undefined) await writeDocument(transaction, 'state', state);
          if (snapshot !== undefined) await writeDocument(transaction, 'snapshot', snapshot);
          for (const event of events) {
            const row = { at_ms: event.atMs, kind: event.kind, json: JSON.stringify(event) };
            await transaction.insertInto('events').values(row).execute();
          }
          if (decision !== undefined) {
            const row = { at_ms: decision.atMs, json: JSON.stringify(decision) };
            await transaction.insertInto('decisions').values(row).execute();
            await trimByCount(transaction, 'decisions', decisionLimit);
          }
          if (tick !== undefined) {
            const row = { at_ms: tick.atMs, json: JSON.stringify(tick) };
            await transaction.insertInto('ticks').values(row).execute();
            const fitting = Math.floor(tickSpace / row.json.length);
            await trimByCount(transaction, 'ticks', Math.min(TICK_LIMIT, fitting));
          }
          if (events.length > 0) await trimByCount(transaction, 'events', eventLimit);
        });
      }),
    history: createSqliteHistory({ database, file, limits: history, guarded }),
    close: () => database.destroy(),
  };
}

type Ring = 'events' | 'decisions' | 'ticks';

async function open(file: string): Promise<Kysely<Tables>> {
  let database: Kysely<Tables> | null = null;
  try {
    const dialect = new SqliteDialect({ database: openDatabase(file) });
    database = new Kysely<Tables>({ dialect });
    const found = await migrate(database);
    if (found > SCHEMA_VERSION) {
      const message =
        `${file} was written by a newer Ballast (store version ${found}, this one knows ` +
        `${SCHEMA_VERSION}). Use that version, or another file.`;
      throw new StoreError('store-newer', message);
    }
    return database;
  } catch (error) {
    await database?.destroy();
    throw toStoreError(error, file);
  }
}

async function writeDocument(
  database: Kysely<Tables> | Transaction<Tables>,
  name: string,
  value: unknown,
): Promise<void> {
  const json = JSON.stringify(value);
  await database
    .insertInto('documents')
    .values({ name, json })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ json }))
    .execute();
}

/** Others that change it at the same time come again; so many of them in a row are no chance. */
const UPDATE_ATTEMPTS = 50;

/**
 * Compares and swaps: no lock is held while others wait, since a statement of SQLite's blocks the whole
 * process, and with it the one that would have to let go.
 */
async function updateDocument<T>(
  database: Kysely<Tables>,
  options: {
    readonly name: string;
    readonly file: string;
    readonly change: (stored: unknown) => T;
  },
): Promise<T> {
  const { name, file, change } = options;
  const empty = { name, json: 'null' };
  const ignore = (conflict: OnConflictBuilder<Tables, 'documents'>) => conflict.doNothing();
  await database.insertInto('documents').values(empty).onConflict(ignore).execute();
  for (let attempt = 0; attempt < UPDATE_ATTEMPTS; attempt += 1) {
    const query = database.selectFrom('documents').select('json').where('name', '=', name);
    const { json } = await query.executeTakeFirstOrThrow();
    const value = change(parseJson(json, { file, what: name }));
    const { numUpdatedRows } = await database
      .updateTable('documents')
      .set({ json: JSON.stringify(value) })
      .where('name', '=', name)
      .where('json', '=', json)
      .executeTakeFirstOrThrow();
    if (numUpdatedRows > 0n) return value;
  }
  throw new StoreError(
    'store-locked',
    `${file}: ${name} is changed by others all the time. Try again.`,
  );
}
