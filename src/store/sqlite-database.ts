/**
 * Node's built-in SQLite in the shape that kysely's SQLite dialect expects (better-sqlite3's), so
 * that nothing has to be compiled at install and PostgreSQL can follow by another dialect.
 */

import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import type { SqliteDatabase } from 'kysely';

/** Waits this long for another process's transaction before giving up. */
const BUSY_TIMEOUT_MS = 3_000;

export function openDatabase(file: string): SqliteDatabase {
  const database = new DatabaseSync(file, { timeout: BUSY_TIMEOUT_MS });
  try {
    // WAL lets `ballast status` read while the controller writes.
    database.exec('pragma journal_mode = wal; pragma synchronous = normal;');
  } catch (error) {
    database.close();
    throw error;
  }
  return {
    close: () => database.close(),
    prepare: (sql) => {
      const statement = database.prepare(sql);
      return {
        reader: statement.columns().length > 0,
        all: (parameters) => statement.all(...parameters.map(toInput)),
        run: (parameters) => statement.run(...parameters.map(toInput)),
        iterate: (parameters) => statement.iterate(...parameters.map(toInput)),
      };
    },
  };
}

function toInput(value: unknown): SQLInputValue {
  if (value === null || typeof value === 'number' || typeof value === 'string') return value;
  if (typeof value === 'bigint' || value instanceof Uint8Array) return value;
  return JSON.stringify(value);
}
