/** What there is one of: the state, the newest snapshot, settings by name. */

import type { Kysely, OnConflictBuilder, Transaction } from 'kysely';
import { parseJson } from './parse-json.ts';
import type { Tables } from './schema.ts';
import type { SqlDatabase } from './sql-database.ts';
import { StoreError } from './store-error.ts';

/** `null` when it has never been written. */
export async function readDocument(
  { database, place }: Pick<SqlDatabase, 'database' | 'place'>,
  name: string,
): Promise<unknown> {
  const query = database.selectFrom('documents').select('json').where('name', '=', name);
  const row = await query.executeTakeFirst();
  return row === undefined ? null : parseJson(row.json, { place, what: name });
}

export async function writeDocument(
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
export async function updateDocument<T>(
  { database, place }: Pick<SqlDatabase, 'database' | 'place'>,
  { name, change }: { readonly name: string; readonly change: (stored: unknown) => T },
): Promise<T> {
  const empty = { name, json: 'null' };
  const ignore = (conflict: OnConflictBuilder<Tables, 'documents'>) => conflict.doNothing();
  await database.insertInto('documents').values(empty).onConflict(ignore).execute();
  for (let attempt = 0; attempt < UPDATE_ATTEMPTS; attempt += 1) {
    const query = database.selectFrom('documents').select('json').where('name', '=', name);
    const { json } = await query.executeTakeFirstOrThrow();
    const value = change(parseJson(json, { place, what: name }));
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
    `${place}: ${name} is changed by others all the time. Try again.`,
  );
}
