import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { EventQueue } from './event-queue.ts';

/** A time puts an event in, `null` takes one out. */
type Script = readonly (number | null)[];

interface Event {
  readonly atMs: number;
  readonly payload: number;
}

function takenBy(script: Script): { taken: Event[]; size: number } {
  const queue = new EventQueue();
  const taken: Event[] = [];
  for (const [payload, atMs] of script.entries()) {
    if (atMs !== null) queue.push(atMs, payload);
    else if (queue.headMs() < Infinity) taken.push({ atMs: queue.headMs(), payload: queue.pop() });
  }
  return { taken, size: queue.size };
}

function takenByModel(script: Script): { taken: Event[]; size: number } {
  const waiting: Event[] = [];
  const taken: Event[] = [];
  for (const [payload, atMs] of script.entries()) {
    if (atMs === null) {
      taken.push(...waiting.splice(0, 1));
    } else {
      waiting.push({ atMs, payload });
      waiting.sort((a, b) => a.atMs - b.atMs);
    }
  }
  return { taken, size: waiting.length };
}

/** Many of equal time; of the same stretch of the wheel; of all its turns; far beyond it. */
const times = [
  fc.integer({ min: 0, max: 9 }),
  fc.double({ min: 40, max: 42, noNaN: true }),
  fc.integer({ min: 0, max: 600 }),
  fc.integer({ min: 0, max: 5e9 }),
];

test.each(times.map((time, index) => ({ time, kind: index })))(
  'events leave by time, those of equal time in the order in which they came: times $kind',
  ({ time }) => {
    const step = fc.oneof(time, fc.constant(null));
    fc.assert(
      fc.property(fc.array(step, { maxLength: 400 }), (script) => {
        expect(takenBy(script)).toEqual(takenByModel(script));
      }),
      { numRuns: 100 },
    );
  },
);

test('so do events that each come some time after the one taken last, for many turns', () => {
  const gap = fc.oneof(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 300 }));
  fc.assert(
    fc.property(fc.array(gap, { minLength: 3, maxLength: 300 }), (gaps) => {
      const queue = new EventQueue();
      const waiting: Event[] = [];
      let nowMs = 0;
      for (const [payload, afterMs] of gaps.entries()) {
        const atMs = nowMs + afterMs;
        queue.push(atMs, payload);
        waiting.push({ atMs, payload });
        waiting.sort((a, b) => a.atMs - b.atMs);
        if (payload % 3 === 0) continue;
        const first = waiting.shift();
        nowMs = queue.headMs();
        expect({ atMs: nowMs, payload: queue.pop() }).toEqual(first);
      }
    }),
    { numRuns: 200 },
  );
});

test('it grows', () => {
  const queue = new EventQueue();
  for (let number = 5_000; number > 0; number -= 1) queue.push(number, number);
  const left = Array.from({ length: 5_000 }, () => [queue.headMs(), queue.pop()]);
  expect(left).toEqual(Array.from({ length: 5_000 }, (_, index) => [index + 1, index + 1]));
  expect(queue.headMs()).toBe(Infinity);
});
