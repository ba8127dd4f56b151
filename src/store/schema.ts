/** Tables of the store and their migrations, oldest first; applied ones are never changed. */

import {
  type CreateTableBuilder,
  type Generated,
  type Kysely,
  sql,
  type Transaction,
} from 'kysely';
import { StoreError } from './store-error.ts';

export interface Tables {
  /** One row per kind of document: `state`, `snapshot`, `setting:NAME`. */
  documents: { name: string; json: string };
  events: { id: Generated<number>; at_ms: number; kind: string; json: string };
  decisions: { id: Generated<number>; at_ms: number; json: string };
  ticks: { id: Generated<number>; at_ms: number; json: string };
  /** One row, `writer`: who may write. */
  leases: { name: string; holder: string; token: number; until_ms: number };
  schema_version: { version: number };
  audit: { id: Generated<number>; at_ms: number; json: string };
  /** One row per step of time and width of step; `size` is the length of its JSON. */
  samples: { id: Generated<number>; step_ms: number; at_ms: number; size: number; json: string };
  reports: {
    id: string;
    kind: string;
    at_ms: number;
    title: string;
    verdict: string | null;
    size: number;
    json: string;
  };
}

/** What the same column is called: SQLite's integers have eight bytes, PostgreSQL's four. */
interface ColumnWords {
  readonly integer: 'integer' | 'bigint';
  /** Adds the column of numbers that are given out by the database, in order. */
  readonly withId: <T extends string>(table: CreateTableBuilder<T>) => CreateTableBuilder<T, 'id'>;
}

const WORDS: Readonly<Record<'sqlite' | 'postgres', ColumnWords>> = {
  sqlite: {
    integer: 'integer',
    withId: (table) =>
      table.addColumn('id', 'integer', (column) => column.primaryKey().autoIncrement()),
  },
  postgres: {
    integer: 'bigint',
    withId: (table) =>
      table.addColumn('id', 'bigint', (column) => column.primaryKey().generatedAlwaysAsIdentity()),
  },
};

type Migration = (database: Kysely<Tables>, words: ColumnWords) => Promise<void>;

const MIGRATIONS: readonly Migration[] = [
  async (database, { integer, withId }) => {
    await database.schema
      .createTable('documents')
      .addColumn('name', 'text', (column) => column.primaryKey())
      .addColumn('json', 'text', (column) => column.notNull())
      .execute();
    for (const table of ['events', 'decisions'] as const) {
      let builder = withId(database.schema.createTable(table)).addColumn(
        'at_ms',
        integer,
        (column) => column.notNull(),
      );
      if (table === 'events') {
        builder = builder.addColumn('kind', 'text', (column) => column.notNull());
      }
      await builder.addColumn('json', 'text', (column) => column.notNull()).execute();
    }
  },
  async (database, { integer }) => {
    await database.schema
      .createTable('leases')
      .addColumn('name', 'text', (column) => column.primaryKey())
      .addColumn('holder', 'text', (column) => column.notNull())
      .addColumn('token', integer, (column) => column.notNull())
      .addColumn('until_ms', integer, (column) => column.notNull())
      .execute();
  },
  async (database, { integer, withId }) => {
    await withId(database.schema.createTable('ticks'))
      .addColumn('at_ms', integer, (column) => column.notNull())
      .addColumn('json', 'text', (column) => column.notNull())
      .execute();
  },
  async (database, { integer, withId }) => {
    await database.schema.createIndex('events_by_time').on('events').column('at_ms').execute();
    await withId(database.schema.createTable('audit'))
      .addColumn('at_ms', integer, (column) => column.notNull())
      .addColumn('json', 'text', (column) => column.notNull())
      .execute();
    await database.schema.createIndex('audit_by_time').on('audit').column('at_ms').execute();
    await withId(database.schema.createTable('samples'))
      .addColumn('step_ms', integer, (column) => column.notNull())
      .addColumn('at_ms', integer, (column) => column.notNull())
      .addColumn('size', integer, (column) => column.notNull())
      .addColumn('json', 'text', (column) => column.notNull())
      .addUniqueConstraint('samples_of_step', ['step_ms', 'at_ms'])
      .execute();
    // The sizes are summed from the index alone, without a look at the rows.
    const sizes = database.schema.createIndex('samples_by_time').on('samples');
    await sizes.columns(['step_ms', 'at_ms', 'size']).execute();
    await database.schema
      .createTable('reports')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('kind', 'text', (column) => column.notNull())
      .addColumn('at_ms', integer, (column) => column.notNull())
      .addColumn('title', 'text', (column) => column.notNull())
      .addColumn('verdict', 'text')
      .addColumn('size', integer, (column) => column.notNull())
      .addColumn('json', 'text', (column) => column.notNull())
      .execute();
  },
];

export const SCHEMA_VERSION = MIGRATIONS.length;

export interface MigrateOptions {
  /** For messages. */
  readonly place: string;
  readonly dialect: 'sqlite' | 'postgres';
  /** Keeps others that do the same waiting until the end of the transaction. */
  readonly begin?: (transaction: Transaction<Tables>) => Promise<void>;
  /** What else there is to say of tables that are new. */
  readonly end?: (transaction: Transaction<Tables>) => Promise<void>;
}

/** Brings an empty or older store up to date; one of a newer Ballast is refused. */
export async function migrate(database: Kysely<Tables>, options: MigrateOptions): Promise<void> {
  const { place, dialect, begin, end } = options;
  await database.transaction().execute(async (transaction) => {
    await begin?.(transaction);
    await sql`create table if not exists schema_version (version integer not null)`.execute(
      transaction,
    );
    const row = await transaction.selectFrom('schema_version').select('version').executeTakeFirst();
    const found = row?.version ?? 0;
    checkVersion(found, place);
    if (found === SCHEMA_VERSION) return;
    for (const migration of MIGRATIONS.slice(found)) await migration(transaction, WORDS[dialect]);
    await end?.(transaction);
    await transaction.deleteFrom('schema_version').execute();
    await transaction.insertInto('schema_version').values({ version: SCHEMA_VERSION }).execute();
  });
}

export function checkVersion(found: number, place: string): void {
  if (found <= SCHEMA_VERSION) return;
  const message =
    `${place} was written by a newer Ballast (store version ${found}, this one knows ` +
    `${SCHEMA_VERSION}). Use that version, or another store.`;
  throw new StoreError('store-newer', message);
}
