/**
 * The store in PostgreSQL, for several machines. Two small pools: one for the loop and for what people
 * change, whose statements are short, one for those who look back, so that they never keep the loop
 * waiting for a connection.
 *
 * The database's clock judges the lease, since those of the machines differ; see decision 0028.
 */

import { Kysely, PostgresDialect, type RawBuilder, sql, type Transaction } from 'kysely';
import type { KeptStore } from '../model/history.ts';
import type { LeaseRequest } from '../model/ports.ts';
import { parsePostgresAddress, type PostgresAddress } from './postgres-address.ts';
import { toPostgresError } from './postgres-error.ts';
import { createPool, type PoolLimits } from './postgres-pool.ts';
import { checkVersion, migrate, SCHEMA_VERSION, type Tables } from './schema.ts';
import type { TurnTable } from './sql-database.ts';
import { createSqlStore, type StoreLimits } from './sql-store.ts';
import { StoreError } from './store-error.ts';

export interface PostgresStoreOptions extends StoreLimits {
  /** `postgresql://…`; see `postgres-address.ts`. */
  readonly address: string;
  /** Tables are made when absent, unless this is set: then it is refused with `store-missing`. */
  readonly mustExist?: boolean;
  /** Told when the clocks of this machine and of the database are far apart. */
  readonly warn?: (message: string) => void;
  /** Tests with a clock of their own have it judge the lease. */
  readonly leaseNowMs?: (request: LeaseRequest) => RawBuilder<number>;
}

/** With 1,000 services a tick keeps some megabytes; a statement that outlasts a lease is lost. */
const LOOP_POOL: PoolLimits = { connections: 3, statementMs: 5_000, connectMs: 3_000 };
/** A replay reads some 64 MB. */
const READING_POOL: PoolLimits = { connections: 2, statementMs: 30_000, connectMs: 5_000 };
/** `clock_timestamp`: the time itself, not that of the transaction's begin. */
const DATABASE_NOW_MS = sql<number>`(extract(epoch from clock_timestamp()) * 1000)::bigint`;
/** First half of the keys of advisory locks, `BALL`; the second is the table. */
const LOCK_SPACE = 0x42_41_4c_4c;
/** Second half while tables are made; no table has the number 0. */
const MIGRATION_LOCK = 0;
const CLOCK_WARNING_MS = 2_000;

export async function createPostgresStore(options: PostgresStoreOptions): Promise<KeptStore> {
  const {
    address: text,
    mustExist = false,
    warn = () => undefined,
    leaseNowMs,
    ...limits
  } = options;
  const address = parsePostgresAddress(text);
  const place = address.shown;
  const guarded = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      throw toPostgresError(error, place);
    }
  };
  const [database, reading] = await guarded(() =>
    Promise.all([connect(address, LOOP_POOL), connect(address, READING_POOL)]),
  );
  const close = async () => {
    await Promise.all([database.destroy(), reading.destroy()]);
  };
  try {
    await guarded(() => prepare(database, { address, mustExist, warn }));
  } catch (error) {
    await close();
    throw error;
  }
  return createSqlStore(
    {
      database,
      reading,
      place,
      guarded,
      leaseNowMs: leaseNowMs ?? (() => DATABASE_NOW_MS),
      takeTurn,
      inTurn: (table, work) =>
        database.transaction().execute(async (transaction) => {
          await takeTurn(transaction, table);
          await work(transaction);
        }),
      close,
    },
    limits,
  );
}

async function connect(address: PostgresAddress, limits: PoolLimits): Promise<Kysely<Tables>> {
  const pool = await createPool(address, limits);
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
}

async function prepare(
  database: Kysely<Tables>,
  options: {
    readonly address: PostgresAddress;
    readonly mustExist: boolean;
    readonly warn: (message: string) => void;
  },
): Promise<void> {
  const { address, mustExist, warn } = options;
  const { shown: place, schema } = address;
  const askedAtMs = Date.now();
  const facts = await readFacts(database, schema);
  const aheadMs = Date.now() - askedAtMs > CLOCK_WARNING_MS ? 0 : askedAtMs - facts.nowMs;
  if (Math.abs(aheadMs) > CLOCK_WARNING_MS) warn(clockWarning(place, aheadMs));
  if (facts.encoding !== 'UTF8') {
    const message = `${place} has the encoding ${facts.encoding}. Create it with UTF8 instead.`;
    throw new StoreError('store-unusable', message);
  }
  if (facts.hasTables) {
    const row = await database.selectFrom('schema_version').select('version').executeTakeFirst();
    checkVersion(row?.version ?? 0, place);
    if (row?.version === SCHEMA_VERSION) return;
  } else if (mustExist) {
    throw new StoreError('store-missing', `There is no Ballast store at ${place} (yet).`);
  }
  await migrate(database, {
    place,
    dialect: 'postgres',
    begin: (transaction) => begin(transaction, schema),
    end: compressQuickly,
  });
}

interface Facts {
  readonly encoding: string;
  readonly hasTables: boolean;
  readonly nowMs: number;
}

async function readFacts(database: Kysely<Tables>, schema: string): Promise<Facts> {
  const { rows } = await sql<Facts>`
    select current_setting('server_encoding') as "encoding", ${DATABASE_NOW_MS} as "nowMs",
      to_regclass(${`${schema}.schema_version`}) is not null as "hasTables"`.execute(database);
  const [facts] = rows;
  if (facts === undefined) throw new Error('the server does not answer as PostgreSQL does');
  return facts;
}

/** Two that start at the same time make the tables one after the other, the second finds them. */
async function begin(transaction: Transaction<Tables>, schema: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(${LOCK_SPACE}, ${MIGRATION_LOCK})`.execute(transaction);
  // Asked first: `if not exists` alone needs the right to create one even where it is there.
  const { rows } = await sql`select 1 from pg_namespace where nspname = ${schema}`.execute(
    transaction,
  );
  if (rows.length === 0) await transaction.schema.createSchema(schema).execute();
}

const LARGE: readonly (keyof Tables)[] = [
  'documents',
  'events',
  'decisions',
  'ticks',
  'audit',
  'samples',
  'reports',
];

/**
 * LZ4, where the server has it (version 14, as most are built): megabytes a tick at 1,000 services
 * take it less than half the time of what it does by itself.
 */
async function compressQuickly(transaction: Transaction<Tables>): Promise<void> {
  const { rows } = await sql`
    select 1 from pg_settings
    where name = 'default_toast_compression' and 'lz4' = any(enumvals)`.execute(transaction);
  if (rows.length === 0) return;
  for (const table of LARGE) {
    await sql`alter table ${sql.table(table)} alter column json set compression lz4`.execute(
      transaction,
    );
  }
}

/** The number of a table differs in each database, so stores do not wait for each other's. */
async function takeTurn(transaction: Transaction<Tables>, table: TurnTable): Promise<void> {
  await sql`select pg_advisory_xact_lock(${LOCK_SPACE}, ${table}::regclass::oid::int)`.execute(
    transaction,
  );
}

function clockWarning(place: string, aheadMs: number): string {
  const word = aheadMs > 0 ? 'ahead of' : 'behind';
  return (
    `The clock of this machine is ${(Math.abs(aheadMs) / 1_000).toFixed(1)} s ${word} that of ` +
    `${place}. The lease goes by the database's; times of events and holds do not. Set it by NTP.`
  );
}
