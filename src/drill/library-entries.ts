/** The drills of a library as people choose from them. */

import type { LibraryDrill } from '../operations/drill-plan.ts';
import { parseDrill } from './file/parse-drill.ts';
import type { NamedDrill } from './library.ts';
import { nextDrillMs } from './schedule.ts';

/** Files with mistakes are left out: who starts one by its name hears of them. */
export function libraryEntries(
  drills: readonly NamedDrill[],
  nowMs: number,
): readonly LibraryDrill[] {
  return drills.flatMap(({ name, text, isExample }) => {
    const { drill } = parseDrill(text);
    if (drill === null) return [];
    const { title, hypothesis, fault, durationMs, scope, schedule } = drill;
    return [
      {
        name,
        title,
        hypothesis,
        fault: fault.kind,
        durationMs,
        // The package's speak of the first region and service of whoever holds them.
        region: isExample ? null : scope.region,
        services: isExample ? null : scope.services,
        origin: isExample ? 'package' : 'folder',
        schedule: timesOf(schedule, nowMs),
      },
    ];
  });
}

/** A schedule that is switched off has no cron. */
function timesOf(schedule: Parameters<typeof nextDrillMs>[0] | null, nowMs: number) {
  if (schedule === null || schedule.cron === '') return null;
  const { cron, zone } = schedule;
  return { cron, zone, nextAtMs: nextDrillMs(schedule, nowMs) };
}
