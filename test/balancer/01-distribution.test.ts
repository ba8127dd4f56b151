/** Shares and orders of the four algorithms, as recorded on Kong 3.9.3. */

import { describe, expect, test } from 'vitest';

import type { KongAlgorithm } from '../../src/model/kong.ts';
import { countByTarget, createModel, readRecording, sendSequentially } from './support.ts';

interface Case {
  algorithm: KongAlgorithm;
  weights: number[];
  sequential: { counts: number[]; first_60: string; period?: number };
  concurrent_32: { counts: number[] };
}

const { cases } = readRecording<{ cases: Case[] }>('01-distribution.json');

const named = (algorithm: KongAlgorithm) => {
  return cases
    .filter((recorded) => recorded.algorithm === algorithm)
    .map((recorded) => ({ ...recorded, name: recorded.weights.join(':') }));
};

function sequence(first60: string): number[] {
  return first60.split(' ').map(Number);
}

describe('consistent-hashing sends each key where Kong sends it', () => {
  test.each(named('consistent-hashing'))('$name', ({ algorithm, weights, ...recorded }) => {
    const model = createModel({ algorithm, weights });
    const keyOf = (request: number) => `user-${request}`;
    const exchanges = sendSequentially(model, { requests: 20_000, keyOf });
    const paths = exchanges.slice(0, 60).map(({ path }) => path[0]);
    expect(paths).toEqual(sequence(recorded.sequential.first_60));
    expect(countByTarget(exchanges, weights.length)).toEqual(recorded.sequential.counts);
    expect(recorded.concurrent_32.counts).toEqual(recorded.sequential.counts);
  });
});

describe('round-robin repeats with the recorded period and shares', () => {
  test.each(named('round-robin'))('$name', ({ algorithm, weights, sequential }) => {
    const model = createModel({ algorithm, weights });
    const requests = sequential.counts.reduce((sum, count) => sum + count, 0);
    const exchanges = sendSequentially(model, { requests });
    const targets = exchanges.map(({ path }) => path[0]);
    const wheel = weights.reduce((sum, weight) => sum + weight, 0) / gcdOf(weights);
    // A wheel longer than the 20,000 requests shows no period; the file then has 1.
    expect(wheel > 20_000 ? 1 : wheel).toBe(sequential.period);
    const repeats = targets.slice(wheel).every((target, index) => target === targets[index]);
    expect(repeats).toBe(true);
    // Two connections were used, so Kong's pointer jumped once: at most one wheel differs.
    for (const [index, count] of countByTarget(exchanges, weights.length).entries()) {
      expect(Math.abs(count - (sequential.counts[index] ?? 0))).toBeLessThanOrEqual(3);
    }
  });
});

describe('least-connections, one request at a time, takes the recorded turns', () => {
  test.each(named('least-connections'))('$name', ({ algorithm, weights, sequential }) => {
    const recorded = sequence(sequential.first_60);
    const model = createModel({ algorithm, weights, order: orderBehind(recorded, weights) });
    const exchanges = sendSequentially(model, { requests: 20_000 });
    expect(exchanges.slice(0, 60).map(({ path }) => path[0])).toEqual(recorded);
    expect(countByTarget(exchanges, weights.length)).toEqual(sequential.counts);
  });
});

/** The recording does not say in which order the node knew its targets; the turns do. */
function orderBehind(recorded: readonly number[], weights: readonly number[]): number[] {
  return [...new Set([...recorded, ...weights.map((_, index) => index + 1)])];
}

function gcdOf(weights: readonly number[]): number {
  const gcd = (a: number, b: number): number => (b === 0 ? a : gcd(b, a % b));
  return weights.reduce(gcd, 0);
}
