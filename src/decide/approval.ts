/**
 * Whether a person has allowed a move. The newest word counts, if it was said after the region came
 * into its present phase (an approval is for one move) and not too long ago.
 */

import { type Approval, approvalId } from '../model/approval.ts';
import { seconds } from './event.ts';
import { TUNING } from './tuning.ts';

export interface Permission {
  readonly isGranted: boolean;
  readonly code: 'approval' | 'rejected';
  readonly id: string;
  readonly sentence: string;
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
    const sentence = `the strategy says that a person approves it: \`ballast approve ${id} --reason …\``;
    return { isGranted: false, code: 'approval', id, sentence };
  }
  const { by, reason, decision, atMs } = newest;
  const said = `${by} ${decision} it ${seconds(nowMs - atMs)} ago (${reason})`;
  return { isGranted: decision === 'approved', code: 'rejected', id, sentence: said };
}
