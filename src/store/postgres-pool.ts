/**
 * Connections to PostgreSQL, a few of them, each with limits of time on both sides: the server ends what
 * takes too long or is left open in mid-write (by a process that sleeps, or a machine that is gone), the
 * client ends what the server does not answer. A connection that was given up is never used again.
 */

import { readFile } from 'node:fs/promises';
import type { PostgresPool, PostgresPoolClient } from 'kysely';
import { Pool, type PoolClient, type PoolConfig, types } from 'pg';
import type { PostgresAddress } from './postgres-address.ts';

export interface PoolLimits {
  readonly connections: number;
  /** Longest time of one statement. */
  readonly statementMs: number;
  /** Longest time until a connection is there, a wait for a free one included. */
  readonly connectMs: number;
}

/**
 * Locks of someone who sleeps in mid-write end after this long: sooner than a lease (5 s), so that
 * they keep nobody from taking it over.
 */
const IDLE_IN_TRANSACTION_MS = 3_000;
/** The server ends a statement first; the client only where the server does not answer at all. */
const ANSWER_MARGIN_MS = 500;
const LOCK_MARGIN_MS = 200;
const KEEP_ALIVE_MS = 10_000;
/** https://github.com/brianc/node-pg-types: numbers of eight bytes. All of ours are below 2^53. */
const INT8_OID = 20;
const END_MS = 2_000;

export async function createPool(
  address: PostgresAddress,
  limits: PoolLimits,
): Promise<PostgresPool> {
  const pool = new Pool(await configOf(address, limits));
  // Both tell of a connection that broke while nobody used it: the next query takes another one.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return {
    options: {},
    connect: async () => guardedClient(await pool.connect()),
    end: () => endWithin(pool, END_MS),
  };
}

async function configOf(address: PostgresAddress, limits: PoolLimits): Promise<PoolConfig> {
  const { host, port, user, database, schema } = address;
  const password = passwordOf(address);
  const ssl = await tlsOf(address);
  return {
    ...(host === undefined ? {} : { host }),
    ...(port === undefined ? {} : { port }),
    ...(user === undefined ? {} : { user }),
    ...(database === undefined ? {} : { database }),
    ...(password === undefined ? {} : { password }),
    ...(ssl === undefined ? {} : { ssl }),
    application_name: 'ballast',
    options: `-c search_path=${schema}`,
    max: limits.connections,
    connectionTimeoutMillis: limits.connectMs,
    statement_timeout: limits.statementMs,
    // A little sooner, so that the message says what it waited for.
    lock_timeout: limits.statementMs - LOCK_MARGIN_MS,
    query_timeout: limits.statementMs + ANSWER_MARGIN_MS,
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MS,
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE_MS,
    // A command that is done need not wait for connections that are idle.
    allowExitOnIdle: true,
    types: {
      getTypeParser: (oid, format) =>
        oid === INT8_OID ? Number : types.getTypeParser(oid, format ?? 'text'),
    },
  };
}

function passwordOf({ password, passwordFile }: PostgresAddress): PoolConfig['password'] {
  if (passwordFile === undefined) return password;
  return async () => (await readFile(passwordFile, 'utf8')).replace(/\r?\n$/u, '');
}

async function tlsOf(address: PostgresAddress): Promise<PoolConfig['ssl']> {
  const { tls, tlsRootFile, tlsCertificateFile, tlsKeyFile } = address;
  if (tls === 'disable') return false;
  const isNamed = [tls, tlsRootFile, tlsCertificateFile, tlsKeyFile].some(
    (one) => one !== undefined,
  );
  if (!isNamed) return undefined;
  return {
    rejectUnauthorized: tls !== 'require',
    ...(tls === 'verify-ca' ? { checkServerIdentity: () => undefined } : {}),
    ...(tlsRootFile === undefined ? {} : { ca: await readFile(tlsRootFile, 'utf8') }),
    ...(tlsCertificateFile === undefined
      ? {}
      : { cert: await readFile(tlsCertificateFile, 'utf8') }),
    ...(tlsKeyFile === undefined ? {} : { key: await readFile(tlsKeyFile, 'utf8') }),
  };
}

/**
 * pg gives up a statement that is not answered but leaves it on its connection, where the next one
 * would wait behind it. Here the connection goes with it.
 */
function guardedClient(client: PoolClient): PostgresPoolClient {
  let isLost = false;
  const query = async (text: string, values: readonly unknown[]) => {
    if (isLost) throw new Error('the connection was closed');
    try {
      return await client.query(text, [...values]);
    } catch (error) {
      isLost = error instanceof Error && error.message === 'Query read timeout';
      throw error;
    }
  };
  return {
    // The other shape of `query`, with a cursor, is for streams, and nothing streams.
    query: query as unknown as PostgresPoolClient['query'],
    release: (destroy) => client.release(destroy === true || isLost),
  };
}

/** A server that does not answer a good-bye keeps nobody from ending. */
async function endWithin(pool: Pool, limitMs: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, limitMs);
  });
  await Promise.race([pool.end(), limit]);
  clearTimeout(timer);
}
