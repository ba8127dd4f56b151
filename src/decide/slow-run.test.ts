import { expect, test } from 'vitest';
import { type Admission, UNLIMITED } from './admission-state.ts';
import { isSlow, type SlowRun, withoutQueue } from './slow-run.ts';
import { TUNING } from './tuning.ts';

const SLOW: SlowRun = { score: 2, ticks: 3, sinceMs: 8_000, count: 300, sumMs: 30_000 };
const SATURATED: Admission = { ...UNLIMITED, run: { answered: 0, durationMs: 0 } };
const NOW_MS = 10_000;

test.each([
  { what: 'no queue', admission: UNLIMITED, isBusy: true, slow: true },
  { what: 'a queue of a busy region', admission: SATURATED, isBusy: true, slow: false },
  { what: 'a queue of an idle region', admission: SATURATED, isBusy: false, slow: true },
  {
    what: 'a queue that just begins to grow',
    admission: { ...UNLIMITED, rising: 1 },
    isBusy: true,
    slow: false,
  },
])('$what: slow is $slow', ({ admission, isBusy, slow }) => {
  expect(isSlow(withoutQueue(SLOW, admission, { isBusy, nowMs: NOW_MS }))).toBe(slow);
});

test('what is slow is listened to again when the queue has had time to drain', () => {
  const muted = withoutQueue(SLOW, SATURATED, { isBusy: true, nowMs: NOW_MS });
  const heardAt = (afterMs: number) =>
    isSlow(
      withoutQueue({ ...SLOW, mutedUntilMs: muted.mutedUntilMs ?? 0 }, UNLIMITED, {
        isBusy: true,
        nowMs: NOW_MS + afterMs,
      }),
    );
  expect(heardAt(TUNING.drainMs - 1)).toBe(false);
  expect(heardAt(TUNING.drainMs)).toBe(true);
});
