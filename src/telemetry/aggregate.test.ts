import fc from 'fast-check';
import { expect, test } from 'vitest';
import { makeService } from '../../test/telemetry/fixtures.ts';
import { quantileOf } from '../lib/histogram.ts';
import { createAddressBook, learnAddresses, targetAt, targetNamed } from './address-book.ts';
import {
  createAggregate,
  inFlightOf,
  p99Of,
  recordRequest,
  recordTry,
  samplesOf,
  takePending,
  takeRequests,
} from './aggregate.ts';
import { emptyCounters } from './counters.ts';
import { createDedupe, isFirst } from './dedupe.ts';
import { createLateness } from './lateness.ts';
import { type Ingest, ingestEntry } from './ingest.ts';

const UPSTREAMS = [{ upstream: 'u', targets: ['a:1', 'b:1'] }];
const SECOND_MS = 1_000;

function record(
  aggregate: ReturnType<typeof createAggregate>,
  details: { target?: string; latencyMs?: number; atMs: number },
) {
  const { target = 'a:1', latencyMs = 10, atMs } = details;
  const outcome = 'ok' as const;
  return recordTry(aggregate, {
    upstream: 'u',
    target,
    outcome,
    latencyMs,
    busyMs: latencyMs,
    atMs,
  });
}

const tallyOf = (aggregate: ReturnType<typeof createAggregate>, target = 'a:1') => {
  const tally = aggregate.upstreams.get('u')?.targets.get(target);
  if (tally === undefined) throw new TypeError(target);
  return tally;
};

test('each outcome is handed out exactly once', () => {
  const aggregate = createAggregate(UPSTREAMS);
  record(aggregate, { atMs: 5_000 });
  record(aggregate, { atMs: 5_001, latencyMs: 30 });
  const first = takePending(tallyOf(aggregate));
  expect(first.outcomes.ok).toBe(2);
  expect(first.latency.sumMs).toBe(40);
  record(aggregate, { atMs: 5_002 });
  expect(takePending(tallyOf(aggregate)).outcomes.ok).toBe(1);
  expect(takePending(tallyOf(aggregate)).outcomes.ok).toBe(0);
  expect(first.outcomes.ok).toBe(2); // a reading given away does not change any more
});

test('requests count totals and failures; an early abort counts for nothing but is news', () => {
  const aggregate = createAggregate(UPSTREAMS);
  for (const outcome of ['ok', 'failed', 'aborted'] as const) {
    recordRequest(aggregate, { upstream: 'u', outcome, atMs: 7_000 });
  }
  const tally = aggregate.upstreams.get('u');
  expect(tally?.logsAtMs).toBe(7_000);
  expect(aggregate.logsAtMs).toBe(7_000);
  expect(tally && takeRequests(tally)).toEqual({ total: 2, failed: 1, shed: 0 });
  expect(tally && takeRequests(tally)).toEqual({ total: 0, failed: 0, shed: 0 });
});

test('what belongs to nobody known is refused', () => {
  const aggregate = createAggregate(UPSTREAMS);
  expect(record(aggregate, { target: 'z:1', atMs: 0 })).toBe(false);
});

test('samples are per second, oldest first, and reach back two minutes', () => {
  const aggregate = createAggregate(UPSTREAMS);
  for (let second = 0; second < 200; second += 1) record(aggregate, { atMs: second * SECOND_MS });
  record(aggregate, { atMs: 199_500 });
  const samples = samplesOf(aggregate, { upstream: 'u', target: 'a:1', nowMs: 199_999 });
  expect(samples).toHaveLength(120);
  expect(samples[0]?.secondMs).toBe(80_000);
  expect(samples.at(-1)).toMatchObject({ secondMs: 199_000, outcomes: { ok: 2 } });
  expect(samplesOf(aggregate, { upstream: 'u', target: 'a:1', nowMs: 500_000 })).toEqual([]);
});

test('requests inside follow from rate and duration: 50/s × 100 ms = 5', () => {
  const aggregate = createAggregate(UPSTREAMS);
  for (let count = 0; count < 500; count += 1) {
    record(aggregate, { atMs: 10_000 + count * 20, latencyMs: 100 });
  }
  expect(inFlightOf(tallyOf(aggregate), 19_999)).toBeCloseTo(5, 1);
  expect(inFlightOf(tallyOf(aggregate), 60_000)).toBe(0);
});

test('p99 needs a hundred answers and forgets within two minutes', () => {
  const aggregate = createAggregate(UPSTREAMS);
  for (let count = 0; count < 99; count += 1) record(aggregate, { atMs: 60_000 });
  expect(p99Of(aggregate, 'u')).toBeNull();
  record(aggregate, { atMs: 60_000 });
  expect(p99Of(aggregate, 'u')).toBeCloseTo(10, -1);
  record(aggregate, { atMs: 180_000 });
  expect(p99Of(aggregate, 'u')).toBeNull();
});

test('a request id is new once, and memory of them is bounded', () => {
  const dedupe = createDedupe(100);
  for (let id = 0; id < 1_000; id += 1) {
    expect(isFirst(dedupe, `r${id}`)).toBe(true);
    expect(isFirst(dedupe, `r${Math.max(0, id - 99)}`)).toBe(false);
    expect(dedupe.young.size + dedupe.old.size).toBeLessThanOrEqual(200);
  }
});

function createIngest(): Ingest {
  const service = makeService('u', ['10.0.0.1:80', '10.0.0.2:80']);
  const upstreams = [{ upstream: 'u', targets: service.targets.map(({ target }) => target) }];
  return {
    aggregate: createAggregate(upstreams),
    book: createAddressBook(upstreams),
    dedupe: createDedupe(),
    lateness: createLateness(),
    counters: emptyCounters(),
    known: new Map([['u', { service, role: 'flat', homeTargets: [] }]]),
    shedAddresses: new Set(['127.0.0.2:8000']),
  };
}

function entryOf(id: number, host: number, status: number): object {
  return {
    request: { id: `r${id}` },
    service: { host: 'u' },
    response: { status },
    upstream_status: String(status),
    latencies: { proxy: status % 100, request: 100 },
    tries: [{ ip: host === 3 ? '127.0.0.2' : `10.0.0.${host}`, port: host === 3 ? 8000 : 80 }],
    source: 'upstream',
  };
}

test('totals depend neither on the order of entries nor on how often they are delivered', () => {
  const entry = fc.record({
    id: fc.nat({ max: 40 }),
    host: fc.integer({ min: 1, max: 3 }),
    status: fc.constantFrom(200, 204, 404, 500, 503),
  });
  const totals = (entries: readonly object[]) => {
    const ingest = createIngest();
    for (const value of entries) ingestEntry(ingest, value, { atMs: 5_000, sender: '' });
    const upstream = ingest.aggregate.upstreams.get('u');
    const targets = [...(upstream?.targets.values() ?? [])].map((tally) => takePending(tally));
    return [upstream && takeRequests(upstream), targets, ingest.counters.entries];
  };
  fc.assert(
    fc.property(
      fc.uniqueArray(entry, { selector: ({ id }) => id }),
      fc.infiniteStream(fc.nat()),
      (list, keys) => {
        const entries = list.map(({ id, host, status }) => entryOf(id, host, status));
        const shuffled = [...entries, ...entries, ...entries]
          .map((value) => ({ value, key: keys.next().value ?? 0 }))
          .toSorted((a, b) => a.key - b.key)
          .map(({ value }) => value);
        expect(totals(shuffled)).toEqual(totals(entries));
        expect(totals(entries)[2]).toBe(list.length);
      },
    ),
    { numRuns: 100 },
  );
});

test('shed answers are counted as shed, as failed for the client, and blame nobody', () => {
  const ingest = createIngest();
  ingestEntry(ingest, entryOf(1, 3, 503), { atMs: 5_000, sender: '' });
  expect(ingest.counters).toMatchObject({ entries: 1, shed: 1, unknownTargets: 0 });
  const upstream = ingest.aggregate.upstreams.get('u');
  expect(upstream && takeRequests(upstream)).toEqual({ total: 1, failed: 1, shed: 1 });
});

test('whatever is delivered, ingest counts it and does not throw', () => {
  const ingest = createIngest();
  fc.assert(
    fc.property(fc.jsonValue(), (value) => ingestEntry(ingest, value, { atMs: 1, sender: '' })),
    { numRuns: 300 },
  );
  const { malformed, otherServices } = ingest.counters;
  const counted = Object.values(malformed).reduce((sum, count) => sum + count, otherServices);
  expect(counted).toBe(300);
});

test('an address leads to its target: as written, or as Kong resolved it', () => {
  const book = createAddressBook([
    { upstream: 'u', targets: ['p-1.eu:80', '10.0.0.9:80', '[::1]:90'] },
  ]);
  const at = (address: string) => targetAt(book, { upstream: 'u', address });
  expect(at('10.0.0.9:80')).toBe('10.0.0.9:80');
  expect(at('[0:0:0:0:0:0:0:1]:90')).toBe('[::1]:90');
  expect(at('10.0.0.1:80')).toBeNull();
  learnAddresses(book, {
    upstream: 'u',
    nodeId: 'n',
    targets: [
      target('P-1.eu:80', ['10.0.0.1', '10.0.0.9']),
      target('stranger:80', ['10.0.0.7']),
      target('[0000:0000:0000:0000:0000:0000:0000:0001]:90', []),
    ],
  });
  expect(at('10.0.0.1:80')).toBe('p-1.eu:80');
  expect(at('10.0.0.9:80')).toBe('10.0.0.9:80');
  expect(at('10.0.0.7:80')).toBeNull();
  expect(targetNamed(book, { upstream: 'u', target: '[0:0:0:0:0:0:0:1]:90' })).toBe('[::1]:90');
});

function target(name: string, ips: readonly string[]) {
  const addresses = ips.map((ip) => ({ ip, port: 80, health: 'HEALTHY' as const }));
  return { target: name, weight: 1, nodeWeight: 1, health: 'HEALTHY' as const, addresses };
}

test('the latency histogram of a reading is that of its answers', () => {
  const aggregate = createAggregate(UPSTREAMS);
  for (let ms = 1; ms <= 100; ms += 1) record(aggregate, { atMs: 5_000, latencyMs: ms });
  const { latency } = takePending(tallyOf(aggregate));
  expect(quantileOf(latency, 0.5)).toBeCloseTo(50, -1);
  expect(latency.count).toBe(100);
});
