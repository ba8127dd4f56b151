import { expect, test } from 'vitest';
import { createLateness, isLate, LATE_MS } from './lateness.ts';

/** One entry a second, each this long after its request's end by the two clocks. */
function feed(delaysMs: readonly number[], lateness = createLateness()): boolean[] {
  return delaysMs.map((delayMs, second) => {
    const atMs = 1_000_000 + second * 1_000;
    return isLate(lateness, { sender: 'kong', endedAtMs: atMs - delayMs, atMs });
  });
}

const times = (count: number, delayMs: number) => Array.from({ length: count }, () => delayMs);

test('what comes within the window counts, also after some tries of Kong', () => {
  expect(feed([0, 150, 3_000, LATE_MS])).toEqual([false, false, false, false]);
});

test('what Kong kept while Ballast was away does not count, what follows does', () => {
  expect(feed([90_000, 60_000, LATE_MS + 1, 100])).toEqual([true, true, true, false]);
});

test('an entry without a time counts', () => {
  expect(isLate(createLateness(), { sender: 'kong', endedAtMs: null, atMs: 1 })).toBe(false);
});

test('a sender whose clock is behind is heard after a minute, its old news still is not', () => {
  const answers = feed([...times(60, 45_000), ...times(10, 45_100), 60_000]);
  expect(answers.slice(0, 60)).toEqual(times(60, 1).map(() => true));
  expect(answers.slice(60, 70)).toEqual(times(10, 1).map(() => false));
  expect(answers.at(-1)).toBe(true);
});

test('a sender whose clock is ahead is heard at once', () => {
  expect(feed(times(120, -45_000))).not.toContain(true);
});

test('a clock that is set right is heard after a minute at most', () => {
  const answers = feed([...times(61, 45_000), ...times(120, 100)]);
  expect(answers.slice(61)).not.toContain(true);
});

test('one sender’s clock is not another’s', () => {
  const lateness = createLateness();
  const entry = (sender: string, delayMs: number) =>
    isLate(lateness, { sender, endedAtMs: 1_000_000 - delayMs, atMs: 1_000_000 });
  expect([entry('a', 0), entry('b', 45_000), entry('a', 100)]).toEqual([false, true, false]);
});

test('memory is bounded whatever the number of senders', () => {
  const lateness = createLateness();
  for (let sender = 0; sender < 2_000; sender += 1) {
    isLate(lateness, { sender: `kong-${sender}`, endedAtMs: 1, atMs: 1 });
  }
  expect(lateness.clocks.size).toBeLessThanOrEqual(256);
});
