/**
 * The lease as one row, so that of all processes on the file at most one may write (G7). Each
 * question is a single statement and therefore atomic. The token grows whenever the holder changes.
 */

import { type Kysely, sql, type Transaction } from 'kysely';
import type { Lease, LeaseRequest } from '../model/ports.ts';
import type { Tables } from './schema.ts';
import { leaseLost } from './store-error.ts';

export async function holdLease(
  database: Kysely<Tables>,
  { holder, nowMs, ttlMs }: LeaseRequest,
): Promise<Lease | null> {
  const untilMs = Math.round(nowMs + ttlMs);
  const { rows } = await sql<Lease>`
    insert into leases (name, holder, token, until_ms) values ('writer', ${holder}, 1, ${untilMs})
    on conflict (name) do update set
      token = leases.token + (leases.holder <> excluded.holder),
      holder = excluded.holder,
      until_ms = excluded.until_ms
    where leases.holder = excluded.holder or leases.until_ms <= ${Math.round(nowMs)}
    returning token, until_ms as "untilMs"`.execute(database);
  return rows[0] ?? null;
}

export async function releaseLease(database: Kysely<Tables>, holder: string): Promise<void> {
  const query = database.updateTable('leases').set({ until_ms: 0 });
  await query.where('holder', '=', holder).execute();
}

/**
 * Ends the transaction of someone whose lease another has taken. A write, and the first one of its
 * transaction: a read would not yet keep others from writing.
 */
export async function checkFence(database: Transaction<Tables>, fence: number): Promise<void> {
  const query = database.updateTable('leases').set({ token: fence }).where('token', '=', fence);
  const { numUpdatedRows } = await query.executeTakeFirstOrThrow();
  if (numUpdatedRows === 0n) throw leaseLost();
}
