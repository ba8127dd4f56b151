/** `ballast drill schedule`: holds each drill at its time, until it is stopped. */

import { nextDrillMs } from '../../drill/schedule.ts';
import type { Drill } from '../../model/drill.ts';
import type { Strategy } from '../../model/strategy.ts';
import { printJson, type CliContext } from '../context.ts';
import { CliFailure, messageOf } from '../failure.ts';
import { SYSTEM_CLOCK } from '../system.ts';
import { holdDrill } from './run.ts';

export interface ScheduleRequest {
  readonly drills: readonly Drill[];
  readonly strategy: Strategy;
  readonly stateFile: string;
  readonly json: boolean;
  readonly lang: 'en' | 'nl';
}

/** Timers of Node end at 24.8 days. */
const LONGEST_SLEEP_MS = 24 * 3_600_000;

interface Due {
  readonly drill: Drill;
  readonly atMs: number;
}

export async function keepSchedule(context: CliContext, request: ScheduleRequest): Promise<void> {
  const { signal } = context;
  for (;;) {
    const next = dueOf(request.drills, Date.now())[0];
    if (next === undefined) {
      throw new CliFailure('none of these drills is ever due', {
        exitCode: 2,
        fix: 'Write schedule: { cron: … } with enabled: on, and leave a time that is not blocked.',
      });
    }
    context.note(`next: ${next.drill.name} at ${new Date(next.atMs).toISOString()}`);
    while (Date.now() < next.atMs && !signal.aborted) {
      await SYSTEM_CLOCK.sleep(Math.min(LONGEST_SLEEP_MS, next.atMs - Date.now()), signal);
    }
    if (signal.aborted) return;
    try {
      await holdDrill(context, { ...request, drill: next.drill, via: 'schedule', out: null });
    } catch (error) {
      // A refusal is news for people; the next time is another chance.
      context.note(`${next.drill.name} was not held: ${messageOf(error)}`);
    }
  }
}

/** The next times, soonest first. */
export function listSchedule(
  context: CliContext,
  { drills, json, count }: Pick<ScheduleRequest, 'drills' | 'json'> & { readonly count: number },
): void {
  const nowMs = Date.now();
  const times = drills
    .flatMap((drill) => {
      const found: Due[] = [];
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

function dueOf(drills: readonly Drill[], nowMs: number): readonly Due[] {
  return drills
    .flatMap((drill) => {
      const atMs = drill.schedule === null ? null : nextDrillMs(drill.schedule, nowMs);
      return atMs === null ? [] : [{ drill, atMs }];
    })
    .toSorted((a, b) => a.atMs - b.atMs);
}
