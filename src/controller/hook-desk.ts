/**
 * Makes the calls that decisions ask for, one for each id, beside the ticks: a move waits for its
 * `before` hook, the loop does not. Results are handed to the next decisions.
 *
 * Nothing is called in mode `observe`; the result says so, so that the move is told as it would be.
 */

import type { HookAction, HookResult, HookRunner } from '../model/hook.ts';
import type { Clock, Logger } from '../model/ports.ts';

export interface HookDesk {
  /** Begins what is new. */
  take(actions: readonly HookAction[], mode: 'observe' | 'act'): void;
  /** The newest results. */
  results(): readonly HookResult[];
}

/** Results kept; a decision needs each of them for a tick or two. */
const KEPT = 50;

export function createHookDesk(options: {
  /** Without one every hook fails: nobody could make the call. */
  readonly runner: HookRunner | undefined;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly signal: AbortSignal;
}): HookDesk {
  const { runner, clock, logger, signal } = options;
  const begun = new Set<string>();
  let results: HookResult[] = [];
  const settle = (result: HookResult) => {
    logger.info({ hook: result.id, ok: result.ok, detail: result.detail }, 'A hook has ended.');
    results = [...results, result].slice(-KEPT);
  };
  return {
    take: (actions, mode) => {
      for (const action of actions) {
        if (begun.has(action.id)) continue;
        begun.add(action.id);
        if (begun.size > 10 * KEPT) begun.delete([...begun][0] ?? '');
        const now = { id: action.id, atMs: clock.nowMs() };
        if (mode === 'observe') {
          settle({ ...now, ok: true, detail: 'not called: Ballast only observes' });
        } else if (runner === undefined) {
          settle({ ...now, ok: false, detail: 'nobody here can make the call' });
        } else {
          void callSafely(runner, action, signal, clock).then(settle);
        }
      }
    },
    results: () => results,
  };
}

async function callSafely(
  runner: HookRunner,
  action: HookAction,
  signal: AbortSignal,
  clock: Clock,
): Promise<HookResult> {
  try {
    return await runner.run(action, signal);
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return { id: action.id, ok: false, atMs: clock.nowMs(), detail };
  }
}
