/**
 * Every change by hand goes through here: the role is checked first, and an entry is left behind
 * whatever comes of it, also when it is refused.
 */

import type { Said } from '../../lib/said.ts';
import { type Actor, hasRole, type Role } from '../actor.ts';
import { OperationError, operationError } from '../operation-error.ts';
import type { LocalPorts } from '../ports.ts';
import { operationEnglish, sayOperation } from '../speech.ts';

export interface Deed {
  /** Such as `override.set`. */
  readonly action: string;
  readonly needs: Role;
  /** What is wanted, as one sentence. */
  readonly said: Said;
  /** Numbers and names; never a secret. */
  readonly details: Readonly<Record<string, unknown>>;
}

/** What came of it, and more for the audit log. */
export interface Done<T> {
  readonly result: T;
  readonly said: Said;
  readonly details?: Readonly<Record<string, unknown>>;
}

export async function audited<T>(
  { history, clock }: Pick<LocalPorts, 'history' | 'clock'>,
  actor: Actor,
  { deed, work }: { readonly deed: Deed; readonly work: () => Promise<Done<T>> },
): Promise<T> {
  const { name: by, role, via } = actor;
  const { action, needs, details } = deed;
  const entry = { by, role, via, action };
  const done = await attempt();
  await history.appendAudit({
    atMs: clock.nowMs(),
    ...entry,
    outcome: 'done',
    ...lineOf(done.said),
    details: { ...details, ...done.details },
  });
  return done.result;

  async function attempt(): Promise<Done<T>> {
    try {
      if (!hasRole(actor, needs)) throw forbidden(actor, needs);
      return await work();
    } catch (error) {
      const isRefusal = error instanceof OperationError && error.code !== 'unavailable';
      const wanted = deed.said;
      await history.appendAudit({
        atMs: clock.nowMs(),
        ...entry,
        outcome: isRefusal ? 'refused' : 'failed',
        ...lineOf(sayOperation('wanted-in-vain', { wanted, why: whyOf(error) })),
        details: isRefusal ? { ...details, code: error.code, ...error.details } : details,
      });
      throw error;
    }
  }
}

/** The English of the moment is what later versions read at the least. */
function lineOf(said: Said) {
  return { message: operationEnglish(said), said };
}

function whyOf(error: unknown): Said | string {
  const said = error instanceof OperationError ? error.said?.message : undefined;
  if (said !== undefined && 'key' in said) return said;
  return error instanceof Error ? error.message : String(error);
}

export function forbidden({ name, role }: Actor, needs: Role): OperationError {
  return operationError('forbidden', {
    message: sayOperation('role-too-low', { name, role, needs }),
    fix: sayOperation('fix-role', { needs }),
    details: { role, needs },
  });
}
