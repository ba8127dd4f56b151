import { expect, test } from 'vitest';
import { isWithinWindow, parseWeeklyWindow } from './weekly-window.ts';

const at = (text: string) => Date.parse(text);

test.each<[window: string, moment: string, isWithin: boolean]>([
  // 2026-11-20 is a Friday; Amsterdam is an hour ahead of UTC in winter, two in summer.
  ['mon-fri 08:00-18:00 Europe/Amsterdam', '2026-11-20T07:00:00Z', true],
  ['mon-fri 08:00-18:00 Europe/Amsterdam', '2026-11-20T06:59:00Z', false],
  ['mon-fri 08:00-18:00 Europe/Amsterdam', '2026-11-20T16:59:00Z', true],
  ['mon-fri 08:00-18:00 Europe/Amsterdam', '2026-11-20T17:00:00Z', false],
  ['mon-fri 08:00-18:00 Europe/Amsterdam', '2026-11-21T12:00:00Z', false],
  ['mon-fri 08:00-18:00 Europe/Amsterdam', '2026-07-17T06:00:00Z', true],
  ['22:00-06:00 UTC', '2026-11-20T23:00:00Z', true],
  ['22:00-06:00 UTC', '2026-11-20T05:59:00Z', true],
  ['22:00-06:00 UTC', '2026-11-20T12:00:00Z', false],
  ['fri 22:00-06:00 UTC', '2026-11-21T05:00:00Z', true],
  ['fri 22:00-06:00 UTC', '2026-11-20T05:00:00Z', false],
  ['sat-mon 00:00-24:00 UTC', '2026-11-22T12:00:00Z', true],
  ['sat-mon 00:00-24:00 UTC', '2026-11-24T00:00:00Z', false],
])('%s at %s: %s', (text, moment, isWithin) => {
  const window = parseWeeklyWindow(text);
  if (window === null) throw new Error(`${text} is no window`);
  expect(isWithinWindow(window, at(moment))).toBe(isWithin);
});

test.each([
  '08:00-18:00',
  'xyz 08:00-18:00 UTC',
  '08:00-25:00 UTC',
  '08:60-18:00 UTC',
  '08:00-08:00 UTC',
  '08:00-18:00 Mars/Olympus',
  '',
])('%s is no window', (text) => {
  expect(parseWeeklyWindow(text)).toBeNull();
});
