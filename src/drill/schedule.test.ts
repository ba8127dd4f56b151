import { expect, test } from 'vitest';
import { parseWeeklyWindow } from '../lib/weekly-window.ts';
import { cronFault, nextDrillMs } from './schedule.ts';

const at = (text: string) => Date.parse(text);

test('the next time is in the time zone of the schedule, also across the change of the clock', () => {
  const schedule = { cron: '0 10 * * 0', zone: 'Europe/Amsterdam', blocked: [] };
  expect(nextDrillMs(schedule, at('2026-03-23T00:00:00Z'))).toBe(at('2026-03-29T08:00:00Z'));
  expect(nextDrillMs(schedule, at('2026-03-16T00:00:00Z'))).toBe(at('2026-03-22T09:00:00Z'));
});

test('blocked times are passed over', () => {
  const window = parseWeeklyWindow('mon-fri 08:00-18:00 UTC');
  const schedule = { cron: '0 10 * * *', zone: 'UTC', blocked: window === null ? [] : [window] };
  expect(nextDrillMs(schedule, at('2026-11-23T00:00:00Z'))).toBe(at('2026-11-28T10:00:00Z'));
});

test('what is always blocked, or switched off, is never', () => {
  const window = parseWeeklyWindow('00:00-24:00 UTC');
  const blocked = window === null ? [] : [window];
  expect(nextDrillMs({ cron: '0 10 * * *', zone: 'UTC', blocked }, 0)).toBeNull();
  expect(nextDrillMs({ cron: '', zone: 'UTC', blocked: [] }, 0)).toBeNull();
});

test.each([
  ['* * * * * *', 'UTC', 'cron'],
  ['61 * * * *', 'UTC', 'cron'],
  ['0 0 30 2 *', 'UTC', 'cron'],
  ['0 10 * * 2', 'Mars/Base', 'zone'],
])('%s in %s is refused for its %s', (cron, zone, key) => {
  expect(cronFault({ cron, zone })?.of).toBe(key);
});
