/** When drills are due: cron in a time zone, minus the blocked times of the week. */

import { Cron } from 'croner';
import { isWithinWindow, type WeeklyWindow } from '../lib/weekly-window.ts';
import type { DrillSchedule } from '../model/drill.ts';

/** Blocked occurrences that are passed over before it is taken for never. */
const TRIES = 500;

interface CronFault {
  readonly of: 'cron' | 'zone';
  readonly message: string;
  readonly messageInDutch: string;
}

/** Which key is wrong, and why; `null` when both are fine. */
export function cronFault({
  cron,
  zone,
}: {
  readonly cron: string;
  readonly zone: string;
}): CronFault | null {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
  } catch {
    const messageInDutch = `${zone} is geen tijdzone`;
    return { of: 'zone', message: `${zone} is not a time zone`, messageInDutch };
  }
  if (cron.trim().split(/\s+/).length !== 5) {
    const messageInDutch = `${cron} is geen schema van vijf velden`;
    return { of: 'cron', message: `${cron} is not a schedule of five fields`, messageInDutch };
  }
  try {
    const job = new Cron(cron, { timezone: zone, paused: true, mode: '5-part' });
    if (job.nextRun() !== null) return null;
    const messageInDutch = `${cron} komt nooit`;
    return { of: 'cron', message: `${cron} never comes`, messageInDutch };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    const messageInDutch = `${cron} is geen schema: ${why}`;
    return { of: 'cron', message: `${cron} is not a schedule: ${why}`, messageInDutch };
  }
}

/** The next time after `afterMs` that is not blocked; `null` for never. */
export function nextDrillMs(schedule: DrillSchedule, afterMs: number): number | null {
  let fromMs = afterMs;
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const next = nextOccurrence(schedule, { afterMs: fromMs });
    if (next === null || next.blocked === null) return next?.atMs ?? null;
    fromMs = next.atMs;
  }
  return null;
}

export interface Occurrence {
  readonly atMs: number;
  /** The window in which it falls, so that it is passed over. */
  readonly blocked: WeeklyWindow | null;
}

export function nextOccurrence(
  { cron, zone, blocked }: DrillSchedule,
  { afterMs, windows = [] }: { readonly afterMs: number; readonly windows?: Windows },
): Occurrence | null {
  if (cron === '') return null;
  const job = new Cron(cron, { timezone: zone, paused: true, mode: '5-part' });
  const atMs = job.nextRun(new Date(afterMs))?.getTime();
  return atMs === undefined ? null : { atMs, blocked: blockedBy([...blocked, ...windows], atMs) };
}

type Windows = readonly WeeklyWindow[];

export function blockedBy(windows: Windows, nowMs: number): WeeklyWindow | null {
  return windows.find((window) => isWithinWindow(window, nowMs)) ?? null;
}
