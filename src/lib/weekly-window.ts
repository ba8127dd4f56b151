/**
 * Times of the week in a time zone, such as `mon-fri 08:00-18:00 Europe/Amsterdam`: the end is not
 * part of it, and an end before the start is on the next day. Pure: the zone's rules are data of the
 * JavaScript engine.
 */

export interface WeeklyWindow {
  /** Days on which it begins, 0 = Sunday. */
  readonly days: readonly number[];
  /** Minutes from local midnight. */
  readonly fromMinute: number;
  readonly toMinute: number;
  /** IANA name. */
  readonly zone: string;
  /** As written. */
  readonly text: string;
}

const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
const FORM = /^(?:([a-z]{3})(?:-([a-z]{3}))? )?(\d{2}):(\d{2})-(\d{2}):(\d{2}) ([A-Za-z0-9_+/-]+)$/;
const MINUTES_PER_DAY = 24 * 60;

/** `null` when the text is not a window. */
export function parseWeeklyWindow(text: string): WeeklyWindow | null {
  const match = FORM.exec(text.trim());
  if (match === null) return null;
  const [, first, last, fromHour, fromPart, toHour, toPart, zone = ''] = match;
  const days = daysBetween(first, last);
  const fromMinute = minuteOf(fromHour, fromPart);
  const toMinute = minuteOf(toHour, toPart);
  if (days === null || fromMinute === null || toMinute === null || !isZone(zone)) return null;
  return fromMinute === toMinute ? null : { days, fromMinute, toMinute, zone, text: text.trim() };
}

export function isWithinWindow(
  { days, fromMinute, toMinute, zone }: WeeklyWindow,
  nowMs: number,
): boolean {
  const { day, minute } = localTime(nowMs, zone);
  const began = (ago: number) => days.includes((day - ago + 7) % 7);
  if (fromMinute < toMinute) return began(0) && minute >= fromMinute && minute < toMinute;
  return (began(0) && minute >= fromMinute) || (began(1) && minute < toMinute);
}

function daysBetween(
  first: string | undefined,
  last: string | undefined,
): readonly number[] | null {
  if (first === undefined) return DAYS.map((_, day) => day);
  const from = DAYS.findIndex((day) => day === first);
  const to = last === undefined ? from : DAYS.findIndex((day) => day === last);
  if (from < 0 || to < 0) return null;
  return Array.from({ length: ((to - from + 7) % 7) + 1 }, (_, index) => (from + index) % 7);
}

/** 24:00 is the end of a day. */
function minuteOf(hour: string | undefined, part: string | undefined): number | null {
  const minute = 60 * Number(hour) + Number(part);
  return Number(part) < 60 && minute <= MINUTES_PER_DAY ? minute : null;
}

function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en-GB', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

function localTime(nowMs: number, zone: string): { readonly day: number; readonly minute: number } {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  const parts = Object.fromEntries(
    format.formatToParts(nowMs).map(({ type, value }) => [type, value]),
  );
  const day = DAYS.findIndex((name) => name === (parts['weekday'] ?? '').toLowerCase());
  return { day, minute: 60 * Number(parts['hour']) + Number(parts['minute']) };
}
