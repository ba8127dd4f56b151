/** Times of the week without a return that leave no other, or only a far one. */

import { defineRule } from '../../../define-rule.ts';
import type { WeeklyWindow } from '../../../../lib/weekly-window.ts';
import { eachService } from '../each-service.ts';
import { strategyFile } from '../examples.ts';

interface Values {
  readonly service: string;
  /** The longest time on end; `null` = always. */
  readonly blockedMs: number | null;
}

const MINUTES = 7 * 24 * 60;
const LONG_MINUTES = 72 * 60;

export const returnAlwaysBlocked = defineRule<'strategy', Values>({
  code: 'KB205',
  name: 'return-blocked-too-long',
  severity: 'warning',
  source: 'design §7; src/lib/weekly-window.ts',
  appliesTo: 'strategy',
  *check(input) {
    for (const { service, at } of eachService(input)) {
      const minutes = longestBlocked(service.failback.blocked);
      if (minutes < LONG_MINUTES) continue;
      const isAlways = minutes >= MINUTES;
      yield {
        ...at('failback', 'blocked'),
        severity: isAlways ? 'error' : 'warning',
        values: { service: service.name, blockedMs: isAlways ? null : minutes * 60_000 },
      };
    }
  },
  text: {
    en: {
      title: 'a return is blocked for days',
      message: ({ service, blockedMs }, { duration }) =>
        blockedMs === null
          ? `the blocked times of ${service} cover the whole week: a region never returns`
          : `no return of ${service} can begin for ${duration(blockedMs)} on end`,
      fix: () => 'leave a time in each day in which a return may begin, or use approval: manual',
      why: 'A region that is lost when the blocked time begins stays out for all of it, although it is well. The service runs without a spare for longer than most outages last.',
    },
    nl: {
      title: 'terugschakelen is dagenlang geblokkeerd',
      message: ({ service, blockedMs }, { duration }) =>
        blockedMs === null
          ? `de geblokkeerde tijden van ${service} beslaan de hele week: een regio komt nooit terug`
          : `${service} kan ${duration(blockedMs)} achter elkaar niet beginnen met terugschakelen`,
      fix: () =>
        'laat elke dag een moment vrij waarop het mag beginnen, of gebruik approval: manual',
      why: 'Valt een regio weg als de geblokkeerde tijd begint, dan blijft hij al die tijd buiten, ook als hij weer gezond is. De service draait dan langer zonder reserve dan de meeste storingen duren.',
    },
  },
  good: {
    files: strategyFile({
      shop: { failback: '{ blocked: ["mon-fri 08:00-18:00 Europe/Amsterdam"] }' },
    }),
  },
  bad: {
    files: strategyFile({
      shop: { failback: '{ blocked: ["mon-sun 00:00-24:00 Europe/Amsterdam"] }' },
    }),
    at: ['services.shop.failback.blocked'],
  },
});

/** In minutes; windows of different zones are laid side by side as written. */
function longestBlocked(windows: readonly WeeklyWindow[]): number {
  const blocked = new Uint8Array(MINUTES);
  for (const { days, fromMinute, toMinute } of windows) {
    const length = toMinute > fromMinute ? toMinute - fromMinute : 1440 - fromMinute + toMinute;
    for (const day of days) {
      for (let minute = 0; minute < length; minute += 1) {
        blocked[(day * 1440 + fromMinute + minute) % MINUTES] = 1;
      }
    }
  }
  if (blocked.every((minute) => minute === 1)) return MINUTES;
  let longest = 0;
  let current = 0;
  // Twice round, since the week has no end.
  for (let minute = 0; minute < 2 * MINUTES; minute += 1) {
    current = blocked[minute % MINUTES] === 1 ? current + 1 : 0;
    longest = Math.max(longest, current);
  }
  return longest;
}
