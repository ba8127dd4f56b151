/**
 * Every change by hand goes through here: the role is checked first, and an entry is left behind
 * whatever comes of it, also when it is refused.
 */

import { type Actor, hasRole, type Role } from '../actor.ts';
import { OperationError } from '../operation-error.ts';
import type { LocalPorts } from '../ports.ts';

export interface Deed {
  /** Such as `override.set`. */
  readonly action: string;
  readonly needs: Role;
  /** What is wanted, as one sentence. */
  readonly message: string;
  /** Numbers and names; never a secret. */
  readonly details: Readonly<Record<string, unknown>>;
}

/** What came of it, and more for the audit log. */
export interface Done<T> {
  readonly result: T;
  readonly message: string;
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
    message: done.message,
    details: { ...details, ...done.details },
  });
  return done.result;

  async function attempt(): Promise<Done<T>> {
    try {
      if (!hasRole(actor, needs)) throw forbidden(actor, needs);
      return await work();
    } catch (error) {
      const isRefusal = error instanceof OperationError && error.code !== 'unavailable';
      const why = error instanceof Error ? error.message : String(error);
      await history.appendAudit({
        atMs: clock.nowMs(),
        ...entry,
        outcome: isRefusal ? 'refused' : 'failed',
        message: `${deed.message} ${why}`,
        details: isRefusal ? { ...details, code: error.code, ...error.details } : details,
      });
      throw error;
    }
  }
}

function forbidden({ name, role }: Actor, needs: Role): OperationError {
  return new OperationError('forbidden', `${name} is ${role}, and this takes ${needs}.`, {
    fix: `Ask somebody with the role ${needs}, or use a token that has it.`,
    details: { role, needs },
  });
}
