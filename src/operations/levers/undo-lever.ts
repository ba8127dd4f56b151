/**
 * Taking back: the newest change that this actor made to overrides, as the audit log has it. What was
 * set ends, what was ended and has time left is set again – after the same questions as any lever, also
 * where it was forced once: the force was for what stood then. To undo is a change too, so undone
 * twice it is as it was.
 */

import type { AuditEntry } from '../../model/audit.ts';
import { type Override, readOverrides } from '../../model/override.ts';
import type { Actor } from '../actor.ts';
import type { UndoPreview } from '../contract.ts';
import { type OperationError, operationError } from '../operation-error.ts';
import type { LocalPorts } from '../ports.ts';
import { sayOperation } from '../speech.ts';
import { audited } from './audited.ts';
import { leverSaid } from './lever-words.ts';
import { type PreparedLever, prepareLever } from './preview.ts';
import { checkReason } from './reason.ts';
import { isHeldBack, refused } from './set-lever.ts';
import { changeOverrides, type OverrideChange } from './stored-overrides.ts';

/** How far back in the audit log a change is looked for. */
const AUDIT_LIMIT = 1_000;

export async function undoLever(
  ports: LocalPorts,
  actor: Actor,
  { reason, force = false }: { readonly reason: string; readonly force?: boolean },
): Promise<Override> {
  const deed = {
    action: 'override.undo',
    needs: force ? ('admin' as const) : ('operator' as const),
    said: sayOperation('wanted-undo', { name: actor.name }),
    details: { reason, force },
  };
  const work = async () => {
    checkReason(reason);
    const made = await newestChanges(ports, actor);
    const back: OverrideChange[] = [];
    for (const { before, after } of made) {
      const again = before === null ? null : await judgedAgain(ports, before, force);
      back.push({ before: after, after: again });
    }
    const changes = await changeOverrides(ports, (overrides) => {
      for (const change of back) checkStanding(change, overrides);
      return back;
    });
    const [subject] = changes.flatMap(({ before, after }) => after ?? before ?? []);
    if (subject === undefined) throw nothingToUndo(actor);
    const isSet = changes.some(({ after }) => after !== null);
    const lever = leverSaid(subject.lever, subject.services);
    const told = { by: actor.name, lever, reason: reason.trim() };
    const said = sayOperation(isSet ? 'did-undo-end' : 'did-undo-set', told);
    return { result: subject, said, details: { changes } };
  };
  return audited(ports, actor, { deed, work });
}

/** What it would do, so that a person can be asked whether that is meant. */
export async function undoPreview(ports: LocalPorts, actor: Actor): Promise<UndoPreview> {
  const made = await newestChanges(ports, actor);
  const sets = made.flatMap(({ before }) => before ?? []);
  const previews = await Promise.all(
    sets.map(async (one) => (await preparedAgain(ports, one)).preview),
  );
  return { ends: made.flatMap(({ after }) => after ?? []), sets, previews };
}

async function newestChanges(
  { history }: LocalPorts,
  actor: Actor,
): Promise<readonly OverrideChange[]> {
  const entries = await history.readAudit({ limit: AUDIT_LIMIT });
  const made = entries.map(({ entry }) => entry).filter((entry) => isChangeBy(entry, actor));
  const changes = readChanges(made.at(-1)?.details['changes']);
  if (changes.length === 0) throw nothingToUndo(actor);
  return changes;
}

function isChangeBy({ by, action, outcome, details }: AuditEntry, { name }: Actor): boolean {
  return (
    by === name && outcome === 'done' && action.startsWith('override.') && 'changes' in details
  );
}

/** From the audit log, which others may have written too. */
function readChanges(stored: unknown): readonly OverrideChange[] {
  if (!Array.isArray(stored)) return [];
  return stored.flatMap((one: unknown) => {
    if (typeof one !== 'object' || one === null || !('before' in one && 'after' in one)) return [];
    const [before = null] = readOverrides([one.before]);
    const [after = null] = readOverrides([one.after]);
    return before === null && after === null ? [] : [{ before, after }];
  });
}

/** What is set again is asked about like anything that is set, and forced only by who says so now. */
async function judgedAgain(
  ports: LocalPorts,
  override: Override,
  force: boolean,
): Promise<Override> {
  const { refusals } = await preparedAgain(ports, override);
  if (isHeldBack(refusals, force)) throw refused(override, refusals);
  return { ...override, isForced: refusals.length > 0 };
}

async function preparedAgain(ports: LocalPorts, override: Override): Promise<PreparedLever> {
  const { lever, services, reason, untilMs } = override;
  const forMs = untilMs - ports.clock.nowMs();
  if (forMs < 1_000) {
    const message = sayOperation('time-is-over');
    throw operationError('conflict', { message, fix: sayOperation('fix-time-is-over') });
  }
  return prepareLever(ports, { lever, services, reason, forMs, force: false });
}

/** Nobody has changed it since. */
function checkStanding({ before }: OverrideChange, overrides: readonly Override[]): void {
  if (before === null) return;
  const found = overrides.find(({ id }) => id === before.id);
  if (found !== undefined && sameText(found, before)) return;
  const message = sayOperation('changed-since');
  throw operationError('conflict', { message, fix: sayOperation('fix-changed-since') });
}

function sameText(a: Override, b: Override): boolean {
  const text = (one: Override) => JSON.stringify(Object.entries(one).sort(byKey));
  return text(a) === text(b);
}

function byKey([a]: [string, unknown], [b]: [string, unknown]): number {
  return a < b ? -1 : 1;
}

function nothingToUndo({ name }: Actor): OperationError {
  const message = sayOperation('nothing-to-undo', { name });
  return operationError('not-found', { message, fix: sayOperation('fix-nothing-to-undo') });
}
