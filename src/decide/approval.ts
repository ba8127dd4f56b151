/**
 * Whether a person has allowed a move. The newest word counts, if it was said after the region came
 * into its present phase (an approval is for one move) and not too long ago.
 */

import { type Approval, approvalId } from '../model/approval.ts';
import type { Said } from '../lib/said.ts';
import { say } from '../model/sentences.ts';
import { TUNING } from './tuning.ts';

export interface Permission {
  readonly isGranted: boolean;
  readonly code: 'approval' | 'rejected';
  readonly id: string;
  readonly sentence: Said;
}

export function askPermission(
  approvals: readonly Approval[],
  move: {
    readonly upstream: string;
    readonly region: string;
    readonly kind: 'failover' | 'failback';
    /** Nothing said before this counts. */
    readonly sinceMs: number;
    readonly nowMs: number;
  },
): Permission {
  const id = approvalId(move);
  const { sinceMs, nowMs } = move;
  const newest = approvals
    .filter((one) => one.id === id && one.atMs >= sinceMs)
    .filter(({ atMs }) => nowMs - atMs <= TUNING.approvalMs)
    .reduce<Approval | null>(
      (last, one) => (last === null || one.atMs >= last.atMs ? one : last),
      null,
    );
  if (newest === null) {
    return { isGranted: false, code: 'approval', id, sentence: say('needs-approval', { id }) };
  }
  const { by, reason, decision, atMs } = newest;
  const isGranted = decision === 'approved';
  const key = isGranted ? 'person-approved' : 'person-rejected';
  const sentence = say(key, { by, agoMs: nowMs - atMs, reason });
  return { isGranted, code: 'rejected', id, sentence };
}
