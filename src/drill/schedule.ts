/** When drills are due: cron in a time zone, minus the blocked times of the week. */

import { Cron } from 'croner';
import { isWithinWindow, type WeeklyWindow } from '../lib/weekly-window.ts';
import type { DrillSchedule } from '../model/drill.ts';

/** Blocked occurrences that are passed over before it is taken for never. */
const TRIES = 500;

/** Which key is wrong, and why; `null` when both are fine. */
export function cronFault({
  cron,
  zone,
}: {
  readonly cron: string;
  readonly zone: string;
}): { readonly of: 'cron' | 'zone'; readonly message: string } | null {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
  } catch {
    return { of: 'zone', message: `${zone} is not a time zone` };
  }
  if (cron.trim().split(/\s+/).length !== 5) {
    return { of: 'cron', message: `${cron} is not a schedule of five fields` };
  }
  try {
    const job = new Cron(cron, { timezone: zone, paused: true, mode: '5-part' });
    if (job.nextRun() === null) return { of: 'cron', message: `${cron} never comes` };
    return null;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { of: 'cron', message: `${cron} is not a schedule: ${why}` };
  }
}

/** The next time after `afterMs` that is not blocked; `null` for never. */
export function nextDrillMs(
  { cron, zone, blocked }: DrillSchedule,
  afterMs: number,
): number | null {
  if (cron === '') return null;
  const job = new Cron(cron, { timezone: zone, paused: true, mode: '5-part' });
  let fromMs = afterMs;
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const next = job.nextRun(new Date(fromMs));
    if (next === null) return null;
    fromMs = next.getTime();
    if (blockedBy(blocked, fromMs) === null) return fromMs;
  }
  return null;
}

export function blockedBy(windows: readonly WeeklyWindow[], nowMs: number): WeeklyWindow | null {
  return windows.find((window) => isWithinWindow(window, nowMs)) ?? null;
}
