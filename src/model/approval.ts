/**
 * A person's word on a move that the strategy does not leave to Ballast: kept in the store, read at
 * every tick, good for a while and for one move only (G9).
 */

export interface Approval {
  /** `upstream/region/kind`, as the event that asked for it names it. */
  readonly id: string;
  readonly decision: 'approved' | 'rejected';
  readonly atMs: number;
  /** Who said so, and why. */
  readonly by: string;
  readonly reason: string;
}

/** Name of the setting in the store: a list of the newest approvals. */
export const APPROVALS_SETTING = 'approvals';

/** Kept in the setting at most. */
export const APPROVALS_LIMIT = 100;

export function approvalId(place: {
  readonly upstream: string;
  readonly region: string;
  readonly kind: 'failover' | 'failback';
}): string {
  return `${place.upstream}/${place.region}/${place.kind}`;
}

/** What stands in a store, which others may have written; anything else is left out. */
export function readApprovals(stored: unknown): readonly Approval[] {
  return Array.isArray(stored) ? stored.filter(isApproval) : [];
}

function isApproval(value: unknown): value is Approval {
  if (typeof value !== 'object' || value === null) return false;
  const { id, decision, atMs, by, reason } = value as Partial<Record<keyof Approval, unknown>>;
  const isDecision = decision === 'approved' || decision === 'rejected';
  const isText = [id, by, reason].every((text) => typeof text === 'string');
  return isDecision && isText && typeof atMs === 'number';
}
