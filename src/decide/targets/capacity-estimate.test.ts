import { expect, test } from 'vitest';
import { serviceFixture } from '../../../test/support/strategy-fixture.ts';
import { observeTargets, type TargetFacts } from '../facts.ts';
import { FRESH_UPSTREAM } from '../state.ts';
import { NOTHING } from '../tally.ts';
import { errorOf, learnCapacity, noiseOf } from './capacity-estimate.ts';
import type { CapacityEstimate } from './sizing-state.ts';

const [FACTS] = observeTargets(serviceFixture(), FRESH_UPSTREAM, undefined, 0);

/** One sample after the other, 5 s apart: requests per second, and how busy they kept it. */
function learnt(samples: readonly (readonly [rps: number, busy: number])[]) {
  let estimate: CapacityEstimate | null = null;
  for (const [index, [rps, ratio]] of samples.entries()) {
    const nowMs = 100_000 + 5_000 * index;
    const noise = noiseOf([estimate]);
    estimate = learnCapacity(factsAt(nowMs, { rps, ratio, estimate }), { noise, nowMs });
  }
  if (estimate === null) throw new Error('nothing was learnt');
  return estimate;
}

function factsAt(
  nowMs: number,
  { rps, ratio, estimate }: { rps: number; ratio: number; estimate: CapacityEstimate | null },
): TargetFacts {
  if (FACTS === undefined) throw new Error('a target is needed');
  const window = Array.from({ length: 10 }, (_, index) => ({
    ...NOTHING,
    tries: rps,
    atMs: nowMs - 9_000 + 1_000 * index,
  }));
  const sizing = { ...FACTS.state.sizing, estimate };
  const utilisation = { atMs: nowMs, ratio };
  return { ...FACTS, utilisation, state: { ...FACTS.state, window, sizing } };
}

test('capacity is what it serves ÷ how busy that keeps it', () => {
  expect(
    learnt([
      [60, 0.6],
      [60, 0.6],
    ]).rps,
  ).toBeCloseTo(100);
});

test('what it looked like while it was always busy is forgotten with the first look when it is not', () => {
  const rough = [130, 1] as const;
  expect(learnt([rough, rough, rough]).isRough).toBe(true);
  const estimate = learnt([rough, rough, rough, [60, 0.6]]);
  expect(estimate.isRough).toBe(false);
  expect(estimate.rps).toBeCloseTo(100);
});

test('once known, a busy moment cannot make it look larger, but can make it look smaller', () => {
  const known = Array.from({ length: 10 }, () => [60, 0.6] as const);
  expect(learnt([...known, [130, 1]]).rps).toBeCloseTo(100);
  expect(learnt([...known, [50, 1]]).rps).toBeLessThan(100);
});

test('a change is taken over when it is larger than chance, which few requests make large', () => {
  const steps = (rps: number) => [
    ...Array.from({ length: 12 }, () => [rps, 0.4] as const),
    ...Array.from({ length: 6 }, () => [rps, 0.8] as const),
  ];
  const many = learnt(steps(200));
  const few = learnt(steps(2));
  expect(many.rps / 500).toBeLessThan(0.7);
  expect(few.rps / 5).toBeGreaterThan(0.8);
});

test('the error falls with samples and with requests, and grows with the noise that is seen', () => {
  const at = (samples: number, requests: number, noise: number) =>
    errorOf({ ...learnt([[60, 0.6]]), samples, requests }, noise);
  expect(at(4, 100, 4)).toBeCloseTo(at(1, 100, 4) / 2);
  expect(at(1, 400, 4)).toBeCloseTo(at(1, 100, 4) / 2);
  expect(at(1, 100, 16)).toBeCloseTo(2 * at(1, 100, 4));
  const steady = learnt(Array.from({ length: 20 }, () => [60, 0.6] as const));
  const wild = learnt(Array.from({ length: 20 }, (_, index) => [60, 0.4 + 0.4 * (index % 2)]));
  expect(noiseOf([wild])).toBeGreaterThan(noiseOf([steady]));
});
