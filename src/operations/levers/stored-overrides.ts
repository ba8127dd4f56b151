/**
 * The overrides in the store, changed as one step: two people at once lose nothing of each other, and
 * what has ended is cleared away in passing.
 */

import {
  type Override,
  OVERRIDES_LIMIT,
  OVERRIDES_SETTING,
  readOverrides,
} from '../../model/override.ts';
import { type OperationError, operationError } from '../operation-error.ts';
import type { LocalPorts } from '../ports.ts';
import { sayOperation } from '../speech.ts';

/** One override before and after; `null` where there was or is none. */
export interface OverrideChange {
  readonly before: Override | null;
  readonly after: Override | null;
}

type StorePorts = Pick<LocalPorts, 'store' | 'clock'>;

/** Those that have not ended, oldest first; one may begin later. */
export async function listOverrides({ store, clock }: StorePorts): Promise<readonly Override[]> {
  return living(await store.readSetting(OVERRIDES_SETTING), clock.nowMs());
}

/**
 * @param change what is to become of the overrides as they are; may be asked several times, and what
 *   it throws changes nothing.
 */
export async function changeOverrides(
  { store, clock }: StorePorts,
  change: (overrides: readonly Override[]) => readonly OverrideChange[],
): Promise<readonly OverrideChange[]> {
  const nowMs = clock.nowMs();
  // The store would take a throw of ours for a fault of its file.
  let outcome: { readonly changes: readonly OverrideChange[] } | { readonly error: unknown } = {
    changes: [],
  };
  await store.updateSetting(OVERRIDES_SETTING, (stored) => {
    const before = living(stored, nowMs);
    try {
      const changes = change(before);
      const after = applyChanges(before, changes);
      if (after.length > OVERRIDES_LIMIT) throw tooMany();
      outcome = { changes };
      return after;
    } catch (error) {
      outcome = { error };
      return stored;
    }
  });
  if ('error' in outcome) throw outcome.error;
  return outcome.changes;
}

function living(stored: unknown, nowMs: number): readonly Override[] {
  return readOverrides(stored).filter(({ untilMs }) => nowMs < untilMs);
}

/** A changed one keeps its place; a new one comes last. */
function applyChanges(
  before: readonly Override[],
  changes: readonly OverrideChange[],
): readonly Override[] {
  const ids = new Set(before.map(({ id }) => id));
  const kept = before.flatMap((one) => {
    const change = changes.find((other) => other.before?.id === one.id);
    if (change === undefined) return [one];
    return change.after?.id === one.id ? [change.after] : [];
  });
  const added = changes.flatMap(({ after }) =>
    after === null || ids.has(after.id) ? [] : [after],
  );
  return [...kept, ...added];
}

function tooMany(): OperationError {
  return operationError('conflict', {
    message: sayOperation('too-many-overrides', { max: OVERRIDES_LIMIT }),
    fix: sayOperation('fix-too-many-overrides'),
  });
}
