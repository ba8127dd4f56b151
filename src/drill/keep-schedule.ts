/**
 * Holds drills at their times, one after the other, and says of each time that it lets pass why.
 *
 * Each drill has a clock hand of its own: of two that are due at the same minute the second is held
 * after the first, and not a week later.
 */

import type { Said } from '../lib/said.ts';
import type { WeeklyWindow } from '../lib/weekly-window.ts';
import type { Drill } from '../model/drill.ts';
import type { Clock } from '../model/ports.ts';
import { sayDrill } from '../operations/drills-speech.ts';
import { nextDrillMs, nextOccurrence, type Occurrence } from './schedule.ts';

interface SchedulePorts {
  readonly clock: Clock;
  /** Holds one; a refusal is an error, and news for people. */
  readonly hold: (drill: Drill) => Promise<void>;
  readonly tell: (said: Said) => void;
}

/** Timers of Node end at 24.8 days. */
const LONGEST_SLEEP_MS = 24 * 3_600_000;
/** A drill that is held this late surprises people. */
const LATE_MS = 3_600_000;

/** Resolves to `false` when none is ever due, and to `true` when the signal ends it. */
export async function keepSchedule(
  {
    drills,
    windows,
  }: { readonly drills: readonly Drill[]; readonly windows: readonly WeeklyWindow[] },
  { clock, hold, tell }: SchedulePorts,
  signal: AbortSignal,
): Promise<boolean> {
  const hands = new Map(drills.map((drill) => [drill, clock.nowMs()]));
  const isEverDue = drills.some(
    ({ schedule }) => schedule !== null && nextDrillMs(schedule, clock.nowMs()) !== null,
  );
  if (!isEverDue) return false;
  while (!signal.aborted) {
    const next = soonest(hands, windows);
    if (next === null) return false;
    const { drill, atMs, blocked } = next;
    const { name } = drill;
    const at = new Date(atMs).toISOString();
    if (blocked === null) tell(sayDrill('next-drill', { name, at }));
    while (clock.nowMs() < atMs && !signal.aborted) {
      await clock.sleep(Math.min(LONGEST_SLEEP_MS, atMs - clock.nowMs()), signal);
    }
    if (signal.aborted) return true;
    hands.set(drill, Math.max(atMs, clock.nowMs() - LATE_MS));
    if (blocked !== null) tell(sayDrill('passed-over', { name, at, window: blocked.text }));
    else if (clock.nowMs() - atMs > LATE_MS) tell(sayDrill('missed', { name, at }));
    else await holdOne(drill, { hold, tell });
  }
  return true;
}

async function holdOne(
  drill: Drill,
  { hold, tell }: Pick<SchedulePorts, 'hold' | 'tell'>,
): Promise<void> {
  try {
    await hold(drill);
  } catch (error) {
    // The next time is another chance.
    const why = error instanceof Error ? error.message : String(error);
    tell(sayDrill('not-held', { name: drill.name, why }));
  }
}

function soonest(
  hands: ReadonlyMap<Drill, number>,
  windows: readonly WeeklyWindow[],
): (Occurrence & { readonly drill: Drill }) | null {
  const next = [...hands].flatMap(([drill, afterMs]) => {
    const found = drill.schedule && nextOccurrence(drill.schedule, { afterMs, windows });
    return found === null ? [] : [{ drill, ...found }];
  });
  return next.toSorted((a, b) => a.atMs - b.atMs)[0] ?? null;
}
