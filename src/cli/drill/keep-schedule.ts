/** `ballast drill schedule`: holds each drill at its time, until it is stopped. */

import { keepSchedule } from '../../drill/keep-schedule.ts';
import { nextDrillMs } from '../../drill/schedule.ts';
import type { Said } from '../../lib/said.ts';
import type { Drill } from '../../model/drill.ts';
import type { Strategy } from '../../model/strategy.ts';
import { drillWords } from '../../operations/drills-speech.ts';
import { printJson, type CliContext } from '../context.ts';
import { CliFailure } from '../failure.ts';
import { SYSTEM_CLOCK } from '../system.ts';
import { holdDrill } from './run.ts';

export interface ScheduleRequest {
  readonly drills: readonly Drill[];
  readonly strategy: Strategy;
  readonly stateFile: string;
  readonly json: boolean;
  readonly lang: 'en' | 'nl';
}

export async function holdScheduled(context: CliContext, request: ScheduleRequest): Promise<void> {
  const { drills, strategy, lang } = request;
  const windows = strategy.safety?.blockedDrills ?? [];
  const ports = {
    clock: SYSTEM_CLOCK,
    tell: (said: Said) => context.note(drillWords(said, { language: lang, text: said.key })),
    hold: async (drill: Drill) => {
      await holdDrill(context, { ...request, drill, via: 'schedule', out: null });
    },
  };
  if (await keepSchedule({ drills, windows }, ports, context.signal)) return;
  throw new CliFailure('none of these drills is ever due', {
    exitCode: 2,
    fix: 'Write schedule: { cron: … } with enabled: on, and leave a time that is not blocked.',
  });
}

/** The next times, soonest first. */
export function listSchedule(
  context: CliContext,
  { drills, json, count }: Pick<ScheduleRequest, 'drills' | 'json'> & { readonly count: number },
): void {
  const nowMs = Date.now();
  const times = drills
    .flatMap((drill) => {
      const found: { readonly drill: Drill; readonly atMs: number }[] = [];
      let fromMs = nowMs;
      while (found.length < count) {
        const atMs = drill.schedule === null ? null : nextDrillMs(drill.schedule, fromMs);
        if (atMs === null) break;
        found.push({ drill, atMs });
        fromMs = atMs;
      }
      return found;
    })
    .toSorted((a, b) => a.atMs - b.atMs)
    .slice(0, count)
    .map(({ drill, atMs }) => ({ drill: drill.name, at: new Date(atMs).toISOString() }));
  if (json) return printJson(context, times);
  context.print(times.map(({ drill, at }) => `${at}  ${drill}\n`).join('') || 'never\n');
}
