/**
 * Taking back: the newest change that this actor made to overrides, as the audit log has it. What was
 * set ends, what was ended and has time left is set again – after the same questions as any lever, also
 * where it was forced once: the force was for what stood then. To undo is a change too, so undone
 * twice it is as it was.
 */

import type { AuditEntry } from '../../model/audit.ts';
import { type Override, readOverrides } from '../../model/override.ts';
import type { Actor } from '../actor.ts';
import type { LeverPreview, UndoPreview } from '../contract.ts';
import { OperationError } from '../operation-error.ts';
import type { LocalPorts } from '../ports.ts';
import { audited } from './audited.ts';
import { leverWords } from './lever-words.ts';
import { prepareLever } from './preview.ts';
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
    message: `Wanted: undo the newest change of ${actor.name}.`,
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
    const words = leverWords(subject.lever, subject.services);
    const message = `${actor.name} took back: ${words} is ${isSet ? 'set again' : 'ended'}: ${reason.trim()}.`;
    return { result: subject, message, details: { changes } };
  };
  return audited(ports, actor, { deed, work });
}

/** What it would do, so that a person can be asked whether that is meant. */
export async function undoPreview(ports: LocalPorts, actor: Actor): Promise<UndoPreview> {
  const made = await newestChanges(ports, actor);
  const sets = made.flatMap(({ before }) => before ?? []);
  const previews = await Promise.all(sets.map(async (one) => previewAgain(ports, one)));
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
  const { refusals } = await previewAgain(ports, override);
  const words = leverWords(override.lever, override.services);
  if (isHeldBack(refusals, force)) throw refused(words, refusals);
  return { ...override, isForced: refusals.length > 0 };
}

async function previewAgain(ports: LocalPorts, override: Override): Promise<LeverPreview> {
  const { lever, services, reason, untilMs } = override;
  const forMs = untilMs - ports.clock.nowMs();
  if (forMs < 1_000) {
    throw new OperationError('conflict', 'Its time is over, so it cannot be set again.', {
      fix: 'Set it anew, with a new time.',
    });
  }
  return (await prepareLever(ports, { lever, services, reason, forMs, force: false })).preview;
}

/** Nobody has changed it since. */
function checkStanding({ before }: OverrideChange, overrides: readonly Override[]): void {
  if (before === null) return;
  const found = overrides.find(({ id }) => id === before.id);
  if (found !== undefined && sameText(found, before)) return;
  throw new OperationError('conflict', 'It has ended or been changed since.', {
    fix: 'See `ballast overrides` for what is in force now.',
  });
}

function sameText(a: Override, b: Override): boolean {
  const text = (one: Override) => JSON.stringify(Object.entries(one).sort(byKey));
  return text(a) === text(b);
}

function byKey([a]: [string, unknown], [b]: [string, unknown]): number {
  return a < b ? -1 : 1;
}

function nothingToUndo({ name }: Actor): OperationError {
  return new OperationError('not-found', `${name} has changed nothing that could be undone.`, {
    fix: 'See `ballast overrides`; end one with `ballast overrides end ID`.',
  });
}
