import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { EventQueue } from './event-queue.ts';

/** A number puts an event in at that time, `null` takes one out. */
type Script = readonly (number | null)[];

interface Event {
  readonly atMs: number;
  readonly payload: number;
}

function takenBy(script: Script): { taken: Event[]; size: number } {
  const queue = new EventQueue();
  const taken: Event[] = [];
  for (const [payload, step] of script.entries()) {
    if (step !== null) queue.push(step, payload);
    else if (queue.headMs() < Infinity) taken.push({ atMs: queue.headMs(), payload: queue.pop() });
  }
  return { taken, size: queue.size };
}

function takenByModel(script: Script): { taken: Event[]; size: number } {
  const waiting: Event[] = [];
  const taken: Event[] = [];
  for (const [payload, step] of script.entries()) {
    if (step === null) {
      taken.push(...waiting.splice(0, 1));
    } else {
      waiting.push({ atMs: step, payload });
      waiting.sort((a, b) => a.atMs - b.atMs);
    }
  }
  return { taken, size: waiting.length };
}

test('events leave by time, those of equal time in the order in which they came', () => {
  const step = fc.oneof(fc.integer({ min: 0, max: 9 }), fc.constant(null));
  fc.assert(
    fc.property(fc.array(step, { maxLength: 400 }), (script) => {
      expect(takenBy(script)).toEqual(takenByModel(script));
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
