/** Following a drill that another process holds, until its report is there. */

import { type DrillReport, readDrillReport } from '../../model/drill-report.ts';
import type { Clock } from '../../model/ports.ts';
import type { Actor } from '../../operations/actor.ts';
import type { DrillOperations } from '../../operations/contract.ts';
import type { CurrentDrill } from '../../operations/drills.ts';
import { OperationError, operationError } from '../../operations/operation-error.ts';
import { sayOperation } from '../../operations/speech.ts';

export interface FollowOptions {
  readonly id: string;
  readonly actor: Actor;
  /** Asks the server to end it; following goes on. */
  readonly signal: AbortSignal;
  readonly abortReason: string;
  readonly onProgress: (seen: CurrentDrill) => void;
  readonly onAbort: () => void;
  /** It does not answer, and why; `null` when it does again. */
  readonly onSilence: (failure: OperationError | null) => void;
}

const EVERY_MS = 1_000;
/** A server that restarts is back before this; the drill ends by itself there. */
const SILENCE_MS = 120_000;
/** The report is written after the drill has left its place. */
const REPORT_MS = 15_000;

export async function followDrill(
  drills: DrillOperations,
  clock: Clock,
  options: FollowOptions,
): Promise<DrillReport> {
  const { id, signal, actor } = options;
  const ask = patient(clock, options);
  const never = new AbortController().signal;
  let hasAsked = false;
  for (;;) {
    if (signal.aborted && !hasAsked) {
      hasAsked = true;
      options.onAbort();
      await ask(() => endIt(drills, actor, options.abortReason));
    }
    const current = await ask(async () => (await drills.current()) as CurrentDrill | null);
    if (current === null || current.id !== id) break;
    options.onProgress(current);
    // Its report is there already, and the warden goes on trying.
    if (current.phase === 'unrestored') break;
    await clock.sleep(EVERY_MS, hasAsked ? never : signal);
  }
  const untilMs = clock.nowMs() + REPORT_MS;
  for (;;) {
    const report = await ask(() => reportIn(drills, id));
    if (report !== null) return report;
    if (clock.nowMs() > untilMs) throw noReport(id);
    await clock.sleep(EVERY_MS, never);
  }
}

/** Asks again while nothing answers, for a while. */
function patient(clock: Clock, { onSilence }: Pick<FollowOptions, 'onSilence'>) {
  const never = new AbortController().signal;
  return async <T>(work: () => Promise<T>): Promise<T> => {
    let sinceMs: number | null = null;
    for (;;) {
      try {
        const answer = await work();
        if (sinceMs !== null) onSilence(null);
        return answer;
      } catch (error) {
        if (!(error instanceof OperationError) || error.code !== 'unavailable') throw error;
        if (sinceMs === null) onSilence(error);
        sinceMs ??= clock.nowMs();
        if (clock.nowMs() - sinceMs > SILENCE_MS) throw error;
        await clock.sleep(EVERY_MS, never);
      }
    }
  };
}

/** That it is over by now is as good. */
async function endIt(drills: DrillOperations, actor: Actor, reason: string): Promise<void> {
  try {
    await drills.abort(actor, { reason });
  } catch (error) {
    if (!(error instanceof OperationError) || error.code !== 'conflict') throw error;
  }
}

async function reportIn(drills: DrillOperations, id: string): Promise<DrillReport | null> {
  try {
    return readDrillReport((await drills.report(id)).report);
  } catch (error) {
    if (error instanceof OperationError && error.code === 'not-found') return null;
    throw error;
  }
}

function noReport(id: string): OperationError {
  const message = sayOperation('drill-unreported', { id });
  return operationError('not-found', { message, fix: sayOperation('fix-drill-unreported') });
}
