import fc from 'fast-check';
import { expect, test } from 'vitest';
import { KEY_COUNT, poissonArrivals } from './arrivals.ts';

function take(seed: number, count: number, ratePerSecond = 200) {
  const schedule = poissonArrivals({ seed, ratePerSecond, serviceCount: 3 });
  return Array.from({ length: count }, () => schedule.next().value);
}

test('the same seed gives the same schedule, another seed another', () => {
  expect(take(7, 100)).toEqual(take(7, 100));
  expect(take(7, 100)).not.toEqual(take(8, 100));
});

test('times only rise, services and keys are in range, for any seed and rate', () => {
  fc.assert(
    fc.property(fc.nat(), fc.integer({ min: 1, max: 5_000 }), (seed, rate) => {
      let beforeMs = 0;
      for (const { atMs, service, key } of take(seed, 200, rate)) {
        expect(atMs).toBeGreaterThanOrEqual(beforeMs);
        expect([0, 1, 2]).toContain(service);
        expect(key).toBeLessThan(KEY_COUNT);
        beforeMs = atMs;
      }
    }),
    { numRuns: 50 },
  );
});

test('the rate is kept and the services share it evenly', () => {
  const arrivals = take(1, 20_000);
  const lastMs = arrivals.at(-1)?.atMs ?? 0;
  expect(lastMs).toBeGreaterThan(97_000); // 20,000 at 200/s = 100 s; σ = 0.7 s.
  expect(lastMs).toBeLessThan(103_000);
  for (const index of [0, 1, 2]) {
    const share = arrivals.filter(({ service }) => service === index).length / arrivals.length;
    expect(share).toBeCloseTo(1 / 3, 1);
  }
});
