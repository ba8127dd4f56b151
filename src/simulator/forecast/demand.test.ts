import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DAY_MS, excessBetween, loadBetween, meanExcess } from './demand.ts';

const HOUR_MS = DAY_MS / 24;

/** The same by adding up small steps. */
function bySteps(
  value: (load: number) => number,
  { swing, fromMs, untilMs }: { swing: number; fromMs: number; untilMs: number },
): number {
  const steps = 4_000;
  const stepMs = (untilMs - fromMs) / steps;
  let total = 0;
  for (let index = 0; index < steps; index += 1) {
    const atMs = fromMs + (index + 0.5) * stepMs;
    total += value(1 + swing * Math.sin((2 * Math.PI * atMs) / DAY_MS)) * stepMs;
  }
  return total;
}

test('integrals are those of the curve, over any span', () => {
  const span = fc.record({
    swing: fc.double({ min: 0.01, max: 1, noNaN: true }),
    limit: fc.double({ min: 0, max: 2.2, noNaN: true }),
    fromMs: fc.integer({ min: 0, max: 3 * DAY_MS }),
    lengthMs: fc.integer({ min: HOUR_MS, max: 2 * DAY_MS }),
  });
  const property = fc.property(span, ({ swing, limit, fromMs, lengthMs }) => {
    const untilMs = fromMs + lengthMs;
    const demand = { swingRatio: swing };
    const load = bySteps((value) => value, { swing, fromMs, untilMs });
    const excess = bySteps((value) => Math.max(0, value - limit), { swing, fromMs, untilMs });
    const tolerance = lengthMs * 1e-3;
    expect(Math.abs(loadBetween(demand, fromMs, untilMs) - load)).toBeLessThan(tolerance);
    const exact = excessBetween(demand, limit, { fromMs, untilMs });
    expect(Math.abs(exact - excess)).toBeLessThan(tolerance);
  });
  fc.assert(property, { numRuns: 60 });
});

test('over a day the load is the mean, and what is above a limit of 0 is all of it', () => {
  expect(loadBetween({ swingRatio: 0.5 }, 0, DAY_MS)).toBeCloseTo(DAY_MS, 3);
  expect(meanExcess({ swingRatio: 0.5 }, 0)).toBeCloseTo(1, 9);
  expect(meanExcess({ swingRatio: 0.5 }, 1.5)).toBe(0);
  // Half a sine wave above its mean: swing / π.
  expect(meanExcess({ swingRatio: 0.5 }, 1)).toBeCloseTo(0.5 / Math.PI, 9);
});
