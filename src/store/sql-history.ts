/**
 * The history in the store's own database. In SQLite it is on the store's own connection too: a
 * statement blocks the whole process, so two connections of one process would wait for each other.
 *
 * A sample is added to its step at every level when it comes, so no down-sampling has to catch up
 * later; what is too old goes at the same time, a few rows each time.
 */

import type { Transaction } from 'kysely';
import type { AuditEntry } from '../model/audit.ts';
import type { ControlEvent } from '../model/control.ts';
import type {
  History,
  HistoryQuery,
  Numbered,
  Sample,
  SampleQuery,
  StoredReport,
} from '../model/history.ts';
import { type HistoryLimits, queryLimit, type SampleLevel, stepBegin } from './history-limits.ts';
import { mergeSamples } from './history-merge.ts';
import { planStretches, type Stretch } from './history-stretches.ts';
import { trimByAge, trimByCount, trimReports, trimSamples } from './history-trim.ts';
import { parseJson } from './parse-json.ts';
import type { Tables } from './schema.ts';
import type { SqlDatabase } from './sql-database.ts';
import { StoreError } from './store-error.ts';

/** Samples parsed in one go, so that a long answer does not hold up the loop. */
const PAGE = 500;

export function createSqlHistory(sql: SqlDatabase, limits: HistoryLimits): History {
  const { database, place, guarded } = sql;
  return {
    readEvents: (query) =>
      guarded(async () => (await readRing(sql, 'events', query)) as Numbered<ControlEvent>[]),
    readAudit: (query) =>
      guarded(async () => (await readRing(sql, 'audit', query)) as Numbered<AuditEntry>[]),
    appendAudit: (entry) =>
      guarded(async () => {
        const row = { at_ms: Math.round(entry.atMs), json: JSON.stringify(entry) };
        await sql.inTurn('audit', async (writer) => {
          await writer.insertInto('audit').values(row).execute();
          await trimByCount(writer, 'audit', limits.audit);
        });
      }),
    appendSample: (sample) =>
      guarded(() =>
        database.transaction().execute(async (transaction) => {
          await sql.takeTurn(transaction, 'samples');
          await addSample(transaction, { place, limits }, sample);
        }),
      ),
    readSamples: (query) => guarded(() => readSamples(sql, limits, query)),
    putReport: (report) => guarded(() => putReport(sql, limits, report)),
    listReports: (kind, limit) =>
      guarded(async () => {
        const rows = await database
          .selectFrom('reports')
          .select(['id', 'kind', 'at_ms as atMs', 'title', 'verdict'])
          .where('kind', '=', kind)
          .orderBy('at_ms', 'desc')
          .orderBy('id', 'desc')
          .limit(queryLimit(limit))
          .execute();
        return rows.map((row) => ({ ...row, kind, report: null }));
      }),
    readReport: (id) =>
      guarded(async () => {
        const query = database.selectFrom('reports').select('json').where('id', '=', id);
        const row = await query.executeTakeFirst();
        if (row === undefined) return null;
        return parseJson(row.json, { place, what: `report ${id}` }) as StoredReport;
      }),
  };
}

async function readRing(
  { reading, place }: SqlDatabase,
  table: 'events' | 'audit',
  { sinceMs, untilMs, afterId, limit }: HistoryQuery,
): Promise<readonly Numbered<unknown>[]> {
  let query = reading.selectFrom(table).select(['id', 'json']).limit(queryLimit(limit));
  if (sinceMs !== undefined) query = query.where('at_ms', '>=', sinceMs);
  if (untilMs !== undefined) query = query.where('at_ms', '<', untilMs);
  query =
    afterId === undefined
      ? query.orderBy('id', 'desc')
      : query.where('id', '>', afterId).orderBy('id', 'asc');
  const rows = await query.execute();
  const found = rows.map(({ id, json }) => ({
    id,
    entry: parseJson(json, { place, what: table }),
  }));
  return afterId === undefined ? found.toReversed() : found;
}

async function addSample(
  transaction: Transaction<Tables>,
  { place, limits }: { readonly place: string; readonly limits: HistoryLimits },
  sample: Sample,
): Promise<void> {
  const { levels, keepMs } = limits;
  const fitting = levels.filter(({ stepMs }) => stepMs >= sample.stepMs);
  for (const level of fitting.length > 0 ? fitting : levels.slice(-1)) {
    const isNew = await addToLevel(transaction, { place, level, sample });
    if (!isNew) continue;
    const coarser = levels.find(({ stepMs }) => stepMs > level.stepMs);
    await trimSamples(transaction, { level, groupMs: coarser?.stepMs ?? level.stepMs, sample });
    if (coarser !== undefined) continue;
    await trimByAge(transaction, 'events', sample.atMs - keepMs);
    await trimByAge(transaction, 'audit', sample.atMs - keepMs);
  }
}

/** Resolves to whether the step had no sample before. */
async function addToLevel(
  transaction: Transaction<Tables>,
  options: {
    readonly place: string;
    readonly level: SampleLevel;
    readonly sample: Sample;
  },
): Promise<boolean> {
  const { place, level, sample } = options;
  const { stepMs } = level;
  const atMs = stepBegin(sample.atMs, stepMs);
  const found = await transaction
    .selectFrom('samples')
    .select('json')
    .where('step_ms', '=', stepMs)
    .where('at_ms', '=', atMs)
    .executeTakeFirst();
  const own: Sample = { atMs, stepMs, services: sample.services };
  const before = found === undefined ? null : parseJson(found.json, { place, what: 'samples' });
  const json = JSON.stringify(before === null ? own : mergeSamples(before as Sample, own));
  const row = { step_ms: stepMs, at_ms: atMs, size: json.length, json };
  await transaction
    .insertInto('samples')
    .values(row)
    .onConflict((conflict) =>
      conflict.columns(['step_ms', 'at_ms']).doUpdateSet({ size: row.size, json }),
    )
    .execute();
  return found === undefined;
}

async function readSamples(
  sql: SqlDatabase,
  limits: HistoryLimits,
  query: SampleQuery,
): Promise<readonly Sample[]> {
  const rows = await sql.reading
    .selectFrom('samples')
    .select(({ fn }) => ['step_ms', fn.min('at_ms').as('first'), fn.max('at_ms').as('last')])
    .groupBy('step_ms')
    .execute();
  const oldest = new Map(rows.map(({ step_ms, first }) => [step_ms, Number(first)] as const));
  const newestMs = Math.max(0, ...rows.map(({ last }) => Number(last)));
  const samples: Sample[] = [];
  for (const stretch of planStretches(query, { limits, oldest, newestMs })) {
    await readStretch(sql, stretch, (sample) => {
      const services = sample.services.filter(({ service }) => service === query.service);
      samples.push(query.service === undefined ? sample : { ...sample, services });
    });
  }
  return samples.slice(-limits.samplesRead);
}

async function readStretch(
  { reading, place }: SqlDatabase,
  { stepMs, fromMs, toMs }: Stretch,
  take: (sample: Sample) => void,
): Promise<void> {
  let afterMs = fromMs - 1;
  for (;;) {
    const rows = await reading
      .selectFrom('samples')
      .select(['at_ms', 'json'])
      .where('step_ms', '=', stepMs)
      .where('at_ms', '>', afterMs)
      .where('at_ms', '<', toMs)
      .orderBy('at_ms')
      .limit(PAGE)
      .execute();
    for (const { json } of rows) take(parseJson(json, { place, what: 'samples' }) as Sample);
    const last = rows.at(-1);
    if (last === undefined || rows.length < PAGE) return;
    afterMs = last.at_ms;
  }
}

async function putReport(
  { database }: SqlDatabase,
  limits: HistoryLimits,
  report: StoredReport,
): Promise<void> {
  const json = JSON.stringify(report);
  if (json.length > limits.reportSpace) {
    const message =
      `The report ${report.id} is too large to be kept (${json.length} characters, ` +
      `${limits.reportSpace} at most). Keep a shorter one.`;
    throw new StoreError('store-unusable', message);
  }
  const { id, kind, title, verdict } = report;
  const columns = { kind, at_ms: Math.round(report.atMs), title, verdict, size: json.length, json };
  await database
    .insertInto('reports')
    .values({ id, ...columns })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(columns))
    .execute();
  await trimReports(database, { kind, limit: limits.reports });
}
