import { expect, test } from 'vitest';
import { createFakeClock } from '../../test/drill/support/fake-clock.ts';
import { drillOf } from '../../test/drill/support/fake-world.ts';
import { parseWeeklyWindow, type WeeklyWindow } from '../lib/weekly-window.ts';
import type { Drill } from '../model/drill.ts';
import { drillEnglish } from '../operations/drills-speech.ts';
import { keepSchedule } from './keep-schedule.ts';

const MONDAY = Date.parse('2026-11-23T00:00:00Z');
const DAY_MS = 24 * 3_600_000;

const daily = (name: string, more = '') =>
  drillOf(`version: 1
name: ${name}
title: t
hypothesis: h
scope: { region: eu-west }
fault: { kind: health-mark }
duration: 1m
schedule: { cron: '0 10 * * *', zone: UTC${more} }
`);

/** What was held when, and what was said, in so many days from Monday on. */
async function kept(
  drills: readonly Drill[],
  options: {
    readonly days: number;
    readonly windows?: readonly WeeklyWindow[];
    readonly takesMs?: number;
    readonly isRefused?: (drill: Drill) => boolean;
  },
) {
  const clock = createFakeClock(MONDAY);
  const stop = new AbortController();
  const held: string[] = [];
  const told: string[] = [];
  const hold = async (drill: Drill) => {
    if (options.isRefused?.(drill) === true) throw new Error('no controller leads');
    held.push(`${drill.name} ${new Date(clock.nowMs()).toISOString().slice(8, 16)}`);
    await clock.sleep(options.takesMs ?? 60_000, stop.signal);
  };
  const { windows = [] } = options;
  const ports = {
    clock,
    hold,
    tell: (said: Parameters<typeof drillEnglish>[0]) => told.push(drillEnglish(said)),
  };
  const running = keepSchedule({ drills, windows }, ports, stop.signal);
  await Promise.race([running, clock.pass(options.days * DAY_MS)]);
  stop.abort();
  return { held, told, wasDue: await running };
}

const windowOf = (text: string) => {
  const window = parseWeeklyWindow(text);
  if (window === null) throw new Error(text);
  return window;
};

test('a scheduled drill is held at its time, day after day', async () => {
  const { held, told } = await kept([daily('loss')], { days: 3 });
  expect(held).toEqual(['loss 23T10:00', 'loss 24T10:00', 'loss 25T10:00']);
  expect(told[0]).toBe('next: loss at 2026-11-23T10:00:00.000Z');
});

test('one that falls into a blocked window is passed over, and that is said', async () => {
  const { held, told } = await kept([daily('loss', ", blocked: ['tue 09:00-12:00 UTC']")], {
    days: 3,
  });
  expect(held).toEqual(['loss 23T10:00', 'loss 25T10:00']);
  const passed = /loss is passed over at 2026-11-24T10:00:00.000Z: tue 09:00-12:00 UTC is blocked/;
  expect(told).toContainEqual(expect.stringMatching(passed));
});

test('windows of the strategy block as well', async () => {
  const windows = [windowOf('mon-tue 00:00-24:00 UTC')];
  const { held } = await kept([daily('loss')], { days: 3, windows });
  expect(held).toEqual(['loss 25T10:00']);
});

test('of two that are due at the same minute the second is held after the first', async () => {
  const { held } = await kept([daily('one'), daily('two')], { days: 1, takesMs: 180_000 });
  expect(held).toEqual(['one 23T10:00', 'two 23T10:03']);
});

test('one that would come hours late is told as missed', async () => {
  const { held, told } = await kept([daily('one'), daily('two')], { days: 1, takesMs: 7_200_000 });
  expect(held).toEqual(['one 23T10:00']);
  expect(told.join()).toMatch(/two was missed at 2026-11-23T10:00/);
});

test('a refusal is told, and the next time is another chance', async () => {
  let times = 0;
  const { held, told } = await kept([daily('loss')], {
    days: 2,
    isRefused: () => (times += 1) === 1,
  });
  expect(told).toContain('loss was not held: no controller leads');
  expect(held).toEqual(['loss 24T10:00']);
});

test('without any time there is nothing to keep', async () => {
  const never = daily('never', ", blocked: ['00:00-24:00 UTC']");
  expect(await kept([never], { days: 1 })).toMatchObject({ held: [], wasDue: false });
});
