/** A person's reason: asked for with every lever, kept in the journal, so it has bounds. */

import type { Said } from '../../lib/said.ts';
import { say } from '../../model/sentences.ts';
import { operationError } from '../operation-error.ts';
import { operationEnglish, sayOperation } from '../speech.ts';

/** Shorter says nothing; the API asks for the same. */
const MIN_LENGTH = 3;
const MAX_LENGTH = 500;

export function reasonProblems(reason: string): readonly Said[] {
  if (reason.trim().length < MIN_LENGTH)
    return [sayOperation('reason-too-short', { min: MIN_LENGTH })];
  if (reason.length > MAX_LENGTH) return [sayOperation('reason-too-long', { max: MAX_LENGTH })];
  // It is shown on terminals and in logs, a line each.
  return /\p{Cc}/u.test(reason) ? [sayOperation('reason-not-plain')] : [];
}

export const REASON_FIX = sayOperation('fix-reason');

export function checkReason(reason: string): void {
  const problems = reasonProblems(reason);
  if (problems.length === 0) return;
  throw operationError('invalid', {
    message: say('several-sentences', { sentences: problems }),
    fix: REASON_FIX,
    problems,
    details: { problems: problems.map(operationEnglish) },
  });
}
