/** Exports lose nothing and twice nothing, whatever is written meanwhile; the tail goes on after a failure. */

import { expect, test } from 'vitest';

import type { ControlEvent } from '../../model/control.ts';
import type { Numbered } from '../../model/history.ts';
import { createJournalOperations } from '../../operations/journal.ts';
import { createMemoryStore } from '../../store/memory-store.ts';
import { exampleStrategy } from '../../../test/support/example-strategy.ts';
import type { Desk } from '../operations-of.ts';
import { parseMoment } from '../since.ts';
import { exportJournal, type ExportRequest } from './export-journal.ts';
import { tailJournal } from './tail.ts';

const event = (atMs: number, changes: Partial<ControlEvent> = {}): ControlEvent => ({
  atMs,
  kind: 'weights-written',
  upstream: 'productapi-upstream',
  region: null,
  target: null,
  message: `number ${atMs}`,
  evidence: {},
  ...changes,
});

function setUp() {
  const store = createMemoryStore();
  const { history } = store;
  const clock = { nowMs: () => 0 };
  const journal = createJournalOperations({ strategy: exampleStrategy(), store, history, clock });
  const actor = { name: 'ann', role: 'admin', via: 'cli' } as const;
  return { store, journal, desk: { operations: { journal }, actor } as unknown as Desk };
}

const request: ExportRequest = {
  what: 'events',
  format: 'jsonl',
  sinceMs: 0,
  untilMs: 100_000,
  kinds: [],
  service: null,
  upstream: null,
};

async function exported(
  desk: Desk,
  changes: Partial<ExportRequest> = {},
  onWrite: () => Promise<void> = () => Promise.resolve(),
): Promise<string> {
  let text = '';
  await exportJournal(desk, { ...request, ...changes }, async (piece) => {
    text += piece;
    await onWrite();
  });
  return text;
}

test('an export has each event of the span once, also while others are written', async () => {
  const { store, desk } = setUp();
  await store.commit({ events: Array.from({ length: 3_500 }, (_, n) => event(n)) });
  let late = 50_000;
  const text = await exported(desk, { sinceMs: 10 }, async () => {
    if (late < 50_003) await store.commit({ events: [event(late)] });
    late += 1;
  });
  const lines = text.trimEnd().split('\n');
  const ids = lines.map((line) => (JSON.parse(line) as { id: number }).id);
  const before = Array.from({ length: 3_490 }, (_, n) => n + 11);
  expect(ids.slice(0, 3_490)).toEqual(before);
  expect(new Set(ids).size).toBe(ids.length);
});

test('an export of one kind or service has no other', async () => {
  const { store, desk } = setUp();
  const other = event(2, { kind: 'region-evacuated', upstream: 'other' });
  await store.commit({ events: [event(1), other] });
  expect(await exported(desk, { kinds: ['region-evacuated'] })).toContain('"number 2"');
  expect(await exported(desk, { kinds: ['region-evacuated'] })).not.toContain('"number 1"');
  expect(await exported(desk, { upstream: 'other' })).not.toContain('"number 1"');
});

test('CSV and Markdown take any text, and a spreadsheet no formula', async () => {
  const { store, desk } = setUp();
  const message = '=1+1, "a"\n| b <c>';
  await store.commit({ events: [event(1, { message })] });
  const csv = await exported(desk, { format: 'csv' });
  expect(csv.split('\r\n')[0]).toBe('id,at,kind,upstream,region,target,message,evidence');
  expect(csv).toContain(`"'=1+1, ""a""\n| b <c>"`);
  const markdown = await exported(desk, { format: 'md' });
  expect(markdown).toContain('| =1+1, "a" \\| b &lt;c> |');
});

test('samples and deeds are exported too', async () => {
  const { store, desk } = setUp();
  const plain = { failed: 0, shed: 0, p50Ms: 1, p99Ms: 2, shares: {}, budgetLeftRatio: null };
  const services = [{ service: 'productAPI', requests: 5, ...plain }];
  await store.history.appendSample({ atMs: 10_000, stepMs: 10_000, services });
  const csv = await exported(desk, { what: 'samples', format: 'csv' });
  expect(csv).toContain('1970-01-01T00:00:10.000Z,10,productAPI,5,0,0,,1,2,,{}');
  expect(await exported(desk, { what: 'audit' })).toBe('');
});

test('the tail shows the newest, then each new one once, also after a failure', async () => {
  const { store, journal } = setUp();
  await store.commit({ events: [event(1), event(2), event(3)] });
  const stop = new AbortController();
  const shown: number[] = [];
  const complaints: unknown[] = [];
  let polls = 0;
  await tailJournal(
    { lines: 2, isFollowing: true, isWanted: () => true },
    {
      journal: {
        events: (query) => {
          polls += 1;
          return polls === 2 || polls === 3
            ? Promise.reject(new Error('away'))
            : journal.events(query);
        },
      },
      clock: {
        async sleep() {
          if (polls === 2) await store.commit({ events: [event(4)] });
          if (polls === 5) stop.abort();
        },
      },
      signal: stop.signal,
      show: (events: readonly Numbered<ControlEvent>[]) =>
        shown.push(...events.map(({ id }) => id)),
      complain: (error) => complaints.push(error),
    },
  );
  expect(shown).toEqual([2, 3, 4]);
  expect(complaints).toHaveLength(1);
});

test.each([
  ['24h', -86_400_000],
  ['now', 0],
  ['1970-01-02', 86_400_000],
  ['1970-01-01T00:01:00Z', 60_000],
])('%s is a point in time', (text, expected) => {
  expect(parseMoment(text, { flag: '--since', nowMs: 0 })).toBe(expected);
});

test.each(['yesterday', '24', '', '2026-13-45'])('"%s" is none', (text) => {
  expect(() => parseMoment(text, { flag: '--since', nowMs: 0 })).toThrow('no point in time');
});
