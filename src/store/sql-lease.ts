/**
 * The lease as one row, so that of all processes on the store at most one may write (G7). Each
 * question is a single statement and therefore atomic. The token grows whenever the holder changes.
 *
 * The row's end is by the clock that all share. What the holder is told is by its own clock, counted
 * from when it asked: never later than the row's end, however far the clocks are apart.
 */

import { type Kysely, sql, type Transaction } from 'kysely';
import type { Lease, LeaseRequest } from '../model/ports.ts';
import type { Tables } from './schema.ts';
import type { SqlDatabase } from './sql-database.ts';
import { leaseLost } from './store-error.ts';

export async function holdLease(
  { database, leaseNowMs }: Pick<SqlDatabase, 'database' | 'leaseNowMs'>,
  request: LeaseRequest,
): Promise<Lease | null> {
  const { holder, nowMs, ttlMs } = request;
  const sharedNowMs = leaseNowMs(request);
  const { rows } = await sql<Pick<Lease, 'token'>>`
    insert into leases (name, holder, token, until_ms)
    values ('writer', ${holder}, 1, ${sharedNowMs} + ${Math.round(ttlMs)})
    on conflict (name) do update set
      token = leases.token + case when leases.holder = excluded.holder then 0 else 1 end,
      holder = excluded.holder,
      until_ms = ${sharedNowMs} + ${Math.round(ttlMs)}
    where leases.holder = excluded.holder or leases.until_ms <= ${sharedNowMs}
    returning token`.execute(database);
  const [row] = rows;
  return row === undefined ? null : { token: row.token, untilMs: Math.round(nowMs + ttlMs) };
}

export async function releaseLease(database: Kysely<Tables>, holder: string): Promise<void> {
  const query = database.updateTable('leases').set({ until_ms: 0 });
  await query.where('holder', '=', holder).execute();
}

/**
 * Ends the transaction of someone whose lease another has taken. A write, and the first one of its
 * transaction: a read would not yet keep others from writing, nor from taking the lease meanwhile.
 */
export async function checkFence(database: Transaction<Tables>, fence: number): Promise<void> {
  const query = database.updateTable('leases').set({ token: fence }).where('token', '=', fence);
  const { numUpdatedRows } = await query.executeTakeFirstOrThrow();
  if (numUpdatedRows === 0n) throw leaseLost();
}
