/** The store in one SQLite file, for one machine; several processes may have it open (WAL). */

import { Kysely, sql, SqliteDialect } from 'kysely';
import type { KeptStore } from '../model/history.ts';
import { migrate, type Tables } from './schema.ts';
import { createSqlStore, type StoreLimits } from './sql-store.ts';
import { openDatabase } from './sqlite-database.ts';
import { toStoreError } from './store-error.ts';

export interface SqliteStoreOptions extends StoreLimits {
  /** Path of the file; made when absent. */
  readonly file: string;
}

export async function createSqliteStore({
  file,
  ...limits
}: SqliteStoreOptions): Promise<KeptStore> {
  const database = await open(file);
  const guarded = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      throw toStoreError(error, file);
    }
  };
  return createSqlStore(
    {
      database,
      reading: database,
      place: file,
      guarded,
      // Whoever has the file is on this machine, and so has the same clock.
      leaseNowMs: ({ nowMs }) => sql`${Math.round(nowMs)}`,
      // A file has one writer at a time.
      takeTurn: () => Promise.resolve(),
      inTurn: (_table, work) => work(database),
      close: () => database.destroy(),
    },
    limits,
  );
}

async function open(file: string): Promise<Kysely<Tables>> {
  let database: Kysely<Tables> | null = null;
  try {
    const dialect = new SqliteDialect({ database: openDatabase(file) });
    database = new Kysely<Tables>({ dialect });
    await migrate(database, { place: file, dialect: 'sqlite' });
    return database;
  } catch (error) {
    await database?.destroy();
    throw toStoreError(error, file);
  }
}
