/** The history in a file and in memory: what goes in comes out, sums stay, and nothing grows without end. */

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';

import { DEFAULT_HISTORY_LIMITS } from '../../src/store/history-limits.ts';
import { createMemoryStore } from '../../src/store/memory-store.ts';
import { createSqliteStore } from '../../src/store/sqlite-store.ts';
import { audit, historyContract, sample, service } from '../support/history-contract.ts';
import { event } from '../support/store-contract.ts';

let folder = '';
let file = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ballast-history-'));
  file = join(folder, 'state.db');
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

let count = 0;
historyContract('sqlite', (limits) => {
  count += 1;
  return createSqliteStore({ file: join(folder, `${count}.db`), ...limits });
});
historyContract('memory', (limits) => Promise.resolve(createMemoryStore(limits)));

test('the file’s rows stay bounded whatever comes, clocks that jump included', async () => {
  const levels = [
    { stepMs: 10_000, keepMs: 300_000, space: 20_000 },
    { stepMs: 60_000, keepMs: 1_200_000, space: 20_000 },
    { stepMs: 600_000, keepMs: 3_600_000, space: 20_000 },
  ];
  const jump = fc.oneof(
    { weight: 8, arbitrary: fc.nat({ max: 60_000 }) },
    { weight: 1, arbitrary: fc.integer({ min: -1e7, max: 1e7 }) },
  );
  const entry = fc.tuple(jump, fc.nat({ max: 12 }));
  let round = 0;
  const property = fc.asyncProperty(
    fc.array(entry, { minLength: 120, maxLength: 150 }),
    async (entries) => {
      round += 1;
      file = join(folder, `${round}.db`);
      const limits = { ...DEFAULT_HISTORY_LIMITS, levels, audit: 20 };
      const store = await createSqliteStore({ file, history: limits });
      const { history } = store;
      let atMs = 1e9;
      for (const [step, services] of entries) {
        atMs = Math.max(0, atMs + step);
        const named = Array.from({ length: services }, (_, n) => service({ service: `s${n}` }));
        await history.appendSample({ atMs, stepMs: 10_000, services: named });
        await history.appendAudit(audit(atMs));
      }
      await store.close();
      const database = new DatabaseSync(file);
      for (const { stepMs, space } of levels) {
        const sum = 'select coalesce(sum(size), 0) as size from samples where step_ms = ?';
        // One group (ten rows at most of 12 services) may be in the making.
        expect(database.prepare(sum).get(stepMs)?.['size']).toBeLessThanOrEqual(space + 60_000);
      }
      expect(database.prepare('select count(*) as n from audit').get()?.['n']).toBeLessThan(21);
      database.close();
    },
  );
  await fc.assert(property, { numRuns: 4, endOnFailure: true });
});

test('a store of an earlier version keeps its journal and gets a history', async () => {
  const store = await createSqliteStore({ file });
  await store.commit({ events: [event(1)] });
  await store.close();
  const database = new DatabaseSync(file);
  database.exec(
    'drop table audit; drop table samples; drop table reports; drop index events_by_time;' +
      'update schema_version set version = 3',
  );
  database.close();
  const again = await createSqliteStore({ file });
  expect(await again.history.readEvents({ limit: 5 })).toEqual([{ id: 1, entry: event(1) }]);
  await again.history.appendSample(sample(0));
  expect(await again.history.readSamples({ sinceMs: 0, untilMs: 1 })).toHaveLength(1);
  await again.close();
});
