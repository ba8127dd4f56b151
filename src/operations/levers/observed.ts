/**
 * What Ballast would have done while it only watched, and whether that would have been right: each
 * move that was told and not made, against what happened to requests in the minutes after it.
 *
 * A move away from something (ejection, evacuation) was needed when requests went on failing, and was
 * not when hardly any did. Of the other moves – trims, spills, returns – failures say nothing.
 *
 * Pure: the journal's events and the history's samples in, a report out.
 */

import { RULES } from '../../decide/levers/would-be.ts';
import type { ControlEvent, EventKind } from '../../model/control.ts';
import type { Sample } from '../../model/history.ts';
import type { RuleName } from '../../model/rule-modes.ts';

export interface ObservedMove {
  readonly atMs: number;
  /** `null` for what no rule stands for. */
  readonly rule: RuleName | null;
  readonly upstream: string | null;
  readonly region: string | null;
  readonly target: string | null;
  readonly sentence: string;
  /** Whole requests of the service in the minutes after it; `null` without samples. */
  readonly after: { readonly requests: number; readonly failed: number } | null;
  readonly verdict: 'needed' | 'not-needed' | 'unclear' | 'not-judged';
}

export interface ObservedReport {
  readonly sinceMs: number;
  readonly untilMs: number;
  /** Oldest first. */
  readonly moves: readonly ObservedMove[];
  readonly counts: Readonly<
    Record<string, { readonly moves: number; readonly needed: number; readonly notNeeded: number }>
  >;
}

export interface ObservedInput {
  readonly sinceMs: number;
  readonly untilMs: number;
  /** Oldest first. */
  readonly events: readonly ControlEvent[];
  readonly samples: readonly Sample[];
  /** Names of services by their upstreams. */
  readonly services: Readonly<Record<string, string>>;
}

/** Long enough for some samples of 10 s, short enough to be about this move. */
export const LOOK_AFTER_MS = 120_000;
/** Fewer requests say nothing. */
const MIN_REQUESTS = 50;
/** A bad second has more than this part failing (design §5). */
const FAILING_RATIO = 0.01;
const QUIET_RATIO = 0.001;

const AWAY: readonly EventKind[] = ['target-ejected', 'target-slow', 'region-evacuated'];

export function observedReport(input: ObservedInput): ObservedReport {
  const { sinceMs, untilMs, events } = input;
  const told = events.filter(
    ({ kind, atMs }) => kind === 'would-write' && atMs >= sinceMs && atMs < untilMs,
  );
  const moves = told.flatMap((event) => moveOf(event, input) ?? []);
  const counts: Record<string, ObservedReport['counts'][string]> = {};
  for (const { rule, verdict } of moves) {
    const name = rule ?? 'other';
    const before = counts[name] ?? { moves: 0, needed: 0, notNeeded: 0 };
    counts[name] = {
      moves: before.moves + 1,
      needed: before.needed + (verdict === 'needed' ? 1 : 0),
      notNeeded: before.notNeeded + (verdict === 'not-needed' ? 1 : 0),
    };
  }
  return { sinceMs, untilMs, moves, counts };
}

/** `null` for what people held back on purpose, which is not what is asked about. */
function moveOf(event: ControlEvent, input: ObservedInput): ObservedMove | null {
  const { because, would } = event.evidence;
  if (because !== 'observe' && because !== 'rule') return null;
  const cause = because === 'observe' ? causeOf(event, input.events) : event;
  const kind = because === 'rule' ? (would as EventKind) : cause?.kind;
  const source = cause ?? event;
  const after = afterwards(event, input);
  return {
    atMs: event.atMs,
    rule: kind === undefined ? null : (RULES[kind] ?? null),
    upstream: source.upstream,
    region: source.region,
    target: source.target,
    sentence: source.message,
    after,
    verdict: kind !== undefined && AWAY.includes(kind) ? verdictOf(after) : 'not-judged',
  };
}

/** The decision behind weights that were not written: its message is their reason. */
function causeOf(
  { atMs, evidence }: ControlEvent,
  events: readonly ControlEvent[],
): ControlEvent | undefined {
  return events.findLast(
    (one) => one.atMs <= atMs && one.kind !== 'would-write' && one.message === evidence['reason'],
  );
}

function afterwards(
  { atMs, upstream }: ControlEvent,
  { samples, services }: Pick<ObservedInput, 'samples' | 'services'>,
): ObservedMove['after'] {
  const name = services[upstream ?? ''] ?? upstream;
  const rows = samples
    .filter((sample) => sample.atMs >= atMs && sample.atMs < atMs + LOOK_AFTER_MS)
    .flatMap((sample) => sample.services.filter(({ service }) => service === name));
  if (rows.length === 0) return null;
  return {
    requests: rows.reduce((sum, { requests }) => sum + requests, 0),
    failed: rows.reduce((sum, { failed }) => sum + failed, 0),
  };
}

function verdictOf(after: ObservedMove['after']): ObservedMove['verdict'] {
  if (after === null || after.requests < MIN_REQUESTS) return 'unclear';
  const ratio = after.failed / after.requests;
  if (ratio >= FAILING_RATIO) return 'needed';
  return ratio <= QUIET_RATIO ? 'not-needed' : 'unclear';
}
