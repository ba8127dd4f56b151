/**
 * A database as the store's queries see it. The queries are the same for SQLite and PostgreSQL; what
 * differs is here: whose clock judges the lease, how writers take turns, and whose errors they are.
 */

import type { Kysely, RawBuilder, Transaction } from 'kysely';
import type { LeaseRequest } from '../model/ports.ts';
import type { Tables } from './schema.ts';

export interface SqlDatabase {
  /** For the loop and for what people change: answers within a tick or fails. */
  readonly database: Kysely<Tables>;
  /** For long answers, so that nobody who looks back keeps the loop waiting; may be the same. */
  readonly reading: Kysely<Tables>;
  /** File or address, without secrets, for messages. */
  readonly place: string;
  /** Turns the database's errors into the store's. */
  readonly guarded: <T>(work: () => Promise<T>) => Promise<T>;
  /** Epoch milliseconds by the clock that all who ask for the lease share. */
  readonly leaseNowMs: (request: LeaseRequest) => RawBuilder<number>;
  /**
   * Until the end of the transaction nobody else writes to the table: so its numbers become visible
   * in their order, and a reader that goes on after a number misses nothing.
   */
  readonly takeTurn: (transaction: Transaction<Tables>, table: TurnTable) => Promise<void>;
  /**
   * One small write in turn. A file's writers do it without a transaction: while one is held open, a
   * second connection of the same process would block the process that has to end it.
   */
  readonly inTurn: (table: TurnTable, work: (writer: Writer) => Promise<void>) => Promise<void>;
  readonly close: () => Promise<void>;
}

export type Writer = Kysely<Tables> | Transaction<Tables>;

export type TurnTable = 'events' | 'audit' | 'samples';
