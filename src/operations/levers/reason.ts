/** A person's reason: asked for with every lever, kept in the journal, so it has bounds. */

import { OperationError } from '../operation-error.ts';

/** Shorter says nothing; the API asks for the same. */
const MIN_LENGTH = 3;
const MAX_LENGTH = 500;

export function reasonProblems(reason: string): readonly string[] {
  if (reason.trim().length < MIN_LENGTH)
    return [`Say why, in ${MIN_LENGTH} characters or more: they are kept with it.`];
  if (reason.length > MAX_LENGTH) return [`The reason may have ${MAX_LENGTH} characters.`];
  // It is shown on terminals and in logs, a line each.
  return /\p{Cc}/u.test(reason) ? ['The reason must be one line of plain text.'] : [];
}

export const REASON_FIX = 'Give a reason, such as --reason "maintenance of the network".';

export function checkReason(reason: string): void {
  const problems = reasonProblems(reason);
  if (problems.length === 0) return;
  throw new OperationError('invalid', problems.join(' '), {
    fix: REASON_FIX,
    details: { problems },
  });
}
