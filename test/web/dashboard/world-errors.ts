/** How the fake operations of the dashboard's tests refuse. */

import type { Actor, Role } from '../../../src/operations/actor.ts';
import type { LeverPreview } from '../../../src/operations/contract.ts';
import { OperationError } from '../../../src/operations/operation-error.ts';

export function notFound(what: string): OperationError {
  return new OperationError('not-found', `There is no ${what}.`, { fix: 'Check the name.' });
}

export function forbidden({ name, role }: Actor, needed: Role): OperationError {
  return new OperationError('forbidden', `${name} is ${role}; this needs ${needed}.`, {
    fix: `Ask somebody with the role ${needed}.`,
  });
}

export function refused(refusals: LeverPreview['refusals']): OperationError {
  return new OperationError('refused', refusals.map(({ sentence }) => sentence).join(' '), {
    fix: 'Look at the preview.',
    details: { reasons: refusals },
  });
}
