import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { EventQueue } from './event-queue.ts';

interface Put {
  /** Time, or time since the event before that was put into a ring. */
  readonly ms: number;
  readonly into: 'heap' | 0 | 1;
}

/** `null` takes an event out. */
type Script = readonly (Put | null)[];

interface Event {
  readonly atMs: number;
  readonly payload: number;
}

function takenBy(script: Script): { taken: Event[]; size: number } {
  const queue = new EventQueue();
  queue.addRing();
  queue.addRing();
  const ringMs = [0, 0];
  const taken: Event[] = [];
  for (const [payload, step] of script.entries()) {
    if (step?.into === 'heap') queue.push(step.ms, payload);
    else if (step !== null) queue.pushToRing(step.into, advance(ringMs, step), payload);
    else if (queue.headMs() < Infinity) taken.push({ atMs: queue.headMs(), payload: queue.pop() });
  }
  return { taken, size: queue.size };
}

function takenByModel(script: Script): { taken: Event[]; size: number } {
  const ringMs = [0, 0];
  const waiting: Event[] = [];
  const taken: Event[] = [];
  for (const [payload, step] of script.entries()) {
    if (step === null) {
      taken.push(...waiting.splice(0, 1));
    } else {
      const atMs = step.into === 'heap' ? step.ms : advance(ringMs, step);
      waiting.push({ atMs, payload });
      waiting.sort((a, b) => a.atMs - b.atMs);
    }
  }
  return { taken, size: waiting.length };
}

/** The time of an event of a ring: after the one before. */
function advance(ringMs: number[], { ms, into }: Put): number {
  const ring = Number(into);
  const atMs = (ringMs[ring] ?? 0) + (ms % 3);
  ringMs[ring] = atMs;
  return atMs;
}

test('events leave by time, those of equal time in the order in which they came', () => {
  const put = fc.record({
    ms: fc.integer({ min: 0, max: 9 }),
    into: fc.constantFrom('heap' as const, 0 as const, 1 as const),
  });
  const step = fc.oneof(put, fc.constant(null));
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
