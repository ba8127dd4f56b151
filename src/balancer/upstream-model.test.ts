/** What holds for any weights, marks and writes. `test/balancer` has what was recorded. */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import {
  MARKS_ONLY,
  countByTarget,
  createModel,
  healthByTarget,
  healthchecks,
  sendSequentially,
  targetName,
  upstreamSettings,
} from '../../test/balancer/support.ts';
import { seededRandom } from '../lib/random.ts';
import type { KongAlgorithm } from '../model/kong.ts';
import type { PickHandle } from './contract.ts';
import { createUpstreamModel } from './upstream-model.ts';

const ALGORITHMS: KongAlgorithm[] = [
  'round-robin',
  'least-connections',
  'consistent-hashing',
  'latency',
];

const weights = fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 1, maxLength: 6 });
const someWeight = weights.filter((values) => values.some((weight) => weight > 0));
const seed = fc.nat(1000);
const keyOf = (request: number) => `key-${request}`;

describe('shares', () => {
  test('round-robin gives every target exactly its weight in each turn of the wheel', () => {
    fc.assert(
      fc.property(someWeight, seed, (values, withSeed) => {
        const model = createModel({ weights: values, seed: withSeed });
        const requests = 3 * values.reduce((sum, weight) => sum + weight, 0);
        const counts = countByTarget(sendSequentially(model, { requests }), values.length);
        expect(counts).toEqual(values.map((weight) => 3 * weight));
      }),
      { numRuns: 100 },
    );
  });

  test.each(ALGORITHMS.filter((algorithm) => algorithm !== 'latency'))(
    '%s never begins with a target of weight 0',
    (algorithm) => {
      fc.assert(
        fc.property(someWeight, seed, (values, withSeed) => {
          const model = createModel({ algorithm, weights: values, seed: withSeed });
          const exchanges = sendSequentially(model, { requests: 50, keyOf });
          const firsts = exchanges.map(({ path }) => values[(path[0] ?? 0) - 1]);
          expect(firsts.every((weight) => weight !== undefined && weight > 0)).toBe(true);
        }),
        { numRuns: 60 },
      );
    },
  );

  test('retries of round-robin and consistent-hashing stay off weight 0 too', () => {
    for (const algorithm of ['round-robin', 'consistent-hashing'] as const) {
      const model = createModel({ algorithm, weights: [100, 0, 50] });
      const exchanges = sendSequentially(model, { requests: 100, refuses: () => true, keyOf });
      expect(exchanges.some(({ path }) => path.includes(2))).toBe(false);
    }
  });

  test('a retry of least-connections reaches weight 0: all of them do with weights 100:0', () => {
    const model = createModel({ algorithm: 'least-connections', weights: [100, 0] });
    const exchanges = sendSequentially(model, { requests: 200, refuses: () => true, retries: 1 });
    expect(exchanges.every(({ path }) => path.join() === '1,2')).toBe(true);
  });

  test.each([
    { values: [3, 2, 1], again: 0.25 },
    { values: [50, 30, 20], again: 0.3 },
    { values: [100, 100, 100], again: 0 },
  ])('round-robin $values retries the same target in $again of the cases', (row) => {
    const exchanges = Array.from({ length: 400 }, (_, withSeed) => {
      const model = createModel({ weights: row.values, seed: withSeed });
      return sendSequentially(model, { requests: 5, refuses: () => true, retries: 1 });
    }).flat();
    const share = exchanges.filter(({ path }) => path[0] === path[1]).length / exchanges.length;
    expect(share).toBeGreaterThanOrEqual(row.again - 0.05);
    expect(share).toBeLessThanOrEqual(row.again + 0.05);
  });
});

describe('availability', () => {
  test('weights add up, and the threshold is strict', () => {
    const marks = fc.array(fc.boolean(), { minLength: 6, maxLength: 6 });
    const threshold = fc.integer({ min: 0, max: 100 });
    fc.assert(
      fc.property(weights, marks, threshold, (values, healthy, limit) => {
        const checks = healthchecks({ threshold: limit, passive: { tcp: 254 } });
        const model = createModel({ weights: values, healthchecks: checks });
        for (const index of values.keys()) {
          model.setHealth(targetName(index + 1), healthy[index] ?? true);
        }
        const total = values.reduce((sum, weight) => sum + weight, 0);
        const available = values.reduce((sum, weight, index) => {
          return sum + (healthy[index] === false ? 0 : weight);
        }, 0);
        const view = model.balancerHealth();
        expect(view.weight).toEqual({ total, available, unavailable: total - available });
        const isUp = total > 0 && (available / total) * 100 > limit;
        expect(view.healthy).toBe(isUp);
        const kind = model.pick(model.begin(0, 'key'), 0).kind;
        expect(kind).toBe(isUp ? 'address' : 'unhealthy');
      }),
      { numRuns: 300 },
    );
  });

  test.each(ALGORITHMS)('%s never picks an address that is marked, over any flips', (algorithm) => {
    const flips = fc.array(fc.record({ target: fc.nat(3), healthy: fc.boolean() }), {
      maxLength: 12,
    });
    fc.assert(
      fc.property(flips, seed, (marks, withSeed) => {
        const options = { algorithm, healthchecks: MARKS_ONLY, seed: withSeed };
        const model = createModel({ ...options, weights: [5, 1, 3, 2] });
        const isOut = new Set<number>();
        for (const { target, healthy } of marks) {
          model.setHealth(targetName(target + 1), healthy);
          if (healthy) isOut.delete(target + 1);
          else isOut.add(target + 1);
          const exchanges = sendSequentially(model, { requests: 20, keyOf });
          expect(exchanges.some(({ path }) => path.some((tried) => isOut.has(tried)))).toBe(false);
          expect(exchanges.every(({ status }) => status === (isOut.size === 4 ? 503 : 200))).toBe(
            true,
          );
        }
      }),
      { numRuns: 40 },
    );
  });

  test.each(ALGORITHMS)('%s answers 503 without targets and with weight 0 only', (algorithm) => {
    for (const values of [[], [0], [0, 0]]) {
      const model = createModel({ algorithm, weights: values });
      expect(model.pick(model.begin(0, 'key'), 0)).toEqual({ kind: 'unhealthy' });
    }
  });
});

describe('writes', () => {
  test.each(ALGORITHMS)(
    '%s: a request begun before a write is retried as it began',
    (algorithm) => {
      const model = createModel({ algorithm, weights: [100, 100] });
      const handle = model.begin(0, 'key');
      model.pick(handle, 0);
      model.rebuild({ targets: [{ target: targetName(3), weight: 100 }], nowMs: 1 });
      const retried = model.pick(handle, 2);
      expect(retried).not.toMatchObject({ address: { target: targetName(3) } });
      model.end(handle, { responseTimeMs: 1 }, 3);
      expect(model.pick(model.begin(0, 'key'), 4)).toMatchObject({
        address: { target: targetName(3) },
      });
    },
  );

  test('least-connections forgets its counts at a write, not at a health flip', () => {
    const options = { algorithm: 'least-connections', healthchecks: MARKS_ONLY } as const;
    const model = createModel({ ...options, weights: [100, 100] });
    const pickTarget = () => {
      const picked = model.pick(model.begin(0, null), 0);
      return picked.kind === 'address' ? picked.address.target : picked.kind;
    };
    model.setHealth(targetName(2), false);
    expect([pickTarget(), pickTarget()]).toEqual([targetName(1), targetName(1)]);
    model.setHealth(targetName(2), true);
    expect([pickTarget(), pickTarget()]).toEqual([targetName(2), targetName(2)]);
    const targets = [1, 2].map((number) => ({ target: targetName(number), weight: 100 }));
    model.rebuild({ targets, nowMs: 1 });
    expect(pickTarget()).toBe(targetName(1));
  });

  test('failures counted before a write still count, and a success no longer clears them', () => {
    const checks = healthchecks({ passive: { http: 3, successes: 1 } });
    const model = createModel({ weights: [100], healthchecks: checks });
    const send = (status: number) =>
      sendSequentially(model, { requests: 1, statusOf: () => status });
    send(500);
    send(500);
    model.rebuild({ targets: [{ target: targetName(1), weight: 50 }], nowMs: 10 });
    send(200);
    send(500);
    expect(healthByTarget(model)).toEqual({ [targetName(1)]: 'UNHEALTHY w50' });
  });

  test('an unhealthy target set to weight 0 is within reach of least-connections retries', () => {
    const options = { algorithm: 'least-connections', healthchecks: MARKS_ONLY } as const;
    const model = createModel({ ...options, weights: [100, 100] });
    model.setHealth(targetName(2), false);
    const retry = () => {
      return sendSequentially(model, { requests: 1, refuses: () => true, retries: 1 })[0]?.path;
    };
    expect(retry()).toEqual([1, 1]);
    const targets = [100, 0].map((weight, index) => ({ target: targetName(index + 1), weight }));
    model.rebuild({ targets, nowMs: 10 });
    expect(retry()).toEqual([1, 2]);
  });

  test.each([
    { name: 'a counter of 255', checks: healthchecks({ interval: 1, activeLimit: 255 }) },
    { name: 'a grpc check', checks: healthchecks({ interval: 1, type: 'grpc' }) },
  ])('$name breaks the upstream: the old balancer serves on, for good', ({ checks }) => {
    const model = createModel({ weights: [100] });
    const broken = { ...model.settings, healthchecks: checks };
    const targets = [{ target: targetName(2), weight: 100 }];
    model.rebuild({ settings: broken, targets, nowMs: 1 });
    expect(model.broken).toBe(true);
    model.rebuild({ settings: upstreamSettings(), targets, nowMs: 2 });
    expect(model.broken).toBe(true);
    expect(model.pick(model.begin(0, null), 3)).toMatchObject({
      address: { target: targetName(1) },
    });
    expect(model.nextProbeMs()).toBeNull();
    const fresh = createModel({ weights: [100], healthchecks: checks });
    expect(fresh.pick(fresh.begin(0, null), 0)).toEqual({ kind: 'error' });
  });

  test('intervals with a check of type tcp make a checker, but no probes', () => {
    const model = createModel({
      weights: [100],
      healthchecks: healthchecks({ interval: 1, type: 'tcp' }),
    });
    expect(model.nextProbeMs()).toBeNull();
    expect(model.setHealth(targetName(1), false)).toBe('done');
  });
});

describe('marks', () => {
  const named = (checks: typeof MARKS_ONLY) => {
    return createUpstreamModel({
      settings: upstreamSettings({ healthchecks: checks }),
      targets: [
        { target: 'localhost:9001', weight: 100 },
        { target: '127.0.0.1:9001', weight: 100 },
        { target: '127.0.0.1:9002', weight: 0 },
        { target: 'unknown.test:9001', weight: 100 },
        { target: 'two.test:80', weight: 10 },
      ],
      resolution: {
        addresses: { localhost: ['127.0.0.1'], 'two.test': ['10.0.0.1', '10.0.0.2'] },
      },
      workers: 1,
      random: seededRandom(1),
      nowMs: 0,
    });
  };

  test('belong to ip, port and host name together', () => {
    const model = named(MARKS_ONLY);
    model.setHealth('localhost:9001', false);
    expect(healthByTarget(model)).toEqual({
      'localhost:9001': 'UNHEALTHY w100',
      '127.0.0.1:9001': 'HEALTHY w100',
      '127.0.0.1:9002': 'HEALTHCHECKS_OFF w0',
      'unknown.test:9001': 'DNS_ERROR w100',
      'two.test:80': 'HEALTHY w10',
    });
  });

  test('of one address of two leave the target healthy, of both not', () => {
    const model = named(MARKS_ONLY);
    model.setHealth('two.test:80', false, '10.0.0.1:80');
    expect(model.targetHealth()[4]).toMatchObject({
      health: 'HEALTHY',
      weight: { total: 20, available: 10, unavailable: 10 },
    });
    model.setHealth('two.test:80', false, '10.9.9.9:80');
    expect(model.targetHealth()[4]?.health).toBe('HEALTHY');
    model.setHealth('two.test:80', false);
    expect(model.targetHealth()[4]?.health).toBe('UNHEALTHY');
  });

  test('do nothing to weight 0 and to names that do not resolve, and say so to nobody', () => {
    const model = named(MARKS_ONLY);
    expect(model.setHealth('127.0.0.1:9002', false)).toBe('done');
    expect(model.setHealth('unknown.test:9001', false)).toBe('done');
    expect(model.setHealth('nobody.test:1', false)).toBe('unknown-target');
    expect(model.balancerHealth().weight.unavailable).toBe(0);
  });

  test('need a checker', () => {
    expect(named(healthchecks()).setHealth('localhost:9001', false)).toBe('no-checker');
  });

  test('with the latency algorithm, an answer that was on its way makes Kong answer 500', () => {
    const options = { algorithm: 'latency', healthchecks: MARKS_ONLY } as const;
    const model = createModel({ ...options, weights: [100, 100, 100] });
    const handle = model.begin(0, null);
    const picked = model.pick(handle, 0);
    const target = picked.kind === 'address' ? picked.address.target : '';
    model.setHealth(target, false);
    model.end(handle, { responseTimeMs: 20 }, 50);
    for (let atMs = 100; atMs < 60_000; atMs += 100) {
      const other = model.begin(0, null);
      model.pick(other, atMs);
      model.end(other, { responseTimeMs: 20 }, atMs + 20);
    }
    expect(model.pick(model.begin(0, null), 60_000)).toEqual({ kind: 'error' });
    model.setHealth(target, true);
    expect(model.pick(model.begin(0, null), 60_001)).toMatchObject({ kind: 'address' });
  });
});

test.each(ALGORITHMS)('%s: a handle that was ended serves as well as a new one', (algorithm) => {
  const picksOf = (isReused: boolean): string[] => {
    const model = createModel({ algorithm, weights: [3, 2, 1, 1], seed: 7, workers: 2 });
    let ended: PickHandle | null = null;
    return Array.from({ length: 200 }, (_, request) => {
      const handle = model.begin(request % 2, keyOf(request), isReused ? ended : null);
      const tries = Array.from({ length: 1 + (request % 4) }, () => model.pick(handle, request));
      model.end(handle, { responseTimeMs: request % 7 }, request);
      ended = handle;
      return tries
        .map((picked) => (picked.kind === 'address' ? picked.address.target : picked.kind))
        .join(' ');
    });
  };
  expect(picksOf(true)).toEqual(picksOf(false));
});
