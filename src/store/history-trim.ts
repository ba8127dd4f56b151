/** Takes away what is too old or too much, a few rows at a time; the oldest go first. */

import type { Kysely, Transaction } from 'kysely';
import type { Sample, StoredReport } from '../model/history.ts';
import { type SampleLevel, stepBegin, TRIM_STEP } from './history-limits.ts';
import type { Tables } from './schema.ts';

type Database = Kysely<Tables> | Transaction<Tables>;

/** Ids are given out one after the other, so the newest tells how many there may be below it. */
export async function trimByCount(
  database: Database,
  table: 'events' | 'audit' | 'decisions' | 'ticks',
  limit: number,
): Promise<void> {
  const newest = await database
    .selectFrom(table)
    .select((expression) => expression.fn.max('id').as('id'))
    .executeTakeFirst();
  const oldestKept = Number(newest?.id ?? 0) - limit;
  if (oldestKept > 0) await database.deleteFrom(table).where('id', '<=', oldestKept).execute();
}

export async function trimByAge(
  database: Database,
  table: 'events' | 'audit',
  beforeMs: number,
): Promise<void> {
  await database
    .deleteFrom(table)
    .where('id', 'in', (query) =>
      query.selectFrom(table).select('id').where('at_ms', '<', beforeMs).limit(TRIM_STEP),
    )
    .execute();
}

/**
 * Steps that are too old for their level, and as many of the oldest as do not fit. Only whole groups
 * go, a group being one step of the coarser level, so that the two can be read one after the other.
 */
export async function trimSamples(
  database: Database,
  options: { readonly level: SampleLevel; readonly groupMs: number; readonly sample: Sample },
): Promise<void> {
  const { level, groupMs, sample } = options;
  const { stepMs, keepMs, space } = level;
  const oldMs = stepBegin(sample.atMs - keepMs, groupMs);
  const largeMs = await tooLargeBeforeMs(database, { stepMs, groupMs, space });
  // The group that is being filled stays, however large it is.
  const cutMs = Math.max(oldMs, Math.min(largeMs, stepBegin(sample.atMs, groupMs)));
  if (cutMs <= 0) return;
  await database
    .deleteFrom('samples')
    .where('id', 'in', (query) =>
      query
        .selectFrom('samples')
        .select('id')
        .where('step_ms', '=', stepMs)
        .where('at_ms', '<', cutMs)
        .orderBy('at_ms')
        .limit(TRIM_STEP),
    )
    .execute();
}

/** Everything before it is more than the space holds; 0 when all of it fits. */
async function tooLargeBeforeMs(
  database: Database,
  options: { readonly stepMs: number; readonly groupMs: number; readonly space: number },
): Promise<number> {
  const { stepMs, groupMs, space } = options;
  const ofLevel = database.selectFrom('samples').where('step_ms', '=', stepMs);
  const total = await ofLevel
    .select((expression) => expression.fn.sum('size').as('size'))
    .executeTakeFirst();
  let excess = Number(total?.size ?? 0) - space;
  if (excess <= 0) return 0;
  const oldest = await ofLevel
    .select(['at_ms', 'size'])
    .orderBy('at_ms')
    .limit(TRIM_STEP)
    .execute();
  let cutMs = 0;
  for (const { at_ms: atMs, size } of oldest) {
    if (excess <= 0) break;
    excess -= size;
    cutMs = stepBegin(atMs, groupMs) + groupMs;
  }
  return cutMs;
}

export async function trimReports(
  database: Database,
  { kind, limit }: { readonly kind: StoredReport['kind']; readonly limit: number },
): Promise<void> {
  await database
    .deleteFrom('reports')
    .where('kind', '=', kind)
    .where('id', 'not in', (query) =>
      query
        .selectFrom('reports')
        .select('id')
        .where('kind', '=', kind)
        .orderBy('at_ms', 'desc')
        .orderBy('id', 'desc')
        .limit(limit),
    )
    .execute();
}
