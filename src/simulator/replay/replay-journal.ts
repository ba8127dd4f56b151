/** A controller's journal decided again with another policy, and what would have been different. */

import { replayDecision } from '../../decide/replay.ts';
import type { Policy } from '../../decide/policy.ts';
import type { ControlEvent } from '../../model/control.ts';
import type { DecisionRecord, TickRecord } from '../../model/ports.ts';
import { compareEvents, type ComparedEvents, decisionsOf } from './compare-events.ts';
import { replayTicks } from './replay-ticks.ts';

export interface Journal {
  /** All oldest first. */
  readonly ticks: readonly TickRecord[];
  readonly decisions: readonly DecisionRecord[];
  readonly events: readonly ControlEvent[];
}

export interface ReplayOutcome extends ComparedEvents {
  /**
   * `ticks`: every second was decided again. `decisions`: only the seconds in which something was
   * decided are in the journal, so what would have been decided in others is not known.
   */
  readonly basis: 'ticks' | 'decisions';
  readonly fromMs: number;
  readonly toMs: number;
  readonly count: number;
}

/** `null` when there is nothing in the journal that can be decided again. */
export function replayJournal(policy: Policy, journal: Journal): ReplayOutcome | null {
  const replayed = replayTicks(policy, journal.ticks);
  const span = spanOf(replayed.ticks);
  if (span !== null) {
    const within = journal.events.filter(({ atMs }) => atMs >= span.fromMs && atMs <= span.toMs);
    const after = decisionsOf(replayed.events);
    return { basis: 'ticks', ...span, ...compareEvents(decisionsOf(within), after) };
  }
  const ofDecisions = spanOf(journal.decisions);
  if (ofDecisions === null) return null;
  const before = journal.decisions.flatMap(({ events }) => decisionsOf(events));
  const after = journal.decisions.flatMap((record) => decisionsOf(replayDecision(policy, record)));
  return { basis: 'decisions', ...ofDecisions, ...compareEvents(before, after) };
}

function spanOf(records: readonly { readonly atMs: number }[]) {
  const [first, last] = [records[0], records.at(-1)];
  if (first === undefined || last === undefined) return null;
  return { fromMs: first.atMs, toMs: last.atMs, count: records.length };
}
