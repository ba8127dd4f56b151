/** Hash inputs that are missing, and who gets the share of unhealthy targets. */

import { describe, expect, test } from 'vitest';

import type { KongAlgorithm } from '../../src/model/kong.ts';
import { sendConcurrently } from './concurrent-traffic.ts';
import {
  MARKS_ONLY,
  countByTarget,
  createModel,
  readRecording,
  sendSequentially,
  targetName,
} from './support.ts';

const special = readRecording<{ cases: { case: string; counts: number[] }[] }>(
  '02-consistent-hashing-special.json',
).cases;

const keyOf = (request: number) => `user-${request}`;

describe('consistent-hashing without much to hash', () => {
  const inputs = {
    'hash_on_header=user-id (with a hyphen), 3000 different values': () => null,
    'hash_on_header=userid (no hyphen), 3000 different values': keyOf,
    'hash_on_header=userid, header absent, no fallback': () => null,
  };

  test.each(Object.entries(inputs))('%s', (name, input) => {
    const recorded = special.find((row) => row.case === name);
    const model = createModel({ algorithm: 'consistent-hashing', weights: [100, 100, 100] });
    const exchanges = sendSequentially(model, { requests: 3000, keyOf: input });
    expect(countByTarget(exchanges, 3)).toEqual(recorded?.counts);
  });

  test('hash_on none spreads evenly', () => {
    const name = 'algorithm consistent-hashing with hash_on none';
    const recorded = special.find((row) => row.case === name);
    const settings = { algorithm: 'consistent-hashing', hash_on: 'none' } as const;
    const model = createModel({ ...settings, weights: [100, 100, 100] });
    const exchanges = sendSequentially(model, { requests: 3000 });
    expect(countByTarget(exchanges, 3)).toEqual(recorded?.counts);
  });

  test('one value always reaches one target', () => {
    const model = createModel({ algorithm: 'consistent-hashing', weights: [100, 100, 100] });
    const exchanges = sendSequentially(model, { requests: 3000, keyOf: () => 'same' });
    expect(countByTarget(exchanges, 3).toSorted((a, b) => a - b)).toEqual([0, 0, 3000]);
  });
});

interface Unhealthy {
  algorithm: KongAlgorithm;
  weights: number[];
  all_healthy: number[];
  t1_unhealthy: number[];
  t1_healthy_again: number[];
}

const recordings = readRecording<{ cases: Unhealthy[] }>('03-unhealthy-distribution.json').cases;

describe('with unhealthy targets', () => {
  test.each(recordings.slice(0, 4))('$algorithm', (recorded) => {
    const { algorithm, weights } = recorded;
    const model = createModel({ algorithm, weights, workers: 2, healthchecks: MARKS_ONLY });
    const counts = () => {
      const exchanges =
        algorithm === 'consistent-hashing'
          ? sendSequentially(model, { requests: 6000, keyOf })
          : sendConcurrently(model, { requests: 6000, connections: 16, workers: 2 });
      return countByTarget(exchanges, 3);
    };
    // Exact for consistent hashing; a part of a wheel for round-robin; 3 points for
    // least-connections; latency is only asked who gets nothing.
    const tolerance = { 'consistent-hashing': 0, 'round-robin': 4, 'least-connections': 180 };
    const allowed = algorithm === 'latency' ? 6000 : tolerance[algorithm];
    const expectNear = (actual: number[], wanted: number[]) => {
      const misses = actual.map((count, index) => Math.abs(count - (wanted[index] ?? 0)));
      expect(Math.max(...misses)).toBeLessThanOrEqual(allowed);
    };

    expectNear(counts(), recorded.all_healthy);
    expect(model.setHealth(targetName(1), false)).toBe('done');
    const withoutFirst = counts();
    expect(withoutFirst[0]).toBe(0);
    expectNear(withoutFirst, recorded.t1_unhealthy);
    model.setHealth(targetName(1), true);
    expectNear(counts(), recorded.t1_healthy_again);

    model.setHealth(targetName(1), false);
    model.setHealth(targetName(2), false);
    expect(counts().slice(0, 2)).toEqual([0, 0]);
    model.setHealth(targetName(3), false);
    const refused = sendSequentially(model, { requests: 300 });
    expect(refused.every(({ status, path }) => status === 503 && path.length === 0)).toBe(true);
  });

  test('round-robin shares by weight among the others', () => {
    const model = createModel({ weights: [50, 30, 20], healthchecks: MARKS_ONLY });
    model.setHealth(targetName(1), false);
    const exchanges = sendSequentially(model, { requests: 10_000 });
    expect(countByTarget(exchanges, 3)).toEqual([0, 6000, 4000]);
  });

  test('consistent-hashing moves no key of the other targets', () => {
    const options = { algorithm: 'consistent-hashing', healthchecks: MARKS_ONLY } as const;
    const model = createModel({ ...options, weights: [100, 100, 100] });
    const before = sendSequentially(model, { requests: 6000, keyOf });
    model.setHealth(targetName(1), false);
    const after = sendSequentially(model, { requests: 6000, keyOf });
    const moved = after.filter(({ path }, request) => path[0] !== before[request]?.path[0]);
    expect(moved.length).toBe(before.filter(({ path }) => path[0] === 1).length);
  });
});
