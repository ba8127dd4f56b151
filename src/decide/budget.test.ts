import fc from 'fast-check';
import { expect, test } from 'vitest';
import { budgetOf, cautionOf, FRESH_BUDGET, pushRequestsOf } from './budget.ts';

const objective = { availabilityRatio: 0.9999, windowMs: 30 * 86_400_000, latency: [] };
const HOUR = 3_600_000;

/** Ten requests a second, by minutes. */
function play(minutes: readonly { readonly failed: number }[], state = FRESH_BUDGET, fromMs = 0) {
  let next = state;
  for (const [index, { failed }] of minutes.entries()) {
    next = pushRequestsOf(next, { total: 600, failed }, fromMs + 60_000 * index);
  }
  return next;
}

test('without requests the whole budget is there', () => {
  expect(budgetOf(FRESH_BUDGET, objective, 0)).toMatchObject({ leftRatio: 1 });
});

test('an hour at ten times the allowed ratio burns ten times as fast, in every window', () => {
  const state = play(Array.from({ length: 60 }, () => ({ failed: 0.6 })));
  const { burn, leftRatio } = budgetOf(state, objective, HOUR - 1);
  for (const rate of Object.values(burn)) expect(rate).toBeCloseTo(10, 5);
  // The window is taken as if the rest of it had gone like what is known.
  expect(leftRatio).toBeGreaterThan(0.98);
});

test.each([0, 60_000, 3 * HOUR, 6 * HOUR - 120_000])(
  'a start %i ms into a bucket of six hours leaves as much as any other',
  (startMs) => {
    const minutes = [{ failed: 0 }, { failed: 300 }, { failed: 0 }];
    const state = play(minutes, FRESH_BUDGET, startMs);
    const { leftRatio } = budgetOf(state, objective, startMs + 3 * 60_000 - 1);
    // 300 failures are 30 s of outage at this rate, of 259 s.
    expect(leftRatio).toBeCloseTo(1 - 30 / 259.2, 3);
  },
);

test('259 seconds without any answer use up the month', () => {
  const calm = play(Array.from({ length: 30 * 24 * 60 }, () => ({ failed: 0 })));
  const dead = play(
    Array.from({ length: 5 }, () => ({ failed: 518 })),
    calm,
    30 * 24 * HOUR,
  );
  const { leftRatio } = budgetOf(dead, objective, 30 * 24 * HOUR + 300_000);
  expect(leftRatio).toBeCloseTo(0, 1);
});

test('what is long past is forgotten', () => {
  const bad = play([{ failed: 600 }]);
  const later = play([{ failed: 0 }], bad, 40 * 24 * HOUR);
  expect(budgetOf(later, objective, 40 * 24 * HOUR).leftRatio).toBe(1);
});

test('its memory is bounded', () => {
  const state = play(Array.from({ length: 20_000 }, () => ({ failed: 1 })));
  expect(state.rings.map((ring) => ring.length)).toEqual([61, 145, 56]);
});

test('the less is left the more careful it is', () => {
  const levelOf = (leftRatio: number) =>
    cautionOf({ leftRatio, burn: { ...budgetOf(FRESH_BUDGET, objective, 0).burn, '5m': 2 } });
  fc.assert(
    fc.property(
      fc.double({ min: -2, max: 1, noNaN: true }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (left, more) => {
        expect(levelOf(left).dwellFactor).toBeGreaterThanOrEqual(levelOf(left + more).dwellFactor);
      },
    ),
  );
  expect(levelOf(0.1).holdsReturns).toBe(true);
  expect(levelOf(0.9)).toEqual({ level: 'none', dwellFactor: 1, holdsReturns: false });
});
