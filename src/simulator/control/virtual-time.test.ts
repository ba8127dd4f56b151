import { expect, test } from 'vitest';
import { Agenda } from '../engine/agenda.ts';
import { createVirtualClock } from './virtual-clock.ts';
import { createVirtualTime, EPOCH_MS, type VirtualTime } from './virtual-time.ts';

function setUp() {
  const engine = new Agenda(() => {});
  const time = createVirtualTime(engine);
  return { engine, time, clock: createVirtualClock(time) };
}

async function play(time: VirtualTime, untilMs: number): Promise<void> {
  await time.settle();
  while (time.engine.run(untilMs) === 'interrupted') await time.settle();
}

const NEVER = new AbortController().signal;

test('whoever sleeps goes on at its moment, before anything later happens', async () => {
  const { engine, time, clock } = setUp();
  const seen: string[] = [];
  const sleeper = async (name: string, stepMs: number) => {
    for (let count = 0; count < 3; count += 1) {
      await clock.sleep(stepMs, NEVER);
      // Even after a long chain of promises.
      for (let turn = 0; turn < 15; turn += 1) await Promise.resolve();
      seen.push(`${name} ${clock.nowMs() - EPOCH_MS}`);
    }
  };
  void sleeper('a', 100);
  void sleeper('b', 150);
  engine.schedule(301, () => seen.push('late'));
  await play(time, 1_000);
  expect(seen).toEqual(['a 100', 'b 150', 'a 200', 'b 300', 'a 300', 'late', 'b 450']);
});

test('a time limit is virtual, and ends with the other signal too', async () => {
  const { engine, time, clock } = setUp();
  const stop = new AbortController();
  const limit = clock.timeoutSignal(2_000);
  const both = clock.timeoutSignal(2_000, stop.signal);
  await play(time, 1_999);
  expect(limit.aborted).toBe(false);
  stop.abort();
  expect(both.aborted).toBe(true);
  await play(time, 2_000);
  expect(limit.aborted).toBe(true);
  expect(engine.nowMs).toBe(2_000);
});

test('a sleep that is cut short ends at once', async () => {
  const { engine, time, clock } = setUp();
  const stop = new AbortController();
  let wokeAtMs: number | null = null;
  void clock.sleep(10_000, stop.signal).then(() => {
    wokeAtMs = engine.nowMs;
  });
  time.answer(500, () => stop.abort());
  await play(time, 1_000);
  expect(wokeAtMs).toBe(500);
});

test('promises that never come to rest are a mistake', async () => {
  const { time } = setUp();
  let isOver = false;
  const restless = async () => {
    while (!isOver) {
      time.touch();
      await Promise.resolve();
    }
  };
  void restless();
  await expect(time.settle()).rejects.toThrow('comes to rest');
  isOver = true;
});
