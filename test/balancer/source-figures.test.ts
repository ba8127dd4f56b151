/** Figures from running Kong 3.9.3's own balancer code in isolation (kong-facts A, [sim]). */

import { describe, expect, test } from 'vitest';

import type { UpstreamModel } from '../../src/balancer/contract.ts';
import { FIRST_PORT, createModel } from './support.ts';

function pickTarget(model: UpstreamModel, key: string | null): number | null {
  const picked = model.pick(model.begin(0, key), 0);
  return picked.kind === 'address' ? picked.address.port - FIRST_PORT + 1 : null;
}

describe('consistent-hashing', () => {
  test.each([
    { slots: 1000, fits: 5 },
    { slots: 10_000, fits: 61 },
    { slots: 65_536, fits: 408 },
  ])('$slots slots hold $fits equal addresses and no more', ({ slots, fits }) => {
    const outcomes = [fits, fits + 1].map((count) => {
      const weights = Array.from({ length: count }, () => 100);
      const model = createModel({ algorithm: 'consistent-hashing', weights, slots });
      return model.pick(model.begin(0, 'key'), 0).kind;
    });
    expect(outcomes).toEqual(['address', 'no-peers']);
  });

  test.each([
    { to: 90, movedPercent: 3.6 },
    { to: 50, movedPercent: 18.6 },
    { to: 0, movedPercent: 39 },
    { to: 1, movedPercent: 38 },
  ])('a weight from 100 to $to moves about $movedPercent % of the keys', (row) => {
    const owners = (first: number) => {
      const weights = [first, 100, 100];
      const model = createModel({ algorithm: 'consistent-hashing', weights });
      return Array.from({ length: 10_000 }, (_, key) => pickTarget(model, `key-${key}`));
    };
    const before = owners(100);
    const moved = owners(row.to).filter((owner, key) => owner !== before[key]).length;
    // The figures are for other addresses.
    expect(Math.abs(moved / 100 - row.movedPercent)).toBeLessThanOrEqual(6);
  });
});

test('round-robin 100:1 with the 100 dead: 5.9 % reach the backup within 1 + 5 tries', () => {
  const requests = Array.from({ length: 100 }, (_, seed) => {
    const model = createModel({ weights: [100, 1], seed });
    return Array.from({ length: 50 }, () => {
      const handle = model.begin(0, null);
      const tries = Array.from({ length: 6 }, () => model.pick(handle, 0));
      return tries.some((picked) => {
        return picked.kind === 'address' && picked.address.weight === 1;
      });
    });
  }).flat();
  const reached = requests.filter(Boolean).length / requests.length;
  expect(Math.abs(reached - 0.059)).toBeLessThanOrEqual(0.01);
});

describe('latency', () => {
  test.each([
    { name: 'steady 50, 60 and 70 ms', answersMs: [50, 60, 70], winner: 1, share: 0.925 },
    { name: 'errors in 2 ms beside 50 ms', answersMs: [50, 50, 2], winner: 3, share: 0.993 },
  ])('$name: target $winner takes about $share', ({ answersMs, winner, share }) => {
    const model = createModel({ algorithm: 'latency', weights: [100, 100, 100] });
    const idle = { freeAtMs: 0, startedAtMs: 0, handle: model.begin(0, null) };
    const connections = Array.from({ length: 32 }, () => ({ ...idle }));
    let won = 0;
    const requests = 20_000;
    for (let request = 0; request < requests; request += 1) {
      const next = connections.reduce((a, b) => (b.freeAtMs < a.freeAtMs ? b : a));
      model.end(next.handle, { responseTimeMs: next.freeAtMs - next.startedAtMs }, next.freeAtMs);
      next.handle = model.begin(0, null);
      const picked = model.pick(next.handle, next.freeAtMs);
      const target = picked.kind === 'address' ? picked.address.port - FIRST_PORT + 1 : 0;
      next.startedAtMs = next.freeAtMs;
      next.freeAtMs += answersMs[target - 1] ?? 0;
      if (target === winner) won += 1;
    }
    expect(Math.abs(won / requests - share)).toBeLessThanOrEqual(0.03);
  });
});
