/** What every history keeps to, in memory or in a database. */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import type { AuditEntry } from '../../src/model/audit.ts';
import type { KeptStore, Sample, ServiceSample } from '../../src/model/history.ts';
import { DEFAULT_HISTORY_LIMITS, type HistoryLimits } from '../../src/store/history-limits.ts';
import { event } from './store-contract.ts';

export interface HistoryContractLimits {
  readonly history?: HistoryLimits;
  readonly eventLimit?: number;
}

export const audit = (atMs: number): AuditEntry => ({
  atMs,
  by: 'ann',
  role: 'operator',
  via: 'cli',
  action: 'override.set',
  outcome: 'done',
  message: `number ${atMs}`,
  details: {},
});

export function service(changes: Partial<ServiceSample> = {}): ServiceSample {
  return {
    service: 'productAPI',
    requests: 100,
    failed: 3,
    shed: 1,
    badSeconds: 2,
    failedTries: { 'eu-west': { errors: 3, overload: 0, timeouts: 1, connectFailures: 0 } },
    latency: [[40, 100]],
    p50Ms: 3,
    p99Ms: 3,
    shares: { 'eu-west': 0.9, 'eu-north': 0.1 },
    budgetLeftRatio: 0.8,
    ...changes,
  };
}
export const sample = (atMs: number, ...services: ServiceSample[]): Sample => ({
  atMs,
  stepMs: 10_000,
  services: services.length > 0 ? services : [service()],
});

/** `make` gives a new, empty store each time. */
export function historyContract(name: string, make: Make, { numRuns = 8 } = {}): void {
  describe(`the history in ${name}`, () => {
    ringsContract(make);
    samplesContract(make);
    sumsContract(make, numRuns);
  });
}

type Make = (limits: HistoryContractLimits) => Promise<KeptStore>;

function ringsContract(make: Make): void {
  test('pages through events by id, and finds them by time', async () => {
    const store = await make({ eventLimit: 5 });
    const { history } = store;
    for (let atMs = 1; atMs <= 7; atMs += 1) await store.commit({ events: [event(atMs)] });
    const ids = async (query: object) =>
      (await history.readEvents({ limit: 100, ...query })).map(({ id, entry }) => [id, entry.atMs]);
    const all = [3, 4, 5, 6, 7].map((atMs) => [atMs, atMs]);
    expect(await ids({})).toEqual(all);
    expect(await ids({ limit: 2 })).toEqual(all.slice(-2));
    expect(await ids({ limit: 2, afterId: 0 })).toEqual(all.slice(0, 2));
    expect(await ids({ afterId: 5 })).toEqual(all.slice(3));
    expect(await ids({ sinceMs: 4, untilMs: 6 })).toEqual(all.slice(1, 3));
    expect(await ids({ sinceMs: 4, afterId: 4, limit: 1 })).toEqual([[5, 5]]);
    await store.close();
  });

  test('keeps what people did, and the oldest of it goes first', async () => {
    const store = await make({ history: { ...DEFAULT_HISTORY_LIMITS, audit: 2 } });
    const { history } = store;
    for (const atMs of [10, 20, 30]) await history.appendAudit(audit(atMs));
    const found = await history.readAudit({ limit: 10 });
    expect(found).toEqual([
      { id: 2, entry: audit(20) },
      { id: 3, entry: audit(30) },
    ]);
    expect(await history.readAudit({ limit: 10, sinceMs: 30 })).toHaveLength(1);
    await store.close();
  });

  test('keeps reports, lists them newest first without contents, and forgets the oldest', async () => {
    const store = await make({ history: { ...DEFAULT_HISTORY_LIMITS, reports: 2 } });
    const { history } = store;
    const report = (id: string, atMs: number) =>
      ({
        id,
        kind: 'drill',
        atMs,
        title: id,
        verdict: 'passed',
        report: { figures: [1] },
      }) as const;
    for (const [id, atMs] of [
      ['a', 1],
      ['b', 3],
      ['c', 2],
    ] as const) {
      await history.putReport(report(id, atMs));
    }
    const listed = await history.listReports('drill', 10);
    expect(listed.map(({ id, report: content }) => [id, content])).toEqual([
      ['b', null],
      ['c', null],
    ]);
    expect(await history.readReport('b')).toEqual(report('b', 3));
    expect(await history.readReport('a')).toBeNull();
    expect(await history.listReports('post-mortem', 10)).toEqual([]);
    await store.close();
  });
}

function samplesContract(make: Make): void {
  test('adds what comes twice for one step, and finds quantiles anew', async () => {
    const store = await make({});
    const { history } = store;
    await history.appendSample(sample(10_000));
    const slow = service({ latency: [[80, 300]], requests: 300, shares: { 'eu-north': 1 } });
    await history.appendSample(sample(14_000, slow, service({ service: 'orderAPI' })));
    const [first, ...others] = await history.readSamples({ sinceMs: 0, untilMs: 60_000 });
    expect(others).toEqual([]);
    expect(first).toMatchObject({ atMs: 10_000, stepMs: 10_000 });
    const [product, order] = first?.services ?? [];
    expect(product).toMatchObject({ requests: 400, failed: 6, shed: 2, badSeconds: 4 });
    expect(product?.latency).toEqual([
      [40, 100],
      [80, 300],
    ]);
    expect(product?.p50Ms).toBeCloseTo(product?.p99Ms ?? 0, 6);
    expect(product?.failedTries?.['eu-west']).toMatchObject({ errors: 6, timeouts: 2 });
    expect(product?.shares['eu-west']).toBeCloseTo(0.225, 9);
    expect(product?.shares['eu-north']).toBeCloseTo(0.775, 9);
    expect(order?.service).toBe('orderAPI');
    await store.close();
  });

  test('reads one service, and no finer than asked for', async () => {
    const store = await make({});
    const { history } = store;
    for (let atMs = 0; atMs < 120_000; atMs += 10_000) {
      await history.appendSample(sample(atMs, service(), service({ service: 'orderAPI' })));
    }
    const query = { sinceMs: 0, untilMs: 120_000, stepMs: 60_000, service: 'orderAPI' };
    const found = await history.readSamples(query);
    expect(found.map(({ atMs, stepMs }) => [atMs, stepMs])).toEqual([
      [0, 60_000],
      [60_000, 60_000],
    ]);
    expect(found.map(({ services }) => services.map(({ requests }) => requests))).toEqual([
      [600],
      [600],
    ]);
    await store.close();
  });

  test('a long span comes in a coarser step, but empty time does not make it longer', async () => {
    const history = { ...DEFAULT_HISTORY_LIMITS, samplesRead: 12 };
    const store = await make({ history });
    for (let atMs = 0; atMs < 120_000; atMs += 10_000) {
      await store.history.appendSample(sample(1_200_000 + atMs));
    }
    const read = (sinceMs: number, untilMs: number) =>
      store.history.readSamples({ sinceMs, untilMs }).then((found) => found.length);
    expect(await read(0, 1e12)).toBe(12);
    await store.history.appendSample(sample(1_330_000));
    expect(await read(0, 1e12)).toBe(3);
    expect(await read(1_300_000, 1e12)).toBe(3);
    await store.close();
  });
}

function sumsContract(make: Make, numRuns: number): void {
  test('older time comes in coarser steps, none of it twice: the sums are those of what went in', async () => {
    const levels = [
      { stepMs: 10_000, keepMs: 120_000, space: 1e6 },
      { stepMs: 60_000, keepMs: 1_200_000, space: 1e6 },
      { stepMs: 600_000, keepMs: 1e9, space: 1e6 },
    ];
    const steps = fc.array(fc.tuple(fc.nat({ max: 30 }), fc.nat({ max: 50 })), {
      maxLength: 120,
    });
    await fc.assert(
      fc.asyncProperty(steps, async (walk) => {
        const store = await make({ history: { ...DEFAULT_HISTORY_LIMITS, levels } });
        const { history } = store;
        let atMs = 1_000_000_000;
        let requests = 0;
        for (const [pause, count] of walk) {
          atMs += 10_000 * pause;
          requests += count;
          await history.appendSample(sample(atMs, service({ requests: count })));
        }
        const found = await history.readSamples({ sinceMs: 0, untilMs: atMs + 10_000 });
        const sum = found.flatMap(({ services }) => services).reduce((a, b) => a + b.requests, 0);
        expect(sum).toBe(requests);
        const begins = found.map((one) => one.atMs);
        const ends = found.map((one) => one.atMs + one.stepMs);
        expect(begins.filter((begin, index) => begin < (ends[index - 1] ?? 0))).toEqual([]);
        await store.close();
      }),
      { numRuns },
    );
  });
}
