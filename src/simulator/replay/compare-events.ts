/** Two journals of the same time against each other: what is in both, and what in one only. */

import type { ControlEvent, EventKind } from '../../model/control.ts';

export interface ComparedEvents {
  readonly same: readonly ControlEvent[];
  /** In the first only. */
  readonly missing: readonly ControlEvent[];
  /** In the second only. */
  readonly added: readonly ControlEvent[];
}

/** Decisions of one kind about one thing that are this near to each other are the same one. */
const NEAR_MS = 60_000;

/** @param before, after oldest first; of `same`, the one of `before` is given. */
export function compareEvents(
  before: readonly ControlEvent[],
  after: readonly ControlEvent[],
): ComparedEvents {
  const left = new Map<string, ControlEvent[]>();
  for (const event of after) {
    const key = keyOf(event);
    left.set(key, [...(left.get(key) ?? []), event]);
  }
  const same: ControlEvent[] = [];
  const missing: ControlEvent[] = [];
  for (const event of before) {
    const candidates = left.get(keyOf(event)) ?? [];
    const index = candidates.findIndex(({ atMs }) => Math.abs(atMs - event.atMs) <= NEAR_MS);
    if (index < 0) missing.push(event);
    else {
      candidates.splice(index, 1);
      same.push(event);
    }
  }
  const added = [...left.values()].flat().toSorted((a, b) => a.atMs - b.atMs);
  return { same, missing, added };
}

function keyOf({ kind, upstream, region, target, evidence }: ControlEvent): string {
  // Steps of a return are told apart by their size.
  const step = kind === 'failback-step' ? (evidence['step'] ?? null) : null;
  return JSON.stringify([kind, upstream, region, target, step]);
}

/** What the controller tells of itself and of its writes is not decided by the control law. */
const OF_CONTROLLER: ReadonlySet<EventKind> = new Set<EventKind>([
  'weights-written',
  'write-failed',
  'write-refused',
  'would-write',
  'foreign-write',
  'mode-changed',
  'not-leading',
  'lease-lost',
  'leading',
  'approval-used',
  'hook-failed',
  'controller-started',
  'controller-stopped',
]);

export function decisionsOf(events: readonly ControlEvent[]): readonly ControlEvent[] {
  return events.filter(({ kind }) => !OF_CONTROLLER.has(kind));
}
